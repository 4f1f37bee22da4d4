import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type Actor, recordAudit } from '../accounts/index.ts'
import { parseInput } from '../api/input.ts'
import { type Authenticator, onBehalfOf, permittedActor } from '../api/register-operations.ts'
import { Uuid } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { withinRequest } from '../platform/request-origin.ts'
import type { FileDisk } from './disk.ts'
import { attachmentNamed } from './file-name.ts'
import { readFile } from './queries.ts'

const Params = z.strictObject({ id: Uuid })
const PERMISSION = { permission: 'files.read' } as const
const DEED = 'file.downloaded'

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
    const actor = await permittedActor(authenticator, PERMISSION, request)
    if (actor === undefined) throw new Refusal('signInRequired')
    const { id } = Params.parse(parseInput('params', Params, request.params))
    const origin = { operation: 'getFileContent', deeds: [DEED], address: request.ip, written: [] }
    const userAgent = request.headers['user-agent']
    const file = await withinRequest({ ...origin, userAgent }, () =>
      onBehalfOf(actor, () => handOut(services, actor, id)),
    )
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-disposition', attachmentNamed(file.name))
      .header('content-length', file.sizeBytes)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .send(disk.read(id))
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
