import type { ChargingState, EvseRef, IdToken, TokenInfo } from '@stationmaster/ocpp'
import type { SessionId } from '../stations/ids.ts'

/** Why a session deserves a second look. Each code has a sentence in the console; data rides along. */
export type SessionFlagCode =
  | 'unknownToken'
  | 'refusedToken'
  | 'startMissing'
  | 'orphanStop'
  | 'conflictingStop'
  | 'repeatedStartOtherContent'
  | 'constantStart'
  | 'transactionIdReused'
  | 'sequenceReused'
  | 'sequenceGap'
  | 'messagesLost'
  | 'endLost'
  | 'lateEvent'
  | 'clockSkew'
  | 'unreadableTime'
  | 'registerDecrease'
  | 'placeholderZero'
  | 'unitSlip'
  | 'impossiblePower'
  | 'impossibleRegister'
  | 'rebootedMidSession'
  | 'sampleAfterStop'
  | 'connectorReplaced'

export interface SessionFlag {
  readonly code: SessionFlagCode
  /** Small figures that make the sentence concrete (Wh, ms, seqNo …). */
  readonly data?: Readonly<Record<string, number | string>>
}

/** One stretch of a rising energy register. A decrease (reset, replacement, roll-over) opens the next. */
export interface RegisterSegment {
  readonly firstWh: number
  readonly lastWh: number
}

/** The energy register as read so far, in time order. */
export interface RegisterFold {
  readonly segments: readonly RegisterSegment[]
  /** Time of the latest reading; -Infinity is stored as null, before any. */
  readonly atMs: number | null
  /** A zero that stood for "no reading" was passed over. */
  readonly zeroSkipped: boolean
  /** A reading in kWh was scaled to Wh. */
  readonly unitSlipped: boolean
  /** The steepest rise that no outlet can deliver, W; null when all are believable. */
  readonly impossibleW: number | null
}

/** What a report about a token was answered, so that its retry is answered alike. */
export interface GivenAnswer {
  readonly contentHash: number
  readonly token: TokenInfo
}

/** What the fold carries from event to event; stored as JSON so that a reconnecting actor continues without reading events. */
export interface SessionFold {
  readonly register: RegisterFold
  /** Effective epoch ms of the newest folded event or sample: an older one makes the session re-fold. */
  readonly newestAtMs: number
  /** Effective epoch ms of the newest transaction event alone; null while there is none. */
  readonly newestEventAtMs: number | null
  readonly lowestSeqNo: number | null
  readonly highestSeqNo: number | null
  /** Distinct sequence numbers seen between these two. */
  readonly seqNoCount: number
  /** The station repeats sequence numbers, so only time orders its events. */
  readonly sequenceReused: boolean
  readonly startedSeen: boolean
  readonly endedSeen: boolean
  /** Content of the accepted start, for a retry however late. */
  readonly startHash: number | null
  /** Content hashes of the latest events, newest last: a retry of any of them is recognised without a read. */
  readonly recentHashes: readonly number[]
  /** The first and the newest few answers about a token. */
  readonly answers: readonly GivenAnswer[]
  readonly eventCount: number
}

/** A charging session as an actor holds it and the `sessions` table stores it. */
export interface Session {
  readonly sessionId: SessionId
  readonly evse: EvseRef
  readonly transactionId: string | null
  readonly generation: number
  readonly startKey: string | null
  readonly idToken: IdToken | null
  readonly tokenId: string | null
  readonly authorizationStatus: string | null
  readonly state: 'active' | 'ended'
  readonly chargingState: ChargingState | null
  readonly startedAtMs: number
  readonly endedAtMs: number | null
  readonly startedAtStationMs: number | null
  readonly endedAtStationMs: number | null
  readonly meterStartWh: number | null
  readonly meterStopWh: number | null
  /** Sum of the non-negative register segments, whole Wh. */
  readonly energyWh: number
  readonly powerW: number | null
  readonly maxPowerW: number | null
  readonly socPercent: number | null
  readonly startSocPercent: number | null
  readonly stoppedReason: string | null
  readonly remoteStartId: number | null
  readonly offline: boolean
  readonly flags: readonly SessionFlag[]
  /** 0..1 */
  readonly confidence: number
  readonly fold: SessionFold
  readonly lastEventAtMs: number
  readonly receivedAtMs: number
}
