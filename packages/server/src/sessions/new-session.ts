import type { EvseRef } from '@stationmaster/ocpp'
import type { SessionId } from '../stations/ids.ts'
import { NO_READINGS } from './register.ts'
import type { Session, SessionFlag, SessionFold } from './session.ts'

const EMPTY_FOLD: SessionFold = {
  register: NO_READINGS,
  newestAtMs: 0,
  newestEventAtMs: null,
  lowestSeqNo: null,
  highestSeqNo: null,
  seqNoCount: 0,
  sequenceReused: false,
  startedSeen: false,
  endedSeen: false,
  startHash: null,
  recentHashes: [],
  answers: [],
  eventCount: 0,
}

/** What a session is known by before any event is folded into it. */
export interface SessionOrigin {
  readonly sessionId: SessionId
  readonly evse: EvseRef
  readonly transactionId: string | null
  readonly generation: number
  readonly startKey: string | null
  readonly startedAtMs: number
  readonly receivedAtMs: number
  readonly flags: readonly SessionFlag[]
}

/** What a session without events does not know yet; folding it anew starts from here. */
export const UNTOLD = {
  idToken: null,
  tokenId: null,
  authorizationStatus: null,
  state: 'active',
  endedAtMs: null,
  startedAtStationMs: null,
  endedAtStationMs: null,
  powerW: null,
  maxPowerW: null,
  socPercent: null,
  startSocPercent: null,
  stoppedReason: null,
  remoteStartId: null,
  offline: false,
  fold: EMPTY_FOLD,
} as const satisfies Partial<Session>

/** A session without events. */
export function newSession(origin: SessionOrigin): Session {
  return {
    ...origin,
    ...UNTOLD,
    chargingState: null,
    meterStartWh: null,
    meterStopWh: null,
    energyWh: 0,
    confidence: 1,
    lastEventAtMs: origin.startedAtMs,
  }
}
