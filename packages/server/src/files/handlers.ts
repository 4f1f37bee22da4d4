import { nameOf, recordAudit, requireWholeTenant } from '../accounts/index.ts'
import { NewestCursor } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { instant } from '../api/instant.ts'
import { placeAfter } from '../api/paging.ts'
import type { StoredFile } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { FileDisk } from './disk.ts'
import { safeFileName } from './file-name.ts'
import type { IssueLink } from './issue-link.ts'
import { deleteFile, insertFirmware, type KnownFile, listFiles, readFile } from './queries.ts'

type FileHandlers = Pick<Handlers, 'listFiles' | 'createFirmware' | 'getFile' | 'deleteFile'>

export interface FileServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly disk: FileDisk
  readonly issueLink: IssueLink
  readonly maxFirmwareBytes: number
}

/** An announced image whose content has not come by then is forgotten. */
const UPLOAD_WITHIN_MS = 3_600_000

export function fileHandlers(services: FileServices): FileHandlers {
  const { database, clock, ids, disk, issueLink, maxFirmwareBytes } = services
  return {
    listFiles: async ({ actor, query: { cursor, ...query } }) =>
      listFiles(database.kysely, actor.tenantId, { ...query, after: placeAfter(cursor, NewestCursor) }),

    getFile: async ({ actor, params }) => shown(await readFile(database.kysely, actor.tenantId, params.id)),

    createFirmware: async ({ actor, body }) => {
      const { tenantId } = actor
      const fileId = ids.next()
      const nowMs = clock.nowMs()
      const expiresAtMs = nowMs + UPLOAD_WITHIN_MS
      const name = safeFileName(body.name, 'firmware.bin')
      const { url: uploadUrl } = await database.transaction(async (tx) => {
        await insertFirmware(tx, {
          ...{ tenantId, fileId, name, nowMs, input: body, createdBy: nameOf(actor) },
          deleteAfterMs: expiresAtMs,
        })
        const detail = { name, ...(body.version === undefined ? {} : { version: body.version }) }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'file.announced', object: fileId, detail })
        return issueLink(tx, {
          ...{ tenantId, fileId, stationKey: null, nowMs, expiresAtMs },
          direction: 'upload',
          protocol: 'http',
          maxBytes: maxFirmwareBytes,
          uses: 1,
          name,
        })
      })
      const file = shown(await readFile(database.kysely, tenantId, fileId))
      return { file, uploadUrl, expiresAt: instant(new Date(expiresAtMs)) }
    },

    deleteFile: async ({ actor, params }) => {
      // Logs belong to stations, images to the whole tenant: other sites may be about to install them.
      if (shown(await readFile(database.kysely, actor.tenantId, params.id)).purpose === 'firmware') {
        requireWholeTenant(actor)
      }
      await database.transaction(async (tx) => {
        const name = await deleteFile(tx, actor.tenantId, params.id)
        if (name === undefined) throw new Refusal('fileNotFound')
        await recordAudit(tx, actor, {
          ...{ atMs: clock.nowMs(), action: 'file.deleted', object: params.id, detail: { name } },
        })
        // Content without a row is swept as well, should this not be reached.
        tx.afterCommit(() => disk.remove(params.id))
      })
      return undefined
    },
  }
}

function shown(file: KnownFile | undefined): StoredFile {
  if (file === undefined) throw new Refusal('fileNotFound')
  const { signature: _signature, certificate: _certificate, expectedSha256: _expected, ...rest } = file
  return rest
}
