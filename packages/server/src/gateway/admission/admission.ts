import type { Pool } from 'pg'
import type { Clock } from '../../platform/clock/index.ts'
import type { SessionChange } from '../../stations/change.ts'
import type { StationKey } from '../../stations/ids.ts'
import type { Registry } from '../registry.ts'
import { Batcher } from './batcher.ts'
import { type FencedStation, type FenceRequest, fenceStations } from './fence.ts'
import { withSessionsCaughtUp } from './left-behind.ts'
import { lookUpStations, type StationName, type StationRecord } from './station-lookup.ts'

export interface AdmissionOptions {
  readonly pool: Pool
  readonly clock: Clock
  readonly nodeId: string
  /** Most active sessions of one station that are loaded. */
  readonly mostActive: number
  readonly registry: Registry
  /** Resolves when everything decided so far is durable. */
  readonly settled: () => Promise<void>
  /** Has rows written that a process had left behind. */
  readonly store: (changes: readonly SessionChange[]) => void
}

/** Reads and takes stations for many handshakes at once, and lets the handshakes of one station wait for each other. */
export class Admission {
  readonly #options: AdmissionOptions
  readonly #lookUps: Batcher<StationName, StationRecord | null>
  readonly #fences: Batcher<FenceRequest, FencedStation | null>
  /** The latest handshake of a station; the next waits for it. */
  readonly #turns = new Map<StationKey, Promise<unknown>>()

  constructor(options: AdmissionOptions) {
    this.#options = options
    const { pool, clock, nodeId, mostActive, settled, store } = options
    this.#lookUps = new Batcher((names) => lookUpStations(pool, names))
    this.#fences = new Batcher(async (requests) => {
      // What the former actors of these stations decided must be there before it is loaded.
      await settled()
      const stations = await fenceStations(pool, requests, { nodeId, nowMs: clock.nowMs(), mostActive })
      const { fenced, changes } = await withSessionsCaughtUp(pool, stations)
      if (changes.length > 0) store(changes)
      return fenced
    })
  }

  lookUp(name: StationName): Promise<StationRecord | null> {
    return this.#lookUps.ask(name)
  }

  /** Runs the handshakes of one station one after the other. */
  async inTurn<Result>(stationKey: StationKey, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(stationKey) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#turns.set(stationKey, mine)
    try {
      return await mine
    } finally {
      if (this.#turns.get(stationKey) === mine) this.#turns.delete(stationKey)
    }
  }

  /**
   * Closes the station's former socket, takes the next epoch and loads it. Null for a station deleted meanwhile.
   * When another process takes the same station at the same time the look-up could not know, so what the fence met is
   * released too, and loaded anew.
   */
  async take(
    record: StationRecord,
    request: Omit<FenceRequest, 'stationKey'>,
  ): Promise<{ readonly fenced: FencedStation | null; readonly tookOver: boolean }> {
    const { registry, nodeId } = this.#options
    const { stationKey } = record
    const isForeign = (node: string | null) => node !== null && node !== nodeId
    const former = await registry.release(stationKey, isForeign(record.connectedNode))
    const question = { stationKey, ...request }
    let fenced = await this.#fences.ask(question)
    const met = fenced?.previousNode ?? null
    if (isForeign(met) && met !== record.connectedNode) {
      await registry.release(stationKey, true)
      fenced = await this.#fences.ask(question)
    }
    if (isForeign(met) && fenced !== null) registry.announceTaken(stationKey, fenced.epoch)
    return { fenced, tookOver: former !== undefined || isForeign(met) }
  }
}
