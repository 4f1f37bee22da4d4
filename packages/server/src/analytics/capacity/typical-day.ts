import { isWeekend, type LocalClock, localClock } from '@stationmaster/scheduling'
import { QUARTER_HOURS, QUARTER_MS } from './visits.ts'

const QUARTERS_OF_DAY = 96

interface DayProfile {
  readonly medianW: number[]
  readonly highW: number[]
}

/** Quarter by quarter of a weekday, what half of the weekdays stay below, and what 95 of 100 do. */
export function typicalDay(powerW: Float64Array, fromMs: number, clock: LocalClock): DayProfile | null {
  const seen: number[][] = Array.from({ length: QUARTERS_OF_DAY }, () => [])
  powerW.forEach((value, quarter) => {
    const local = clock(fromMs + quarter * QUARTER_MS)
    if (!isWeekend(local)) seen[Math.floor(local.hour / QUARTER_HOURS)]?.push(value)
  })
  if (seen.some((values) => values.length === 0)) return null
  const sorted = seen.map((values) => values.sort((a, b) => a - b))
  return {
    medianW: sorted.map((values) => Math.round(quantile(values, 0.5))),
    highW: sorted.map((values) => Math.round(quantile(values, 0.95))),
  }
}

/** The value that this share of the sorted values does not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

interface Days {
  readonly date: string[]
  readonly peakW: number[]
  readonly energyWh: number[]
}

/** Day by day of the site, its highest quarter of an hour and its energy. */
export function daysOf(powerW: Float64Array, fromMs: number, timeZone: string): Days {
  // Sweden writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const clock = localClock(timeZone)
  const days: Days = { date: [], peakW: [], energyWh: [] }
  let lastHour = 24
  let energyWh = 0
  powerW.forEach((value, quarter) => {
    const atMs = fromMs + quarter * QUARTER_MS
    const { hour } = clock(atMs)
    if (hour < lastHour && days.date.at(-1) !== format.format(atMs)) {
      energyWh = 0
      days.date.push(format.format(atMs))
      days.peakW.push(0)
      days.energyWh.push(0)
    }
    lastHour = hour
    energyWh += value * QUARTER_HOURS
    const last = days.date.length - 1
    days.peakW[last] = Math.max(days.peakW[last] ?? 0, Math.round(value))
    days.energyWh[last] = Math.round(energyWh)
  })
  return days
}
