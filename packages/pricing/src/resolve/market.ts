import { addDecimals, atLeast, atMost, type Decimal, multiply, roundDecimal } from '../money/decimal.ts'
import type { PriceComponent, Restrictions, TariffElement } from '../tariff/tariff.ts'
import { DAYS_OF_WEEK, weekdayOf } from '../time/local-clock.ts'
import { DAY_S, type Zone } from '../time/zone.ts'
import type { FeedPrice, MarketFormula } from './offer.ts'
import { RESOLVED_PLACES } from './resolved-places.ts'

export interface MarketComponent {
  readonly formula: MarketFormula
  readonly component: Omit<PriceComponent, 'price'>
  /** Of the element that it stands in. */
  readonly restrictions: Restrictions
  readonly feed: readonly FeedPrice[]
}

/** A price with a stretch of one local day in which the clock on the wall runs on without being set. */
interface Stretch {
  readonly fromS: number
  readonly toS: number
  readonly price: Decimal
  readonly day: number
  /** Seconds since local midnight. */
  readonly startS: number
  readonly endS: number
  /** The same wall clock times come twice on this day, because the clock is set back. */
  readonly isTwofold: boolean
}

/** A session that goes on after so many days has the fallback. */
const HORIZON_S = 31 * DAY_S

/**
 * One element for each market price from the start of the session on, restricted to its local date and time. In the hour
 * that a clock set back repeats, the duration since the start of the session tells the two apart.
 */
export function resolveMarket(market: MarketComponent, startMs: number, zone: Zone): TariffElement[] {
  const startS = Math.floor(startMs / 1000)
  const stretches = market.feed
    .toSorted((a, b) => a.fromS - b.fromS)
    .flatMap(({ fromS, toS, price }) =>
      cutStretches(zone, Math.max(fromS, startS), Math.min(toS, startS + HORIZON_S), priceOf(market.formula, price)),
    )
  return join(stretches).flatMap((stretch) =>
    restrictionsOf(stretch, market.restrictions, startS).map((restrictions) => ({
      components: [{ ...market.component, price: stretch.price }],
      restrictions,
    })),
  )
}

function priceOf({ factor, adder, floor, cap }: MarketFormula, price: Decimal): Decimal {
  return roundDecimal(atMost(atLeast(addDecimals(multiply(price, factor), adder), floor), cap), RESOLVED_PLACES)
}

function cutStretches(zone: Zone, fromS: number, toS: number, price: Decimal): Stretch[] {
  const stretches: Stretch[] = []
  let atS = fromS
  while (atS < toS) {
    const range = zone.rangeAt(atS)
    const localS = atS + range.offsetS
    const day = Math.floor(localS / DAY_S)
    const twofold = twofoldAround(zone, atS)
    const endS = Math.min(toS, range.toS, atS + (day + 1) * DAY_S - localS, twofold.untilS)
    const startS = localS - day * DAY_S
    const lengthS = endS - atS
    stretches.push({ fromS: atS, toS: endS, price, day, startS, endS: startS + lengthS, isTwofold: twofold.isTwofold })
    atS = endS
  }
  return stretches
}

/** Whether the wall clock time at `atS` comes twice, and until when that answer holds. */
function twofoldAround(zone: Zone, atS: number): { isTwofold: boolean; untilS: number } {
  const { fromS, toS, offsetS } = zone.rangeAt(atS)
  const setBackBefore = Number.isFinite(fromS) ? zone.rangeAt(fromS - 1).offsetS - offsetS : 0
  if (setBackBefore > 0 && atS < fromS + setBackBefore) return { isTwofold: true, untilS: fromS + setBackBefore }
  const setBackAfter = Number.isFinite(toS) ? offsetS - zone.rangeAt(toS).offsetS : 0
  if (setBackAfter <= 0) return { isTwofold: false, untilS: Infinity }
  const isTwofold = atS >= toS - setBackAfter
  return { isTwofold, untilS: isTwofold ? toS : toS - setBackAfter }
}

/** Neighbours of one price and day become one. */
function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = []
  for (const stretch of stretches) {
    const last = joined.at(-1)
    const continues =
      last?.toS === stretch.fromS &&
      last.price === stretch.price &&
      last.day === stretch.day &&
      last.endS === stretch.startS &&
      !last.isTwofold &&
      !stretch.isTwofold
    if (last !== undefined && continues) joined[joined.length - 1] = { ...last, toS: stretch.toS, endS: stretch.endS }
    else joined.push(stretch)
  }
  return joined
}

/** The restrictions of the element and those of the stretch together; none when no moment is left. */
function restrictionsOf(stretch: Stretch, own: Restrictions, sessionStartS: number): Restrictions[] {
  const { day, isTwofold, fromS, toS } = stretch
  const { startTimeS = 0, endTimeS = 0, daysOfWeek = DAYS_OF_WEEK, startDay, endDay, ...rest } = own
  const isDay = daysOfWeek.some((one) => DAYS_OF_WEEK.indexOf(one) === weekdayOf(day))
  if (!isDay || day < (startDay ?? -Infinity) || day >= (endDay ?? Infinity)) return []
  const duration = isTwofold ? durationWithin(rest, fromS - sessionStartS, toS - sessionStartS) : {}
  return windowsOf(startTimeS, endTimeS).flatMap(([from, to]) => {
    const [startS, endS] = [Math.max(from, stretch.startS), Math.min(to, stretch.endS)]
    if (startS >= endS) return []
    return [{ ...rest, ...duration, startDay: day, endDay: day + 1, startTimeS: startS, endTimeS: endS % DAY_S }]
  })
}

function durationWithin(own: Restrictions, fromS: number, toS: number): Restrictions {
  return {
    minDurationS: Math.max(own.minDurationS ?? 0, fromS),
    maxDurationS: Math.min(own.maxDurationS ?? Infinity, toS),
  }
}

function windowsOf(startS: number, endS: number): (readonly [number, number])[] {
  if (startS === endS) return [[0, DAY_S]]
  if (startS < endS) return [[startS, endS]]
  return [
    [startS, DAY_S],
    [0, endS],
  ]
}
