import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../accounts/actor.ts'
import type { Permission } from '../contract/index.ts'
import { Refusal } from '../platform/errors.ts'
import { originOf, withinRequest } from '../platform/request-origin.ts'
import { type Authenticator, onBehalfOf, permittedActor } from './register-operations.ts'

/** A route that hands out bytes, beside the contract, which speaks of JSON alone. */
export interface BytesRoute {
  /** As in the OpenAPI document. */
  readonly operation: string
  readonly permission: Permission
  /** What it may write to the audit log. */
  readonly deeds: readonly string[]
}

export interface BytesCall {
  readonly actor: Actor
  /** Runs work that sees what the caller may see, and whose entries in the audit log say where the request came from. */
  within<Result>(work: () => Result): Result
}

/** Refuses everybody who may not use the route. */
export async function callOf(
  authenticator: Authenticator,
  { operation, permission, deeds }: BytesRoute,
  request: FastifyRequest,
): Promise<BytesCall> {
  const actor = await permittedActor(authenticator, { permission }, request)
  if (actor === undefined) throw new Refusal('signInRequired')
  const origin = originOf(request, operation, deeds)
  return { actor, within: (work) => withinRequest(origin, () => onBehalfOf(actor, work)) }
}

/** No browser may show it, guess its type or run it in our origin: what stands in it may come from stations. */
export function toBeSaved(reply: FastifyReply, name: string): FastifyReply {
  return reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', attachmentNamed(name))
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
}

/** The header with which a browser saves a file under its name and never shows it (RFC 6266, RFC 8187). */
export function attachmentNamed(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
