import type { StationKey } from '../../stations/ids.ts'
import type { Presence } from '../admission/presence.ts'

interface Sign {
  seenAtMs: number
  heartbeats: number
}

/** Signs of life since the last round, by station: heartbeats cost no write of their own. */
export class PresenceLog {
  #signs = new Map<StationKey, Sign>()

  seen(stationKey: StationKey, nowMs: number, heartbeats: number): void {
    const sign = this.#signs.get(stationKey)
    if (sign === undefined) {
      this.#signs.set(stationKey, { seenAtMs: nowMs, heartbeats })
      return
    }
    sign.seenAtMs = nowMs
    sign.heartbeats += heartbeats
  }

  /** Hands the signs over and starts anew. */
  drain(): Presence[] {
    const signs = this.#signs
    this.#signs = new Map()
    return [...signs].map(([stationKey, sign]) => ({ stationKey, ...sign }))
  }

  /** Takes back signs that could not be stored. */
  restore(presences: readonly Presence[]): void {
    for (const { stationKey, seenAtMs, heartbeats } of presences) {
      const sign = this.#signs.get(stationKey)
      if (sign === undefined) this.#signs.set(stationKey, { seenAtMs, heartbeats })
      else sign.heartbeats += heartbeats
    }
  }
}
