import type { Departure, EnergyNeed } from '../site/vehicle.ts'
import type { Phase } from '../site/wiring.ts'
import type { BatteryModel } from './battery.ts'

/** A vehicle as it really is, beside what its driver says. */
export interface Visit {
  readonly id: string
  readonly pointId: string
  readonly arrivesAtMs: number
  readonly leavesAtMs: number
  readonly departure: Departure | undefined
  readonly need: EnergyNeed | undefined
  /** What it takes at most, kWh. */
  readonly takesKwh: number
  readonly battery: BatteryModel
  /** Terminals it draws on. */
  readonly terminals: readonly Phase[]
  /** True when the allocator is told the terminals. */
  readonly phasesKnown: boolean
  /** Draws so much more than its pilot, A. */
  readonly overDrawA?: number
  /** Draws this share of what it may. */
  readonly drawsShare?: number
  /** Draws nothing between these instants. */
  readonly pauses?: readonly { readonly fromMs: number; readonly untilMs: number }[]
  /** Draws this share of what it may between these instants. */
  readonly slackens?: { readonly fromMs: number; readonly untilMs: number; readonly share: number }
  /** The station says whether the vehicle wants current, also while its pilot is 0. */
  readonly reportsWish?: boolean
  /** After a pause longer than this it stays off until its pilot has been raised from 0 once more. */
  readonly sleepsAfterMs?: number
}

/** What goes wrong between us and the stations. */
export interface Faults {
  /** Share of commands, and of their answers, that never arrive. */
  readonly lostShare: number
  /** Commands take effect up to so much later. */
  readonly maxDelayMs: number
  /** Mean time between drop-outs of a station, and their mean length. */
  readonly meanUpMs: number
  readonly meanDownMs: number
}

export const NO_FAULTS: Faults = {
  lostShare: 0,
  maxDelayMs: 0,
  meanUpMs: Number.POSITIVE_INFINITY,
  meanDownMs: 0,
}

/** Uniform random numbers from 0 to 1, repeatable. */
export type Random = () => number

/** A small generator (mulberry32 by construction) for simulations: the same seed gives the same run. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
