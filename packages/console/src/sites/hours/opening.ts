import type { OpeningTimes } from '@stationmaster/server/contract'
import { momentMs, wallMs } from './zoned-time.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** A week and the day it begins in: regular hours repeat after that. */
const DAYS_AHEAD = 8

/** Whether a place is open, and when that changes next; null: not within a week. */
export interface Opening {
  readonly open: boolean
  readonly changesAtMs: number | null
}

export function openingAt(times: OpeningTimes, zone: string, nowMs: number): Opening {
  const open = isOpen(times, zone, nowMs)
  const later = boundaries(times, zone, nowMs).filter((atMs) => atMs > nowMs)
  const change = later.toSorted((one, other) => one - other).find((atMs) => isOpen(times, zone, atMs) !== open)
  return { open, changesAtMs: change ?? null }
}

/** Exceptions come before the rule, and of those a closing before an opening. */
function isOpen(times: OpeningTimes, zone: string, atMs: number): boolean {
  const within = (periods: OpeningTimes['exceptionalClosings']) =>
    periods.some(({ periodBegin, periodEnd }) => Date.parse(periodBegin) <= atMs && atMs < Date.parse(periodEnd))
  if (within(times.exceptionalClosings)) return false
  if (times.twentyfourseven || within(times.exceptionalOpenings)) return true
  const wall = wallMs(zone, atMs)
  const minute = Math.floor((wall % DAY_MS) / MINUTE_MS)
  const weekday = weekdayOf(wall)
  return times.regularHours.some(
    (hours) => hours.weekday === weekday && minutes(hours.periodBegin) <= minute && minute < minutes(hours.periodEnd),
  )
}

/** Moments at which it may open or close. */
function boundaries(times: OpeningTimes, zone: string, nowMs: number): number[] {
  const exceptions = [...times.exceptionalClosings, ...times.exceptionalOpenings]
  const today = Math.floor(wallMs(zone, nowMs) / DAY_MS) * DAY_MS
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => today + ahead * DAY_MS)
  const regular = days.flatMap((day) =>
    times.regularHours
      .filter((hours) => hours.weekday === weekdayOf(day))
      .flatMap((hours) => [hours.periodBegin, hours.periodEnd])
      .map((text) => momentMs(zone, day + minutes(text) * MINUTE_MS)),
  )
  return [...regular, ...exceptions.flatMap((period) => [period.periodBegin, period.periodEnd].map(Date.parse))]
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(wall: number): number {
  return new Date(wall).getUTCDay() || 7
}

function minutes(text: string): number {
  const [hours = 0, rest = 0] = text.split(':').map(Number)
  return hours * 60 + rest
}
