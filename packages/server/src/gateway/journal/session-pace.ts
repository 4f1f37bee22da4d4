import type { SessionChange } from '../../stations/change.ts'
import type { SessionId, StationKey } from '../../stations/ids.ts'

/** A session that reports faster has its row written once in this time; its events and samples are stored all the same. */
export const PACE_MS = 2000

/**
 * Holds back rows of sessions that only go on (`SessionChange.isProgress`): the first report is written at once, those that
 * follow within the time are brought together, and the newest of them is written when it is over.
 */
export class SessionPace {
  /** When each row was last written for progress; oldest first. */
  readonly #writtenAtMs = new Map<SessionId, number>()
  readonly #waiting = new Map<SessionId, SessionChange>()

  /** Whether the row waits; otherwise it has to be written now. */
  holds(change: SessionChange, nowMs: number): boolean {
    const { sessionId } = change.session
    const waiting = this.#waiting.get(sessionId)
    if (change.isProgress && this.#writtenAtMs.has(sessionId)) {
      if (waiting === undefined || waiting.session.lastEventAtMs <= change.session.lastEventAtMs) {
        this.#waiting.set(sessionId, change)
      }
      return true
    }
    this.#waiting.delete(sessionId)
    if (change.isProgress) this.#note(sessionId, nowMs)
    return false
  }

  /** Takes the rows that have waited long enough. */
  takeDue(nowMs: number): SessionChange[] {
    const due: SessionChange[] = []
    for (const [sessionId, writtenAtMs] of this.#writtenAtMs) {
      if (writtenAtMs + PACE_MS > nowMs) break
      this.#writtenAtMs.delete(sessionId)
      const change = this.#waiting.get(sessionId)
      if (change === undefined) continue
      this.#waiting.delete(sessionId)
      this.#note(sessionId, nowMs)
      due.push(change)
    }
    return due
  }

  /** Takes all rows that wait, or those of some stations. */
  take(stations: ReadonlySet<StationKey> | 'all', nowMs: number): SessionChange[] {
    const taken = [...this.#waiting.values()].filter(({ stationKey }) => stations === 'all' || stations.has(stationKey))
    for (const { session } of taken) {
      this.#waiting.delete(session.sessionId)
      this.#note(session.sessionId, nowMs)
    }
    return taken
  }

  isWaiting(stations: ReadonlySet<StationKey> | 'all'): boolean {
    if (stations === 'all') return this.#waiting.size > 0
    for (const { stationKey } of this.#waiting.values()) if (stations.has(stationKey)) return true
    return false
  }

  #note(sessionId: SessionId, nowMs: number): void {
    this.#writtenAtMs.delete(sessionId)
    this.#writtenAtMs.set(sessionId, nowMs)
  }
}
