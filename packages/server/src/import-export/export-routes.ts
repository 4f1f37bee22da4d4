import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { type Actor, isAllowed, recordAudit, requirePermission } from '../accounts/index.ts'
import { parseInput } from '../api/input.ts'
import { type Authenticator, onBehalfOf, permittedActor } from '../api/register-operations.ts'
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

const PERMISSION = { permission: 'records.export' } as const
const Kind = z.strictObject({ kind: ExportKind })
const Id = z.strictObject({ id: Uuid })

/**
 * `GET /api/v1/export/:kind?format=csv` streams a list as it is now; `GET /api/v1/exports/:id/content` hands out a file
 * that was made in the background.
 */
export function registerExports(app: FastifyInstance, services: ExportRouteServices): void {
  const { database, clock, authenticator, readContent } = services

  app.get('/api/v1/export/:kind', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await permittedActor(authenticator, PERMISSION, request)
    if (actor === undefined) throw new Refusal('signInRequired')
    const { kind } = Kind.parse(parseInput('params', Kind, request.params))
    const order = orderOf(actor, kind, z.record(z.string(), z.unknown()).parse(request.query))
    const nowMs = clock.nowMs()
    await onBehalfOf(actor, () =>
      database.transaction((tx) => {
        const { format, filter, masked } = order
        const detail = { format, filter, masked }
        return recordAudit(tx, actor, { atMs: nowMs, action: 'export.streamed', object: kind, detail })
      }),
    )
    const name = `${kind}-${new Date(nowMs).toISOString().slice(0, 10)}.${order.format}`
    return toBeSaved(reply, name).send(Readable.from(exportPieces(database.kysely, order), { objectMode: false }))
  })

  app.get('/api/v1/exports/:id/content', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await permittedActor(authenticator, PERMISSION, request)
    if (actor === undefined) throw new Refusal('signInRequired')
    const { id } = Id.parse(parseInput('params', Id, request.params))
    const found = await onBehalfOf(actor, () => readExport(database.kysely, actor, id))
    if (found === undefined) throw new Refusal('exportNotFound')
    requirePermission(actor, exportedKinds[found.export.kind].permission)
    refuseWider(actor, found)
    if (found.fileId === null) throw new Refusal('exportNotReady')
    const { kind, format, createdAt } = found.export
    const content = await readContent(found.fileId)
    if (content === undefined) throw new Refusal('exportNotReady')
    await onBehalfOf(actor, () =>
      database.transaction((tx) =>
        recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'export.downloaded', object: id, detail: { kind } }),
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

/** No browser may show it: what stands in it may come from stations. */
function toBeSaved(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
}
