import { Readable } from 'node:stream'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { FileDisk, Received } from './disk.ts'
import { safeFileName } from './file-name.ts'
import { holdLease } from './lease.ts'
import {
  type Claimed,
  claimLink,
  type FileLink,
  type LinkDirection,
  type LinkProblem,
  type LinkProtocol,
  lookAtLink,
  useLink,
} from './links.ts'
import { keepPace, type Pace } from './pace.ts'
import { bytesStored, fillFirmware, insertLog, type KnownFile, readFile } from './queries.ts'

export interface TransferParts {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  readonly disk: FileDisk
  readonly pace: Pace
  /** Bytes all files together may take. */
  readonly quotaBytes: number
  /** How long a log is kept; 0: for ever. */
  readonly logDays: number
  /** Uploads and downloads under way at once, in this process. */
  readonly atOnce: number
}

export interface LinkKey {
  readonly secret: string
  readonly protocols: readonly LinkProtocol[]
}

/** What comes in, and how to stop it coming. */
export interface Offer {
  readonly content: AsyncIterable<Buffer>
  readonly cut: (reason: Error) => void
  /** Read when the content has come: a form says the name inside. */
  readonly label: () => { readonly name?: string | undefined; readonly contentType?: string | undefined }
  readonly declaredBytes?: number | undefined
}

/** A file on its way out. `done` is called when its last byte is gone, `end` in any case. */
export interface Delivery {
  readonly file: KnownFile & { readonly sizeBytes: number }
  open(from: number, to?: number): Readable
  done(): Promise<void>
  end(): Promise<void>
}

/** Files coming and going by one-time links, whatever the protocol. Every refusal says what is wrong. */
export interface Transfers {
  /** What a link is for; refuses one that cannot be used. */
  look(key: LinkKey): Promise<FileLink>
  receive(key: LinkKey, offer: Offer): Promise<Received>
  deliver(key: LinkKey, cut: (reason: Error) => void): Promise<Delivery>
  /** What a download link would give, without using it. */
  describe(link: FileLink): Promise<Delivery['file']>
}

const DAY_MS = 86_400_000
const CONTENT_TYPE = /^[\w!#$&^.+-]{1,60}\/[\w!#$&^.+-]{1,60}$/

export function createTransfers(parts: TransferParts): Transfers {
  const { database, clock, disk } = parts
  let underWay = 0

  const begin = async (key: LinkKey, direction: LinkDirection) => {
    if (underWay >= parts.atOnce) throw new Refusal('tooManyTransfers', { retryAfterS: 30 })
    underWay += 1
    try {
      const lease = holdLease(parts)
      const link = await lease.take((tx, until) => claimLink(tx, { ...key, direction }, until).then(linkIn))
      return { link, end: () => lease.end().finally(() => (underWay -= 1)) }
    } catch (error) {
      underWay -= 1
      throw error
    }
  }

  return {
    look: async (key) => linkIn(await lookAtLink(database.kysely, key, clock.nowMs())),

    async receive(key, offer) {
      const { link, end } = await begin(key, 'upload')
      try {
        return await receiveOn(parts, link, offer)
      } finally {
        await end()
      }
    },

    async deliver(key, cut) {
      const { link, end } = await begin(key, 'download')
      try {
        const file = await storedFile(parts, link)
        const pace = keepPace({ clock, pace: downloadPace(parts.pace) }, cut)
        return {
          file,
          open: (from, to) => Readable.from(counted(disk.read(file.id, from, to), pace.count), { objectMode: false }),
          done: () => database.transaction((tx) => useLink(tx, link.linkId, { fileId: file.id, nowMs: clock.nowMs() })),
          async end() {
            pace.stop()
            await end()
          },
        }
      } catch (error) {
        await end()
        throw error
      }
    },

    describe: (link) => storedFile(parts, link),
  }
}

/**
 * What goes out passes through the kernel's buffers first: on a slow line minutes go by between two reads of ours, although
 * the station is served all the time.
 */
function downloadPace({ stallMs, longestMs }: Pace): Pace {
  return { stallMs: stallMs * 10, longestMs }
}

async function* counted(content: AsyncIterable<Buffer>, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    count(chunk.length)
    yield chunk
  }
}

async function receiveOn(parts: TransferParts, link: FileLink, offer: Offer): Promise<Received> {
  const { database, disk, ids, quotaBytes } = parts
  const free = quotaBytes - (await bytesStored(database.kysely, link.tenantId, false))
  if (free <= 0) throw new Refusal('fileQuotaFull')
  const most = Math.min(link.maxBytes, free)
  if ((offer.declaredBytes ?? 0) > most) throw tooLarge(link, most)
  const fileId = link.fileId ?? ids.next()
  const received = await disk.receive(fileId, atMost(offer, most, parts, link)).catch(nameFullDisk)
  try {
    if (received.sizeBytes === 0) throw new Refusal('uploadUnreadable', { detail: 'The upload is empty.' })
    await database.transaction((tx) => keep(tx, parts, { link, fileId, received, label: offer.label() }))
    return received
  } catch (error) {
    await disk.remove(fileId)
    throw error
  }
}

/** A full disk is no mistake of ours, and the sender may hear of it. */
function nameFullDisk(error: unknown): never {
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
  throw isFull ? new Refusal('fileQuotaFull', { detail: 'The disk is full.' }) : error
}

/** The content as it comes, until there is more than allowed or it comes too slowly. */
async function* atMost(offer: Offer, most: number, parts: TransferParts, link: FileLink): AsyncGenerator<Buffer> {
  const pace = keepPace(parts, offer.cut)
  let bytes = 0
  try {
    for await (const chunk of offer.content) {
      bytes += chunk.length
      if (bytes > most) throw tooLarge(link, most)
      pace.count(chunk.length)
      yield chunk
    }
  } finally {
    pace.stop()
  }
}

interface Kept {
  readonly link: FileLink
  readonly fileId: string
  readonly received: Received
  readonly label: { readonly name?: string | undefined; readonly contentType?: string | undefined }
}

async function keep(tx: Tx, parts: TransferParts, { link, fileId, received, label }: Kept): Promise<void> {
  const nowMs = parts.clock.nowMs()
  // Others may have come in meanwhile.
  const taken = await bytesStored(tx, link.tenantId, true)
  if (taken + received.sizeBytes > parts.quotaBytes) throw new Refusal('fileQuotaFull')
  if (link.fileId !== null) {
    const announced = await readFile(tx, link.tenantId, link.fileId)
    if (announced === undefined) throw new Refusal('fileNotFound')
    const { expectedSha256 } = announced
    if (expectedSha256 !== null && !expectedSha256.equals(received.sha256)) {
      throw new Refusal('checksumMismatch', { detail: `Its SHA-256 is ${received.sha256.toString('hex')}.` })
    }
    await fillFirmware(tx, link.fileId, received, nowMs)
  } else if (link.stationKey !== null) {
    await insertLog(tx, {
      ...received,
      tenantId: link.tenantId,
      fileId,
      stationKey: link.stationKey,
      name: safeFileName(label.name, 'log'),
      contentType: CONTENT_TYPE.test(label.contentType ?? '') ? (label.contentType ?? '') : 'application/octet-stream',
      nowMs,
      deleteAfterMs: parts.logDays === 0 ? null : nowMs + parts.logDays * DAY_MS,
    })
  }
  await useLink(tx, link.linkId, { fileId, nowMs })
}

async function storedFile({ database, disk }: TransferParts, link: FileLink): Promise<Delivery['file']> {
  const file = link.fileId === null ? undefined : await readFile(database.kysely, link.tenantId, link.fileId)
  const sizeBytes = file?.sizeBytes ?? null
  if (file === undefined || sizeBytes === null) throw new Refusal('fileNotFound')
  if ((await disk.size(file.id)) !== sizeBytes) {
    throw new Refusal('fileNotFound', { detail: 'Its content is not in the data directory of this server.' })
  }
  return { ...file, sizeBytes }
}

function tooLarge(link: FileLink, most: number): Refusal {
  return most < link.maxBytes
    ? new Refusal('fileQuotaFull')
    : new Refusal('bodyTooLarge', { detail: `At most ${most} bytes may be uploaded here.` })
}

const PROBLEMS = {
  unknown: 'fileLinkUnknown',
  used: 'fileLinkGone',
  expired: 'fileLinkGone',
  busy: 'fileLinkBusy',
} as const satisfies Record<LinkProblem, string>

const SENTENCES: Readonly<Record<LinkProblem, string>> = {
  unknown: 'There is no such link, or it is for the other direction.',
  used: 'The link has been used.',
  expired: 'The link has expired.',
  busy: 'A transfer on this link is under way.',
}

function linkIn(claimed: Claimed): FileLink {
  if (claimed.ok) return claimed.link
  const { problem } = claimed
  throw new Refusal(PROBLEMS[problem], {
    detail: SENTENCES[problem],
    ...(problem === 'busy' ? { retryAfterS: 30 } : {}),
  })
}
