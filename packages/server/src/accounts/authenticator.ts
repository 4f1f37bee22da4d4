import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionCookie } from '../api/handler.ts'
import type { Authenticator } from '../api/register-operations.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { Actor } from './actor.ts'
import { findKeyActor } from './api-keys.ts'
import { findBrowserActor, SESSION_IDLE_MS } from './browser-sessions.ts'
import { hashOpaqueToken } from './opaque-token.ts'
import { SignInLimits } from './sign-in-limits.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const BEARER = /^Bearer ([\x21-\x7e]{1,500})$/i

export interface AuthenticatorOptions {
  readonly database: Database
  readonly clock: Clock
  /** The page is served over TLS, here or by a proxy: the cookie is then bound to it. */
  readonly secure: boolean
  /** Origins besides the request's own that may write with a cookie. */
  readonly allowedOrigins: readonly string[]
}

/** Knows callers by `Authorization: Bearer <API key>` or by the cookie of a browser session. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const limits = new SignInLimits()
  const cookieName = options.secure ? '__Host-stationmaster' : 'stationmaster'
  return {
    async identify(request) {
      const nowMs = options.clock.nowMs()
      const authorization = request.headers.authorization
      if (authorization !== undefined) {
        const key = BEARER.exec(authorization)?.[1]
        return key === undefined ? undefined : keyActor(options, limits, { key, address: networkOf(request.ip), nowMs })
      }
      if (!SAFE_METHODS.has(request.method)) refuseForeignOrigin(request, options)
      const token = request.cookies[cookieName]
      return token === undefined ? undefined : findBrowserActor(options.database, token, nowMs)
    },
    cookie: (request, reply) => sessionCookie(request, reply, { name: cookieName, secure: options.secure }),
  }
}

/** Unknown keys are counted as wrong sign-ins are; a key that has worked from its address goes on working. */
async function keyActor(
  { database }: AuthenticatorOptions,
  limits: SignInLimits,
  { key, address, nowMs }: { readonly key: string; readonly address: string; readonly nowMs: number },
): Promise<Actor | undefined> {
  const subject = hashOpaqueToken(key).toString('base64')
  // Counted only afterwards: a program may make its first requests all at once.
  const waitMs = limits.waitMs(subject, address, nowMs)
  if (waitMs > 0) throw new Refusal('tooManyRequests', { retryAfterS: Math.ceil(waitMs / 1000) })
  const actor = await findKeyActor(database, key, nowMs)
  if (actor === undefined) limits.failed(subject, address, nowMs)
  else if (!limits.knows(subject, address)) limits.succeeded(subject, address)
  return actor
}

/** Besides SameSite=Strict: a browser says where a write comes from, and it must come from our own pages. */
function refuseForeignOrigin(request: FastifyRequest, options: AuthenticatorOptions): void {
  const { origin } = request.headers
  if (origin !== undefined && options.allowedOrigins.includes(origin)) return
  const site = request.headers['sec-fetch-site']
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const isForeignOrigin = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host)
  if (isForeignSite || isForeignOrigin) throw new Refusal('foreignOrigin')
}

function sessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, secure }: { name: string; secure: boolean },
): SessionCookie {
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    token: request.cookies[name],
    set: (token) => void reply.setCookie(name, token, { ...attributes, maxAge: SESSION_IDLE_MS / 1000 }),
    clear: () => void reply.clearCookie(name, attributes),
  }
}

export function meOf(actor: Actor) {
  return { name: actor.name, email: actor.email, role: actor.role, via: actor.via, tenant: actor.tenantName }
}
