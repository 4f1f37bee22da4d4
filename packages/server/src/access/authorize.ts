import { foldIdToken, type IdToken, type TokenInfo } from '@stationmaster/ocpp'
import type { AuthorizationDecision, TokenFacts } from '../stations/decision.ts'
import type { SessionId } from '../stations/ids.ts'

export interface AuthorizationContext {
  /** When the token was presented; for a queued report the time of the report. */
  readonly atMs: number
  /** Sessions that do not count as concurrent: of this connector, or of this station when it only asks. */
  readonly ownSessionIds: readonly SessionId[]
  /** False for a report from a queue: what ran then is not what runs now (2.x E04, E12). */
  readonly live: boolean
}

/**
 * Decides about a presented token. Null facts: the tenant has no such token.
 * NoAuthorization (a start button, 2.x C02) needs no token; every other type, Central included, must be known:
 * who starts remotely creates the token first.
 */
export function authorize(
  token: IdToken,
  facts: TokenFacts | null,
  context: AuthorizationContext,
): AuthorizationDecision {
  if (facts === null) {
    if (token.type === 'NoAuthorization') return { status: 'Accepted', reason: { code: 'noAuthorizationNeeded' } }
    return { status: 'Unknown', reason: { code: 'tokenUnknown' } }
  }
  const data = { tokenId: facts.tokenId }
  if (facts.status === 'blocked') return { status: 'Blocked', reason: { code: 'tokenBlocked', data } }
  if (facts.expiresAtMs !== null && facts.expiresAtMs <= context.atMs) {
    return { status: 'Expired', reason: { code: 'tokenExpired', data: { ...data, expiresAtMs: facts.expiresAtMs } } }
  }
  const elsewhere = sessionsElsewhere(facts, context.ownSessionIds)
  if (context.live && facts.maxConcurrent !== null && elsewhere >= facts.maxConcurrent) {
    return { status: 'ConcurrentTx', reason: { code: 'tokenInUse', data: { ...data, sessions: elsewhere } } }
  }
  return { status: 'Accepted', reason: { code: 'tokenAccepted', data } }
}

/** The decision in the words of a reply: with the expiry and the group that the station may cache. */
export function tokenInfoOf(decision: AuthorizationDecision, facts: TokenFacts | null): TokenInfo {
  return {
    status: decision.status,
    ...(facts?.expiresAtMs != null && { cacheExpiryMs: facts.expiresAtMs }),
    ...(facts?.groupValue != null && { groupIdToken: { value: facts.groupValue, type: 'Central' } }),
  }
}

/** The token as the tenant wrote it down: some readers send the bytes of the UID in reverse (by quirk profile). */
export function canonicalToken(token: IdToken, reversed: boolean): IdToken {
  if (!reversed) return token
  const bytes = foldIdToken(token.value)
    .match(/^(?:[0-9a-f]{2})+$/)?.[0]
    .match(/../g)
  return bytes ? { value: bytes.reverse().join('').toUpperCase(), type: token.type } : token
}

function sessionsElsewhere(facts: TokenFacts, own: readonly SessionId[]): number {
  return facts.activeSessionIds.filter((id) => !own.includes(id)).length
}
