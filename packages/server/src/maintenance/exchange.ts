import type { Files, LinkProtocol } from '../files/index.ts'
import { type KnownFile, readFile } from '../files/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { AskedExchange, FileExchange, PrepareExchange } from '../stations/file-exchange.ts'
import { insertRequest, type NewRequest } from './store.ts'

type StoreParts = Pick<Files, 'issueLink' | 'maxLogBytes'>
type BodyOf<K extends AskedExchange['body']['kind']> = Extract<AskedExchange['body'], { readonly kind: K }>

const HOUR_MS = 3_600_000
/** A station that was not told how often to try decides by itself; so many complete downloads are then allowed. */
const TRIES_UNTOLD = 3
const LONGEST_LINK_MS = 30 * 24 * HOUR_MS

/** Gives a command that moves a file its place in our store, and opens its record. */
export function exchangePreparer(files: StoreParts): PrepareExchange {
  return async (tx, asked) => {
    const { body } = asked
    switch (body.kind) {
      case 'updateFirmware':
        return prepareUpdate(tx, files, asked, body)
      case 'getLog':
      case 'getDiagnostics':
        return prepareUpload(tx, files, asked, body)
      case 'publishFirmware':
        return preparePublication(tx, files, asked, body)
      case 'unpublishFirmware': {
        const file = body.fileId === undefined ? undefined : await imageIn(tx, asked, body.fileId)
        return { location: '', checksum: body.checksum?.toLowerCase() ?? file?.md5 ?? '' }
      }
    }
  }
}

async function prepareUpdate(
  tx: Tx,
  files: StoreParts,
  asked: AskedExchange,
  body: BodyOf<'updateFirmware'>,
): Promise<FileExchange> {
  const file = body.fileId === undefined ? undefined : await imageIn(tx, asked, body.fileId)
  const signed = signatureOf(body, file)
  const download =
    file === undefined ? undefined : await downloadOf(tx, files, { asked, body, file, from: body.retrieveAt })
  await record(tx, asked, 'firmwareUpdate', {
    fileId: file?.id ?? null,
    linkId: download?.linkId ?? null,
    targetVersion: file?.version ?? null,
  })
  return { location: download?.url ?? body.url ?? '', signed }
}

function signatureOf(body: BodyOf<'updateFirmware'>, file: KnownFile | undefined): FileExchange['signed'] {
  if (body.signed === false) return undefined
  const signature = body.signature ?? file?.signature ?? undefined
  const certificate = body.signingCertificate ?? file?.certificate ?? undefined
  if (signature !== undefined && certificate !== undefined) return { signature, certificate }
  if (body.signed !== true) return undefined
  throw new Refusal('invalidInput', {
    errors: [{ field: 'command.signed', rule: 'needs a signature and its certificate, here or with the image' }],
  })
}

async function prepareUpload(
  tx: Tx,
  files: StoreParts,
  asked: AskedExchange,
  body: BodyOf<'getLog' | 'getDiagnostics'>,
): Promise<FileExchange> {
  const link =
    body.url === undefined
      ? await files.issueLink(tx, {
          ...{ tenantId: asked.tenantId, fileId: null, stationKey: asked.stationKey, nowMs: asked.nowMs },
          ...{ direction: 'upload', protocol: body.transport, maxBytes: files.maxLogBytes, uses: 1, name: undefined },
          expiresAtMs: expiryOf(asked, body),
        })
      : undefined
  await record(tx, asked, 'logUpload', { fileId: null, linkId: link?.linkId ?? null, targetVersion: null })
  return { location: link?.url ?? body.url ?? '' }
}

async function preparePublication(
  tx: Tx,
  files: StoreParts,
  asked: AskedExchange,
  body: BodyOf<'publishFirmware'>,
): Promise<FileExchange> {
  const file = body.fileId === undefined ? undefined : await imageIn(tx, asked, body.fileId)
  const download = file === undefined ? undefined : await downloadOf(tx, files, { asked, body, file })
  const checksum = file?.md5 ?? body.checksum?.toLowerCase() ?? ''
  await record(tx, asked, 'firmwarePublication', {
    fileId: file?.id ?? null,
    linkId: download?.linkId ?? null,
    targetVersion: file?.version ?? null,
    checksum,
  })
  return { location: download?.url ?? body.url ?? '', checksum }
}

/** An image whose content is there. */
async function imageIn(tx: Tx, { tenantId }: AskedExchange, fileId: string): Promise<KnownFile> {
  const file = await readFile(tx, tenantId, fileId)
  if (file === undefined || file.purpose !== 'firmware') throw new Refusal('fileNotFound')
  if (file.storedAt === null) throw new Refusal('fileNotReady')
  return file
}

interface Download {
  readonly asked: AskedExchange
  readonly body: Retries & { readonly transport: LinkProtocol }
  readonly file: KnownFile
  /** Not before this time, RFC 3339. */
  readonly from?: string | undefined
}

interface Retries {
  readonly retries?: number | undefined
  readonly retryIntervalS?: number | undefined
}

function downloadOf(tx: Tx, files: StoreParts, { asked, body, file, from }: Download) {
  return files.issueLink(tx, {
    ...{ tenantId: asked.tenantId, fileId: file.id, stationKey: asked.stationKey, nowMs: asked.nowMs },
    ...{ direction: 'download', protocol: body.transport, maxBytes: file.sizeBytes ?? 0, name: file.name },
    uses: body.retries === undefined ? TRIES_UNTOLD : body.retries + 1,
    expiresAtMs: expiryOf(asked, body, from),
  })
}

/** An hour from when the transfer can begin at the latest, and the time its retries take. */
function expiryOf({ nowMs, deadlineAtMs }: AskedExchange, { retries = 0, retryIntervalS = 0 }: Retries, from?: string) {
  const startMs = Math.max(deadlineAtMs, from === undefined ? 0 : Date.parse(from))
  return Math.min(startMs + HOUR_MS + retries * retryIntervalS * 1000, nowMs + LONGEST_LINK_MS)
}

type Particulars = Pick<NewRequest, 'fileId' | 'linkId' | 'targetVersion'> & { readonly checksum?: string }

function record(tx: Tx, asked: AskedExchange, kind: NewRequest['kind'], particulars: Particulars): Promise<void> {
  const { tenantId, stationKey, commandId, requestId, requestedBy, nowMs } = asked
  return insertRequest(tx, { tenantId, stationKey, commandId, requestId, requestedBy, nowMs, kind, ...particulars })
}
