import { RecentMap } from '../../platform/recent-map.ts'
import type { StationKey } from '../../stations/ids.ts'

const WINDOW_MS = 60_000
const TOLERATED = 3
/** Stations watched at once; takeovers are rare, so this only bounds an attack. */
const REMEMBERED = 10_000

interface Takeover {
  readonly atMs: number
  readonly address: string
}

/**
 * Notices two boxes fighting for one identity: more than three takeovers within a minute from at least two addresses.
 * A station with a bad line reconnects from one address and is left alone.
 */
export class TakeoverWatch {
  readonly #recent = new RecentMap<StationKey, Takeover[]>(REMEMBERED)

  /** Records a takeover. The addresses when it is one too many, once per burst. */
  record(stationKey: StationKey, address: string, nowMs: number): readonly string[] | undefined {
    const recent = (this.#recent.get(stationKey) ?? []).filter(({ atMs }) => nowMs - atMs < WINDOW_MS)
    recent.push({ atMs: nowMs, address })
    this.#recent.set(stationKey, recent)
    const addresses = [...new Set(recent.map((takeover) => takeover.address))]
    if (recent.length <= TOLERATED || addresses.length < 2) return undefined
    this.#recent.delete(stationKey)
    return addresses
  }
}
