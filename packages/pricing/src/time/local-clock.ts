import { DAY_S, type Zone } from './zone.ts'

/** Monday first, as OCPI names them (DayOfWeek). */
export const DAYS_OF_WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type DayOfWeek = (typeof DAYS_OF_WEEK)[number]

/** What the clock on the wall at the location says. */
export interface LocalClock {
  /** Days since 1 January 1970. */
  readonly day: number
  /** 0 is Monday. */
  readonly weekday: number
  readonly secondOfDay: number
}

export function localClockAt(zone: Zone, atS: number): LocalClock {
  const localS = atS + zone.rangeAt(atS).offsetS
  const day = Math.floor(localS / DAY_S)
  return { day, weekday: weekdayOf(day), secondOfDay: localS - day * DAY_S }
}

/** 0 is Monday; 1 January 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/**
 * The first instant after `atS` at which the clock on the wall reaches one of `secondsOfDay` (sorted, not empty), or is
 * set: after a change of the clock every window has to be looked at again.
 */
export function nextLocalChange(zone: Zone, atS: number, secondsOfDay: readonly number[]): number {
  const range = zone.rangeAt(atS)
  const localS = atS + range.offsetS
  const secondOfDay = localS - Math.floor(localS / DAY_S) * DAY_S
  const later = secondsOfDay.find((one) => one > secondOfDay)
  const [first = 0] = secondsOfDay
  const nextS = atS + (later ?? first + DAY_S) - secondOfDay
  return Math.min(nextS, range.toS)
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1 January 1970 of a LocalDate `YYYY-MM-DD`; `undefined` when there is no such day. */
export function parseLocalDate(text: string): number | undefined {
  const match = DATE.exec(text)
  if (match === null) return undefined
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(ms).toISOString().slice(0, 10) === text ? ms / (DAY_S * 1000) : undefined
}

export function localDateText(day: number): string {
  return new Date(day * DAY_S * 1000).toISOString().slice(0, 10)
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** Seconds since midnight of a LocalTime `HH:MM`. */
export function parseLocalTime(text: string): number | undefined {
  const match = TIME.exec(text)
  return match === null ? undefined : Number(match[1]) * 3600 + Number(match[2]) * 60
}

export function localTimeText(secondOfDay: number): string {
  const minutes = Math.floor(secondOfDay / 60) % (24 * 60)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
