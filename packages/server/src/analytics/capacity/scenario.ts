import { instant } from '../../api/instant.ts'
import type { LoadFigures } from '../../contract/index.ts'
import { findChargers, type Placed } from './find-chargers.ts'
import { type Replay, replay } from './replay.ts'
import { QUARTER_HOURS, QUARTER_MS, type Visits } from './visits.ts'

/** Chargers, their visits and a limit. */
export interface Situation {
  readonly fromMs: number
  readonly visits: Visits
  readonly chargerPowerW: Float64Array
  /** W; infinite without one. */
  readonly limitW: number
}

/** How it would have gone: with the limit, and if nothing had been held back. */
export interface Scenario extends Situation {
  readonly placed: Placed
  readonly given: Replay
  readonly wanted: Replay
}

/** A vehicle that lacks less is not said to be short (as in the figures of the scheduler). */
const SHORT_WH = 100

/** Plays a situation through. */
export function play(situation: Situation): Scenario {
  const { visits, chargerPowerW, limitW, fromMs } = situation
  const placed = findChargers(visits, chargerPowerW)
  const wanted = replay(placed.visits, Number.POSITIVE_INFINITY, fromMs)
  const given = limitW === Number.POSITIVE_INFINITY ? wanted : replay(placed.visits, limitW, fromMs)
  return { ...situation, placed, given, wanted }
}

/** What a scenario comes to. */
export function figuresOf(scenario: Scenario): LoadFigures {
  const { visits, placed, given, wanted, limitW, fromMs } = scenario
  const energyWh = total(wanted.deliveredWh)
  const heldBackWh = energyAbove(wanted.powerW, limitW)
  return {
    visits: visits.arrivesAtMs.length,
    energyWh: Math.round(energyWh),
    peak: peakOf(given.powerW, fromMs),
    wantedPeak: peakOf(wanted.powerW, fromMs),
    hours: wanted.powerW.length * QUARTER_HOURS,
    hoursOverLimit: quartersAbove(wanted.powerW, limitW) * QUARTER_HOURS,
    heldBackWh: Math.round(heldBackWh),
    heldBackPercent: percentOf(heldBackWh, energyWh),
    missingWh: Math.round(Math.max(0, energyWh - total(given.deliveredWh))),
    ...delaysOf(scenario),
    waitingVisits: placed.waiting,
    turnedAwayVisits: placed.turnedAway,
  }
}

/** Percent, to the thousandth. */
export function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 100_000) / 1000
}

/** Energy that a curve asks for above a limit, Wh. */
export function energyAbove(powerW: Float64Array, limitW: number): number {
  return powerW.reduce((sum, value) => sum + Math.max(0, value - limitW), 0) * QUARTER_HOURS
}

export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The highest quarter of an hour: the first one, where several are as high. */
export function peakOf(powerW: Float64Array, fromMs: number): LoadFigures['peak'] {
  let highest = 0
  powerW.forEach((value, quarter) => {
    if (value > (powerW[highest] ?? 0)) highest = quarter
  })
  return { powerW: Math.round(powerW[highest] ?? 0), at: instant(new Date(fromMs + highest * QUARTER_MS)) }
}

/** A thousandth of a watt is rounding. */
const ROUNDING_W = 1e-3

function quartersAbove(powerW: Float64Array, limitW: number): number {
  return powerW.reduce((count, value) => count + (value > limitW + ROUNDING_W ? 1 : 0), 0)
}

function delaysOf({ given, wanted }: Scenario): Pick<LoadFigures, 'lateVisits' | 'shortVisits'> {
  let lateVisits = 0
  let shortVisits = 0
  given.deliveredWh.forEach((gotWh, index) => {
    if ((wanted.deliveredWh[index] ?? 0) - gotWh >= SHORT_WH) shortVisits += 1
    else if ((given.doneIn[index] ?? 0) > (wanted.doneIn[index] ?? 0)) lateVisits += 1
  })
  return { lateVisits, shortVisits }
}
