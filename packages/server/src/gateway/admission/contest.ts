import { RecentMap } from '../../platform/recent-map.ts'
import type { StationKey } from '../../stations/ids.ts'
import type { Registry } from '../registry.ts'
import type { StationRecord } from './station-lookup.ts'

/** A socket that claims an identity, and how strongly it has proved that it is the station's. */
export interface Claim {
  readonly strength: number
  readonly address: string | null
}

const NOTED_EVERY_MS = 60_000
/** Stations remembered; contests are rare, so this only bounds an attack. */
const REMEMBERED = 10_000

/**
 * The claim of the socket that holds a station now, in this process or another. Undefined when nobody holds it: what
 * the row says of this process counts only while the socket is here.
 */
export function presentClaim(
  registry: Registry,
  { record, nodeId }: { record: StationRecord; nodeId: string },
): Claim | undefined {
  const actor = registry.get(record.stationKey)
  if (actor !== undefined) return actor.isClosed ? undefined : { strength: actor.strength, address: actor.address }
  if (record.connectedNode === null || record.connectedNode === nodeId) return undefined
  return { strength: record.connectedStrength, address: null }
}

/** Lets one contest of a station be written down a minute: a weak claimant that hammers must not fill the log. */
export class ContestNotes {
  readonly #noted = new RecentMap<StationKey, number>(REMEMBERED)

  /** Whether this contest is to be written down. */
  isDue(stationKey: StationKey, nowMs: number): boolean {
    const before = this.#noted.get(stationKey)
    if (before !== undefined && nowMs - before < NOTED_EVERY_MS) return false
    this.#noted.set(stationKey, nowMs)
    return true
  }
}
