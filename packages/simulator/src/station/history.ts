/** One frame on a station's socket, byte for byte. */
export interface FrameRecord {
  readonly atMs: number
  readonly direction: 'sent' | 'received'
  readonly text: string
}

/** A call of the station and how it ended. */
export interface CallRecord {
  readonly atMs: number
  readonly action: string
  readonly payload: object
  /** What makes two transmissions the same report; retries share it. Absent for messages without one. */
  readonly businessKey?: string
  readonly outcome: 'acked' | 'refused' | 'unanswered'
  /** The CSMS's answer to an acknowledged call. */
  readonly answer?: unknown
}

/** A session as it truly happened, whatever was reported about it. */
export interface TrueSession {
  /** The station's own number of the session: unique on the station for ever. */
  readonly localId: string
  /** As the CSMS knows it: its own integer (1.6, absent until answered) or the station's UUID (2.x). */
  transactionId?: string
  readonly evseId: number
  readonly connectorId: number
  readonly idToken: string
  readonly startedAtMs: number
  /** Register readings in Wh as reported. */
  readonly meterStartWh: number
  stoppedAtMs?: number
  meterStopWh?: number
  stopReason?: string
  /** Energy that truly went through the EVSE, in Wh, whatever the register did. */
  trueEnergyWh: number
  startAcked: boolean
  stopAcked: boolean
  /** The start or stop was thrown away after too many failed attempts. */
  dropped: boolean
}

/** Everything one station did; the expected side of a comparison with what a CSMS stored. */
export interface StationHistory {
  readonly frames: readonly FrameRecord[]
  readonly calls: readonly CallRecord[]
  readonly sessions: readonly TrueSession[]
}

/** Collects a history; sessions are always kept, frames and calls on request. */
export interface HistoryRecorder extends StationHistory {
  frame(record: FrameRecord): void
  call(record: CallRecord): void
  session(session: TrueSession): void
}

const SESSIONS_KEPT = 100

/** Creates a recorder. Without `complete`, only the latest sessions are kept, so that a long run does not grow. */
export function createHistory(complete: boolean): HistoryRecorder {
  const frames: FrameRecord[] = []
  const calls: CallRecord[] = []
  const sessions: TrueSession[] = []
  return {
    frames,
    calls,
    sessions,
    frame: (record) => {
      if (complete) frames.push(record)
    },
    call: (record) => {
      if (complete) calls.push(record)
    },
    session: (session) => {
      sessions.push(session)
      if (!complete && sessions.length > SESSIONS_KEPT) sessions.shift()
    },
  }
}
