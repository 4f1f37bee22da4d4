import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Actor, recordAudit } from '../accounts/index.ts'
import { callOf, toBeSaved } from '../api/bytes-route.ts'
import { parseInput } from '../api/input.ts'
import type { Authenticator } from '../api/register-operations.ts'
import { Uuid } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { FileDisk } from './disk.ts'
import { readFile } from './queries.ts'

const Params = z.strictObject({ id: Uuid })
const DEED = 'file.downloaded'
const ROUTE = { operation: 'getFileContent', permission: 'files.read', deeds: [DEED] } as const

export interface ContentServices {
  readonly database: Database
  readonly clock: Clock
  readonly disk: FileDisk
  readonly authenticator: Authenticator
}

/**
 * `GET /api/v1/files/:id/content`: the bytes of a file, to be saved and nothing else. What a station has uploaded is
 * hostile: no browser may show it, guess its type or run it in our origin.
 */
export function registerFileContent(app: FastifyInstance, services: ContentServices): void {
  const { disk, authenticator } = services
  app.get('/api/v1/files/:id/content', { exposeHeadRoute: false }, async (request, reply) => {
    const { actor, within } = await callOf(authenticator, ROUTE, request)
    const { id } = Params.parse(parseInput('params', Params, request.params))
    const { name, sizeBytes } = await within(() => handOut(services, actor, id))
    return toBeSaved(reply, name).header('content-length', sizeBytes).send(disk.read(id))
  })
}

/** The file, if it is there; that it was taken is written down. */
async function handOut({ database, disk, clock }: ContentServices, actor: Actor, id: string) {
  const file = await readFile(database.kysely, actor.tenantId, id)
  if (file === undefined) throw new Refusal('fileNotFound')
  const { sizeBytes, name, purpose } = file
  if (sizeBytes === null) throw new Refusal('fileNotReady')
  if ((await disk.size(id)) !== sizeBytes) {
    throw new Refusal('fileNotFound', { detail: 'Its content is not in the data directory of this server.' })
  }
  const deed = { action: DEED, object: id, detail: { name, purpose } }
  await database.transaction((tx) => recordAudit(tx, actor, { atMs: clock.nowMs(), ...deed }))
  return { name, sizeBytes }
}
