import { RecentMap } from '../../platform/recent-map.ts'
import type { StationIdentity } from '../../stations/ids.ts'
import type { Registry } from '../registry.ts'
import type { StationRecord } from './station-lookup.ts'

/** A socket that claims an identity, and how strongly it has proved that it is the station's. */
export interface Claim {
  readonly strength: number
  readonly address: string | null
}

const NOTED_EVERY_MS = 60_000
/** Identities remembered; contests are rare, so this only bounds an attack. */
const REMEMBERED = 10_000

/**
 * The claim of the socket that holds an identity now, in this process or another. Undefined when nobody holds it: what
 * the row says of this process counts only while the socket is here.
 */
export function presentClaim(
  registry: Registry,
  { identity, record, nodeId }: { identity: StationIdentity; record: StationRecord; nodeId: string },
): Claim | undefined {
  const actor = registry.get(identity)
  if (actor !== undefined) return actor.isClosed ? undefined : { strength: actor.strength, address: actor.address }
  if (record.connectedNode === null || record.connectedNode === nodeId) return undefined
  return { strength: record.connectedStrength, address: null }
}

/** Lets one contest of an identity be written down a minute: a weak claimant that hammers must not fill the log. */
export class ContestNotes {
  readonly #noted = new RecentMap<StationIdentity, number>(REMEMBERED)

  /** Whether this contest is to be written down. */
  isDue(identity: StationIdentity, nowMs: number): boolean {
    const before = this.#noted.get(identity)
    if (before !== undefined && nowMs - before < NOTED_EVERY_MS) return false
    this.#noted.set(identity, nowMs)
    return true
  }
}
