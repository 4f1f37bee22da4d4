import type { AuthorizationStatus, IdToken, MeterSample, StationReply } from '@stationmaster/ocpp'
import type { Session } from '../sessions/session.ts'
import type { Change, Reason } from './change.ts'
import type { SessionId } from './ids.ts'
import type { StationState } from './state.ts'

/**
 * What `decide` must be told that memory does not hold. Undefined (the usual case) means: decide at once.
 * Look-ups of many stations are batched into one query.
 */
export interface Needs {
  readonly idToken?: IdToken
  /** A session older than memory: by transaction id, by 1.6 start key, or by connector and time for an orphan. */
  readonly session?:
    | { readonly by: 'transactionId'; readonly transactionId: string }
    | { readonly by: 'startKey'; readonly startKey: string }
    | { readonly by: 'sessionId'; readonly sessionId: SessionId }
}

/** What is known of a presented token. */
export interface TokenFacts {
  readonly tokenId: string
  readonly status: 'active' | 'blocked'
  readonly expiresAtMs: number | null
  readonly groupValue: string | null
  readonly maxConcurrent: number | null
  /** Active sessions with this token in the tenant now. */
  readonly activeSessions: number
  /** Stations and EVSEs where these are, to let a repeated start of the same connector pass. */
  readonly activeSessionIds: readonly SessionId[]
}

/** One event of a stored session, as the fold takes it. */
export interface FoldEvent {
  readonly phase: 'started' | 'updated' | 'ended' | 'meter'
  readonly seqNo: number | null
  readonly atMs: number
  readonly contentHash: number
  readonly body: Readonly<Record<string, unknown>>
  readonly samples: readonly MeterSample[]
}

/** A session read back whole, for a late event. */
export interface StoredSession {
  readonly session: Session
  readonly events: readonly FoldEvent[]
}

export interface Facts {
  readonly nowMs: number
  readonly heartbeatIntervalS: number
  /** Null: asked and not found. Undefined: not asked. */
  readonly token?: TokenFacts | null
  readonly stored?: StoredSession | null
  newSessionId(): SessionId
  /** Next positive int32 for a 1.6 transaction. */
  nextTransactionNumber(): number
}

/** Wake-ups for live screens; the reader fetches what it needs, so losing one loses nothing. */
export type LiveHint = { readonly kind: 'station' } | { readonly kind: 'session'; readonly sessionId: SessionId }

export interface Decision {
  readonly state: StationState
  readonly reply: StationReply
  readonly changes: readonly Change[]
  readonly reasons: readonly Reason[]
  readonly live: readonly LiveHint[]
  /** The session this event belongs to, for the flight recorder. */
  readonly sessionId: SessionId | null
}

/** Asked for by `authorize`; the reply's words. */
export interface AuthorizationDecision {
  readonly status: AuthorizationStatus
  readonly reason: Reason
}
