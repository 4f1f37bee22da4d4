import { isWeekend, type LocalClock } from './local-clock.ts'
import type { Quantiles } from './quantiles.ts'

/** How many vehicles plug in during an hour. */
export interface ArrivalForecast {
  readonly fromMs: number
  readonly mean: number
  /** Of the number of arrivals, taken as Poisson with that mean. */
  readonly count: Quantiles
}

const MS_PER_HOUR = 3_600_000
const HOURS_PER_WEEK = 168
/** After so many weeks a week counts half. */
const HALF_LIFE_WEEKS = 4
/** The same hour of all days of the same kind (working day, weekend) counts as so many weeks of the hour itself. */
const KIND_AS_WEEKS = 1

/**
 * Arrivals in each of `hours` hours from the full hour at or before `fromMs`, from past arrivals (epoch ms, any order).
 * Each hour of the week is the mean of its past weeks, newer ones counting more, drawn towards the mean of that hour on
 * all days of its kind while there are few weeks. Empty without history of at least an hour.
 */
export function forecastArrivals(
  arrivalsMs: readonly number[],
  { fromMs, hours, clock }: { readonly fromMs: number; readonly hours: number; readonly clock: LocalClock },
): readonly ArrivalForecast[] {
  const startMs = Math.floor(fromMs / MS_PER_HOUR) * MS_PER_HOUR
  const past = arrivalsMs.filter((atMs) => Number.isFinite(atMs) && atMs < startMs)
  const first = past.reduce((least, atMs) => Math.min(least, atMs), Number.POSITIVE_INFINITY)
  if (!Number.isFinite(first)) return []
  const week = learnWeek(past, { startMs, hoursBack: Math.ceil((startMs - first) / MS_PER_HOUR), clock })
  return Array.from({ length: hours }, (_, index) => {
    const atMs = startMs + index * MS_PER_HOUR
    const mean = meanOf(week, slotOf(clock, atMs), kindOf(clock, atMs))
    return { fromMs: atMs, mean, count: poissonQuantiles(mean) }
  })
}

interface Tally {
  readonly arrivals: Float64Array
  readonly weight: Float64Array
}

interface LearnedWeek {
  readonly hours: Tally
  readonly kinds: Tally
}

function learnWeek(
  past: readonly number[],
  { startMs, hoursBack, clock }: { startMs: number; hoursBack: number; clock: LocalClock },
): LearnedWeek {
  const week = { hours: tally(HOURS_PER_WEEK), kinds: tally(48) }
  const weightAt = (atMs: number) => 0.5 ** ((startMs - atMs) / (HALF_LIFE_WEEKS * HOURS_PER_WEEK * MS_PER_HOUR))
  const add = (field: keyof Tally, atMs: number) => {
    const hour = Math.floor(atMs / MS_PER_HOUR) * MS_PER_HOUR
    const weight = weightAt(hour)
    raise(week.hours[field], slotOf(clock, hour), weight)
    raise(week.kinds[field], kindOf(clock, hour), weight)
  }
  for (let back = 1; back <= hoursBack; back++) add('weight', startMs - back * MS_PER_HOUR)
  for (const atMs of past) add('arrivals', atMs)
  return week
}

function meanOf({ hours, kinds }: LearnedWeek, slot: number, kind: number): number {
  const prior = ratio(kinds.arrivals[kind], kinds.weight[kind])
  const arrivals = (hours.arrivals[slot] ?? 0) + KIND_AS_WEEKS * prior
  return arrivals / ((hours.weight[slot] ?? 0) + KIND_AS_WEEKS)
}

function slotOf(clock: LocalClock, atMs: number): number {
  const { weekday, hour } = clock(atMs)
  return weekday * 24 + Math.floor(hour)
}

function kindOf(clock: LocalClock, atMs: number): number {
  const time = clock(atMs)
  return (isWeekend(time) ? 24 : 0) + Math.floor(time.hour)
}

function tally(size: number): Tally {
  return { arrivals: new Float64Array(size), weight: new Float64Array(size) }
}

function raise(values: Float64Array, index: number, by: number): void {
  values[index] = (values[index] ?? 0) + by
}

function ratio(part: number | undefined, whole: number | undefined): number {
  return whole === undefined || whole === 0 ? 0 : (part ?? 0) / whole
}

function poissonQuantiles(mean: number): Quantiles {
  return { p20: poissonQuantile(mean, 0.2), p50: poissonQuantile(mean, 0.5), p80: poissonQuantile(mean, 0.8) }
}

/** The least count that is not exceeded with probability `level`. For large means the normal curve is close enough. */
function poissonQuantile(mean: number, level: number): number {
  if (mean > 500) return Math.round(mean + Math.sqrt(mean) * (level < 0.5 ? -0.8416 : level > 0.5 ? 0.8416 : 0))
  let term = Math.exp(-mean)
  let sum = term
  let count = 0
  while (sum < level) {
    count += 1
    term *= mean / count
    sum += term
  }
  return count
}
