import type { Pool } from 'pg'
import type { Clock } from '../../platform/clock/index.ts'
import type { SessionChange } from '../../stations/change.ts'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import type { Registry } from '../registry.ts'
import { Batcher } from './batcher.ts'
import { type FencedStation, type FenceRequest, fenceStations } from './fence.ts'
import { withSessionsCaughtUp } from './left-behind.ts'
import { lookUpStations, type StationRecord } from './station-lookup.ts'

export interface AdmissionOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly nodeId: string
  /** Most active sessions of one station that are loaded. */
  readonly mostActive: number
  readonly tenantId: TenantId
  readonly registry: Registry
  /** Resolves when everything decided so far is durable. */
  readonly settled: () => Promise<void>
  /** Has rows written that a process had left behind. */
  readonly store: (changes: readonly SessionChange[]) => void
}

/** Reads and takes stations for many handshakes at once, and lets the handshakes of one identity wait for each other. */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #lookUps: Batcher<StationIdentity, StationRecord | null>
  readonly #fences: Batcher<FenceRequest, FencedStation | null>
  /** The latest handshake of an identity; the next waits for it. */
  readonly #turns = new Map<StationIdentity, Promise<unknown>>()

  constructor(options: AdmissionOptions) {
    this.#options = options
    const { pool, clock, nodeId, mostActive, tenantId, settled, store } = options
    this.#lookUps = new Batcher((identities) => lookUpStations(pool, tenantId, identities))
    this.#fences = new Batcher(async (requests) => {
      // What the former actors of these stations decided must be there before it is loaded.
      await settled()
      const stations = await fenceStations(pool, requests, { nodeId, nowMs: clock.nowMs(), mostActive })
      const { fenced, changes } = await withSessionsCaughtUp(pool, stations)
      if (changes.length > 0) store(changes)
      return fenced
    })
  }

  lookUp(identity: StationIdentity): Promise<StationRecord | null> {
    return this.#lookUps.ask(identity)
  }

  /** Runs the handshakes of one identity one after the other. */
  async inTurn<Result>(identity: StationIdentity, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(identity) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(identity, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(identity) === mine) this.#turns.delete(identity)
    }
  }

  /**
   * Closes the station's former socket, takes the next epoch and loads it. Null for a station deleted meanwhile.
   * When another process takes the same station at the same time the look-up could not know, so what the fence met is
   * released too, and loaded anew.
   */
  async take(
    identity: StationIdentity,
    record: StationRecord,
    request: Omit<FenceRequest, 'stationKey'>,
  ): Promise<{ readonly fenced: FencedStation | null; readonly tookOver: boolean }> {
    const { registry, nodeId } = this.#options
    const isForeign = (node: string | null) => node !== null && node !== nodeId
    const former = await registry.release(identity, isForeign(record.connectedNode))
    const question = { stationKey: record.stationKey, ...request }
    let fenced = await this.#fences.ask(question)
    const met = fenced?.previousNode ?? null
    if (isForeign(met) && met !== record.connectedNode) {
      await registry.release(identity, true)
      fenced = await this.#fences.ask(question)
    }
    if (isForeign(met) && fenced !== null) registry.announceTaken(identity, fenced.epoch)
    return { fenced, tookOver: former !== undefined || isForeign(met) }
  }
}
