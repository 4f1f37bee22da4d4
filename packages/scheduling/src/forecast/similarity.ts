import type { Arrival } from './completed-session.ts'
import { isWeekend, type LocalTime } from './local-clock.ts'

/** Spread of the hour of arrival within which sessions count as alike, h. */
const HOUR_SPREAD = 1.5
/** A weekend session says half as much about a working day, and the other way round. */
const OTHER_DAY_KIND = 0.5
/** Spread of stated wishes within which they count as the same, as a ratio. */
const STATED_SPREAD = 0.1
/** Wishes are compared from this upwards, so that 0.1 kWh and 0.2 kWh are alike. */
const STATED_GROUND = 0.3
/** What a session that stated something else, or nothing, still says. */
const STATED_OTHERWISE = 0.001
/** Nothing is wholly without weight: a site whose sessions are all unlike this one is still better than no site. */
const FAINT = 1e-6

/** How alike the hours and kinds of day of two arrivals are, 0 to 1. */
export function similarityOfTime(a: LocalTime, b: LocalTime): number {
  const apart = Math.abs(a.hour - b.hour)
  const hours = Math.min(apart, 24 - apart)
  const kind = isWeekend(a) === isWeekend(b) ? 1 : OTHER_DAY_KIND
  return kind * Math.exp(-0.5 * (hours / HOUR_SPREAD) ** 2) + FAINT
}

/**
 * How alike two stated wishes are, 0 to 1. A wish is no forecast, but people who state the same do the same: without a
 * driver's own history it is the best sign of who arrived.
 */
export function similarityOfWish(a: number | undefined, b: number | undefined): number {
  if (a === undefined) return 1
  if (b === undefined) return STATED_OTHERWISE
  const ratio = Math.log((a + STATED_GROUND) / (b + STATED_GROUND))
  return Math.exp(-0.5 * (ratio / STATED_SPREAD) ** 2) + STATED_OTHERWISE
}

/** What a forecast is about: how long, or how much. */
export type Quantity = 'stay' | 'energy'

/** The wish about a quantity, in hours or kWh; `undefined` when none was stated or it makes no sense. */
export function wishOf(arrival: Arrival, quantity: Quantity): number | undefined {
  const wish = quantity === 'stay' ? (arrival.statedStayMs ?? Number.NaN) / 3_600_000 : arrival.statedKwh
  return wish !== undefined && Number.isFinite(wish) && wish >= 0 ? wish : undefined
}
