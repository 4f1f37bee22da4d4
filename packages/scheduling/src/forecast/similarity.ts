import type { Arrival } from './completed-session.ts'
import { isWeekend, type LocalTime } from './local-clock.ts'

/** Spread of the hour of arrival within which sessions count as alike, h. */
const HOUR_SPREAD = 1.5
/** A weekend session says half as much about a working day, and the other way round. */
const OTHER_DAY_KIND = 0.5
/** How two wishes are compared: spread within which they count as the same, as a ratio; and what unlike ones still say. */
const SAME_QUANTITY = { spread: 0.1, otherwise: 0.001 }
const OTHER_QUANTITY = { spread: 0.05, otherwise: 0.05 }
/** Wishes are compared from this upwards, so that 0.1 kWh and 0.2 kWh are alike. */
const STATED_GROUND = 0.3
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
 * How alike the wishes of two arrivals are, for a forecast of a quantity. A wish is no forecast, but people who state the
 * same do the same: without a driver's own history, the same two wishes are the best sign of who arrived.
 */
export function similarityOfWishes(quantity: Quantity, a: Arrival, b: Arrival): number {
  const other = quantity === 'stay' ? 'energy' : 'stay'
  const same = similarityOfWish(wishOf(a, quantity), wishOf(b, quantity), SAME_QUANTITY)
  return same * similarityOfWish(wishOf(a, other), wishOf(b, other), OTHER_QUANTITY)
}

function similarityOfWish(
  a: number | undefined,
  b: number | undefined,
  { spread, otherwise }: { readonly spread: number; readonly otherwise: number },
): number {
  if (a === undefined) return 1
  if (b === undefined) return otherwise
  const ratio = Math.log((a + STATED_GROUND) / (b + STATED_GROUND))
  return Math.exp(-0.5 * (ratio / spread) ** 2) + otherwise
}

/** What a forecast is about: how long, or how much. */
export type Quantity = 'stay' | 'energy'

/** The wish about a quantity, in hours or kWh; `undefined` when none was stated or it makes no sense. */
export function wishOf(arrival: Arrival, quantity: Quantity): number | undefined {
  const wish = quantity === 'stay' ? (arrival.statedStayMs ?? Number.NaN) / 3_600_000 : arrival.statedKwh
  return wish !== undefined && Number.isFinite(wish) && wish >= 0 ? wish : undefined
}
