import type { FastifyRequest } from 'fastify'
import type { Authenticator } from '../api/register-operations.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { Actor } from './actor.ts'
import { findKeyActor } from './api-keys.ts'
import type { Auth } from './auth/auth.ts'
import { browserOf, identityHeaders } from './browser.ts'
import { hashOpaqueToken } from './opaque-token.ts'
import { findSessionActor } from './session-actor.ts'
import { SignInLimits } from './sign-in-limits.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const BEARER = /^Bearer ([\x21-\x7e]{1,500})$/i

export interface AuthenticatorOptions {
  readonly database: Database
  readonly clock: Clock
  readonly auth: () => Auth
  /** Origins besides the request's own that may write with a cookie. */
  readonly allowedOrigins: readonly string[]
}

/** Knows callers by `Authorization: Bearer <API key>` or by the cookie of a browser session. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const limits = new SignInLimits({ slowsSubjects: false })
  return {
    async identify(request) {
      const nowMs = options.clock.nowMs()
      const authorization = request.headers.authorization
      if (authorization !== undefined) {
        const key = BEARER.exec(authorization)?.[1]
        return key === undefined ? undefined : keyActor(options, limits, { key, address: networkOf(request.ip), nowMs })
      }
      if (!SAFE_METHODS.has(request.method)) refuseForeignOrigin(request, options)
      if (request.headers.cookie === undefined) return undefined
      return findSessionActor(options, options.auth(), identityHeaders(request))
    },
    browser: browserOf,
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

/** Besides SameSite: a browser says where a write comes from, and it must come from our own pages. */
function refuseForeignOrigin(request: FastifyRequest, { allowedOrigins }: AuthenticatorOptions): void {
  const { origin } = request.headers
  if (origin !== undefined && allowedOrigins.includes(origin)) return
  const site = request.headers['sec-fetch-site']
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  if (isForeignSite || (origin !== undefined && !isOwn(origin, request))) throw new Refusal('foreignOrigin')
}

/** A page that has come without TLS may be anybody's, whatever its host says. */
function isOwn(origin: string, request: FastifyRequest): boolean {
  if (!URL.canParse(origin)) return false
  const { host, protocol } = new URL(origin)
  return host === request.host && !(protocol === 'http:' && request.protocol === 'https')
}
