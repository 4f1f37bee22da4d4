import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Actor, isAllowed, recordAudit, requirePermission } from '../accounts/index.ts'
import { callOf, toBeSaved } from '../api/bytes-route.ts'
import { parseInput } from '../api/input.ts'
import type { Authenticator } from '../api/register-operations.ts'
import { ExportKind, Uuid } from '../contract/index.ts'
import type { ReadContent } from '../files/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { orderOf } from './export-handlers.ts'
import { type MadeExport, readExport } from './export-store.ts'
import { exportPieces } from './export-stream.ts'
import { exportedKinds } from './kinds/exported.ts'

export interface ExportRouteServices {
  readonly database: Database
  readonly clock: Clock
  readonly authenticator: Authenticator
  readonly readContent: ReadContent
}

const STREAMED = 'export.streamed'
const DOWNLOADED = 'export.downloaded'
const permission = 'records.export'
const STREAM = { operation: 'streamExport', permission, deeds: [STREAMED] } as const
const CONTENT = { operation: 'getExportContent', permission, deeds: [DOWNLOADED] } as const
const Kind = z.strictObject({ kind: ExportKind })
const Id = z.strictObject({ id: Uuid })

/**
 * `GET /api/v1/export/:kind?format=csv` streams a list as it is now; `GET /api/v1/exports/:id/content` hands out a file
 * that was made in the background.
 */
export function registerExports(app: FastifyInstance, services: ExportRouteServices): void {
  const { database, clock, authenticator, readContent } = services

  app.get('/api/v1/export/:kind', { exposeHeadRoute: false }, async (request, reply) => {
    const { actor, within } = await callOf(authenticator, STREAM, request)
    const { kind } = Kind.parse(parseInput('params', Kind, request.params))
    const order = orderOf(actor, kind, z.record(z.string(), z.unknown()).parse(request.query))
    const nowMs = clock.nowMs()
    await within(() =>
      database.transaction((tx) => {
        const { format, filter, masked } = order
        const detail = { format, filter, masked }
        return recordAudit(tx, actor, { atMs: nowMs, action: STREAMED, object: kind, detail })
      }),
    )
    const name = `${kind}-${new Date(nowMs).toISOString().slice(0, 10)}.${order.format}`
    return toBeSaved(reply, name).send(Readable.from(exportPieces(database.kysely, order), { objectMode: false }))
  })

  app.get('/api/v1/exports/:id/content', { exposeHeadRoute: false }, async (request, reply) => {
    const { actor, within } = await callOf(authenticator, CONTENT, request)
    const { id } = Id.parse(parseInput('params', Id, request.params))
    const found = await within(() => readExport(database.kysely, actor, id))
    if (found === undefined) throw new Refusal('exportNotFound')
    requirePermission(actor, exportedKinds[found.export.kind].permission)
    refuseWider(actor, found)
    if (found.fileId === null) throw new Refusal('exportNotReady')
    const { kind, format, createdAt } = found.export
    const content = await readContent(found.fileId)
    if (content === undefined) throw new Refusal('exportNotReady')
    await within(() =>
      database.transaction((tx) =>
        recordAudit(tx, actor, { atMs: clock.nowMs(), action: DOWNLOADED, object: id, detail: { kind } }),
      ),
    )
    return toBeSaved(reply, `${kind}-${createdAt.slice(0, 10)}.${format}`).send(content)
  })
}

/** A file holds what its owner might have when it was made; refuses whoever may have less by now. */
function refuseWider(actor: Actor, { export: { masked }, sites }: MadeExport): void {
  const { scope } = actor
  const isWithin = scope === 'everything' || (sites !== 'all' && sites.every((site) => scope.has(site)))
  if (isWithin && (masked || isAllowed(actor, 'exports.unmasked'))) return
  throw new Refusal('notPermitted', { detail: 'It was made with rights that you no longer have. Ask for it anew.' })
}
