import type { Restrictions } from '../tariff/tariff.ts'
import { DAYS_OF_WEEK, weekdayOf } from '../time/local-clock.ts'
import { DAY_S } from '../time/zone.ts'

/** From, inclusive, to, exclusive. */
type Interval = readonly [from: number, to: number]

/** All moments at which an element applies, as the product of these. */
export interface Region {
  readonly reservation: Restrictions['reservation']
  readonly intervals: readonly Interval[]
  /** One window of the day, or two when it goes over midnight. */
  readonly windows: readonly Interval[]
  readonly weekdays: ReadonlySet<number>
}

/** The moments of an element. What can be measured is not below zero. */
export function regionOf(one: Restrictions = {}): Region {
  const weekdays = (one.daysOfWeek ?? DAYS_OF_WEEK).map((day) => DAYS_OF_WEEK.indexOf(day))
  const bounds = (min: number | undefined, max: number | undefined): Interval => [min ?? 0, max ?? Infinity]
  return {
    reservation: one.reservation,
    intervals: [
      bounds(one.minEnergyMilliWh, one.maxEnergyMilliWh),
      bounds(one.minPowerMilliW, one.maxPowerMilliW),
      bounds(one.minCurrentMilliA, one.maxCurrentMilliA),
      bounds(one.minDurationS, one.maxDurationS),
      [one.startDay ?? -Infinity, one.endDay ?? Infinity],
    ],
    windows: windowsOf(one.startTimeS ?? 0, one.endTimeS ?? 0),
    weekdays: new Set(weekdays.filter((day) => isReached(day, one))),
  }
}

function windowsOf(startS: number, endS: number): Interval[] {
  if (startS === endS) return [[0, DAY_S]]
  if (endS === 0) return [[startS, DAY_S]]
  return startS < endS
    ? [[startS, endS]]
    : [
        [startS, DAY_S],
        [0, endS],
      ]
}

/** Whether a day of the week lies within the dates. */
function isReached(weekday: number, { startDay, endDay }: Restrictions): boolean {
  if (startDay === undefined || endDay === undefined || endDay - startDay >= 7) return true
  for (let day = startDay; day < endDay; day++) if (weekdayOf(day) === weekday) return true
  return false
}

/** The first axis on which there is no moment at all, by OCPI's names; `undefined` when there is one. */
export function emptyAxisOf({ intervals, weekdays }: Region): string | undefined {
  const names = ['min_kwh and max_kwh', 'min_power and max_power', 'min_current and max_current']
  const all = [...names, 'min_duration and max_duration', 'start_date and end_date']
  const empty = intervals.findIndex(([from, to]) => from >= to)
  if (empty >= 0) return all[empty]
  return weekdays.size === 0 ? 'day_of_week within start_date and end_date' : undefined
}

/** Whether every moment of `inner` is one of `outer`. */
export function contains(outer: Region, inner: Region): boolean {
  return (
    outer.reservation === inner.reservation &&
    inner.intervals.every((interval, at) => isWithin(interval, outer.intervals[at])) &&
    inner.windows.every((window) => outer.windows.some((around) => isWithin(window, around))) &&
    [...inner.weekdays].every((day) => outer.weekdays.has(day))
  )
}

export function intersects(a: Region, b: Region): boolean {
  return (
    a.reservation === b.reservation &&
    a.intervals.every((interval, at) => meets(interval, b.intervals[at])) &&
    a.windows.some((window) => b.windows.some((other) => meets(window, other))) &&
    [...a.weekdays].some((day) => b.weekdays.has(day))
  )
}

function isWithin([from, to]: Interval, around: Interval | undefined): boolean {
  return around !== undefined && from >= around[0] && to <= around[1]
}

function meets([from, to]: Interval, other: Interval | undefined): boolean {
  return other !== undefined && Math.max(from, other[0]) < Math.min(to, other[1])
}
