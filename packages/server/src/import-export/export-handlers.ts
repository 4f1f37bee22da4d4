import { z } from 'zod'
import { type Actor, isAllowed, recordAudit, requirePermission, scopeOf } from '../accounts/index.ts'
import { NewestCursor } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { parseInput } from '../api/input.ts'
import { placeAfter } from '../api/paging.ts'
import { EXPORT_FILTERS, ExportFormat, type ExportKind } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { insertExport, listExports, readExport } from './export-store.ts'
import type { ExportOrder } from './export-stream.ts'
import { exportedKinds } from './kinds/exported.ts'

type ExportHandlers = Pick<Handlers, 'startExport' | 'listExports'>

export interface ExportServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
}

export function exportHandlers({ database, clock, ids }: ExportServices): ExportHandlers {
  return {
    startExport: async ({ actor, body }) => {
      const { masked, scope } = orderOf(actor, body.kind, { format: body.format, ...body.filter })
      const exportId = ids.next()
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        await insertExport(tx, actor, { exportId, input: body, masked, scope, nowMs })
        const detail = { kind: body.kind, format: body.format, filter: body.filter, masked }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'export.asked', object: exportId, detail })
      })
      const made = await readExport(database.kysely, actor, exportId)
      if (made === undefined) throw new Refusal('exportNotFound')
      return made.export
    },

    listExports: ({ actor, query: { cursor, limit } }) =>
      listExports(database.kysely, actor, { limit, after: placeAfter(cursor, NewestCursor) }),
  }
}

const Format = z.object({ format: ExportFormat })

/** What somebody may have of a kind: identities are masked for those who may not take them out. */
export function orderOf(actor: Actor, kind: ExportKind, query: Readonly<Record<string, unknown>>): ExportOrder {
  requirePermission(actor, exportedKinds[kind].permission)
  const { format, ...filter } = query
  const read = Format.parse(parseInput('query', Format, { format }))
  parseInput('query', EXPORT_FILTERS[kind], filter)
  const words = Object.entries(filter).map(([name, value]) => [name, String(value)])
  const masked = !isAllowed(actor, 'exports.unmasked')
  return { kind, format: read.format, filter: Object.fromEntries(words), masked, actor, scope: scopeOf(actor) }
}
