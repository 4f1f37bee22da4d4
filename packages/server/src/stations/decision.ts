import type { AuthorizationStatus, IdToken, MeterSample, StationReply } from '@stationmaster/ocpp'
import type { EventBody } from '../sessions/event-body.ts'
import type { Session } from '../sessions/session.ts'
import type { Change, Reason } from './change.ts'
import type { SessionId } from './ids.ts'
import type { Answered } from './responder.ts'
import type { StationState } from './state.ts'

/**
 * What `decide` must be told that memory does not hold. Undefined (the usual case) means: decide at once.
 * Look-ups of many stations are batched into one query.
 */
export interface Needs {
  readonly idToken?: IdToken
  /** A session older than memory, or one whose events a late report has its place among. */
  readonly session?: SessionNeed
  /** The reply is found outside the station's state, by the responder to this event's kind. */
  readonly reply?: true
}

/**
 * Which stored session of the station to read back: the first of these that exists, in this order.
 * Must be read after everything decided before for this station is committed.
 */
export interface SessionNeed {
  /** The newest generation with this id. */
  readonly transactionId?: string
  readonly startKey?: string
  readonly sessionId?: SessionId
  /** The newest active session on this EVSE, for stations whose memory hides some. */
  readonly evseId?: number
}

/** What is known of a presented token. */
export interface TokenFacts {
  readonly tokenId: string
  readonly status: 'active' | 'blocked'
  readonly expiresAtMs: number | null
  readonly groupValue: string | null
  readonly maxConcurrent: number | null
  /** Sessions that run on it in the tenant now, as many as its limit makes worth knowing; none for a token without one. */
  readonly activeSessionIds: readonly SessionId[]
}

/** One event of a session, as the fold takes it. Times are effective ones, in the samples too. */
export interface FoldEvent {
  readonly phase: 'started' | 'updated' | 'ended' | 'meter'
  readonly seqNo: number | null
  readonly atMs: number
  readonly contentHash: number
  readonly body: EventBody
  readonly samples: readonly FoldSample[]
}

/** What the fold reads of a meter sample. */
export type FoldSample = Pick<MeterSample, 'at' | 'energyImportWh' | 'powerImportW' | 'socPercent'>

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
  /** What a responder found; null when none did, in time or at all. */
  readonly answered?: Answered | null
  newSessionId(): SessionId
  /** Next positive int32 for a 1.6 transaction. */
  nextTransactionNumber(): number
}

/** Wake-ups for live screens; the reader fetches what it needs, so losing one loses nothing. */
export type LiveHint =
  | { readonly kind: 'station' }
  | { readonly kind: 'session'; readonly sessionId: SessionId }
  /** Nothing but the figures of the session. */
  | { readonly kind: 'progress'; readonly sessionId: SessionId }

export interface Decision {
  readonly state: StationState
  readonly reply: StationReply
  readonly changes: readonly Change[]
  readonly reasons: readonly Reason[]
  readonly live: readonly LiveHint[]
  /** The session this event belongs to, for the flight recorder. */
  readonly sessionId: SessionId | null
  /** The socket is closed once this is answered. */
  readonly closes?: true
}

/** Asked for by `authorize`; the reply's words. */
export interface AuthorizationDecision {
  readonly status: AuthorizationStatus
  readonly reason: Reason
}
