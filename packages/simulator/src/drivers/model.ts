import type { Random } from '../random.ts'
import { drawQuantile, type Quantiles } from './quantiles.ts'

/** What drivers of one kind of place do, in numbers. Hours are local to `timeZone`. */
export interface DriverParameters {
  readonly timeZone: string
  /** Mean sessions per EVSE and day. */
  readonly sessionsPerEvseDay: number
  /** Share of a week's arrivals by weekday (Monday first) and hour: 7 × 24, summing to 1. */
  readonly arrivalShare: readonly (readonly number[])[]
  /** Stay in hours by arrival hour, in blocks of `ARRIVAL_BLOCK_H`. */
  readonly stayHours: readonly Quantiles[]
  /** Metered energy in kWh by length of stay, in the blocks of `STAY_BLOCKS_H`. */
  readonly energyKwh: readonly Quantiles[]
  /** What drivers say when they arrive; absent where nobody asks. */
  readonly stated?: StatedParameters
}

/** How drivers' own statements differ from what then happens. */
export interface StatedParameters {
  /** Share of drivers who say anything. */
  readonly share: number
  /** Stated minus true departure in hours, by length of stay. */
  readonly departureErrorHours: readonly Quantiles[]
  /** Stated minus delivered energy in kWh, by delivered energy in the blocks of `ENERGY_BLOCKS_KWH`. */
  readonly energyErrorKwh: readonly Quantiles[]
}

/** A driver's visit, as it will truly happen and as the driver stated it. */
export interface Visit {
  readonly stayMs: number
  readonly energyWh: number
  readonly stated?: { readonly stayMs: number; readonly energyWh: number }
}

export const ARRIVAL_BLOCK_H = 3
/** Upper ends of the stay blocks in hours; the last block is open. */
export const STAY_BLOCKS_H = [0.5, 1, 2, 3, 4.5, 6, 8, 9.5, 12] as const
/** Upper ends of the energy blocks in kWh; the last block is open. */
export const ENERGY_BLOCKS_KWH = [3, 6, 10, 15, 25] as const
const HOUR_MS = 3_600_000
const SHORTEST_STAY_H = 0.05

/** Index of the block a value falls into, by the blocks' upper ends. */
export function blockOf(ends: readonly number[], value: number): number {
  const index = ends.findIndex((end) => value < end)
  return index < 0 ? ends.length : index
}

/** Weekday (Monday = 0) and hour of an instant in a time zone. */
export function localHour(atMs: number, timeZone: string): { weekday: number; hour: number } {
  const shifted = new Date(atMs + offsetMs(atMs, timeZone))
  return { weekday: (shifted.getUTCDay() + 6) % 7, hour: shifted.getUTCHours() }
}

const formatters = new Map<string, Intl.DateTimeFormat>()
/** Offset by zone and hour since the epoch: asking Intl costs microseconds, and arrivals ask often. */
const offsets = new Map<string, number>()

function offsetMs(atMs: number, timeZone: string): number {
  const hourMs = Math.floor(atMs / HOUR_MS) * HOUR_MS
  const key = `${timeZone}:${hourMs}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...FIELDS })
  formatters.set(timeZone, formatter)
  const parts = new Map(formatter.formatToParts(hourMs).map((part) => [part.type, Number(part.value)]))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const offset = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour') % 24, of('minute')) - hourMs
  if (offsets.size > 50_000) offsets.clear()
  offsets.set(key, offset)
  return offset
}

const FIELDS = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const

/** Expected arrivals per EVSE and hour at an instant. */
export function arrivalRatePerHour(parameters: DriverParameters, atMs: number): number {
  const { weekday, hour } = localHour(atMs, parameters.timeZone)
  return parameters.sessionsPerEvseDay * 7 * (parameters.arrivalShare[weekday]?.[hour] ?? 0)
}

/** The busiest hour's rate, per EVSE and hour. */
export function peakRatePerHour(parameters: DriverParameters): number {
  return parameters.sessionsPerEvseDay * 7 * Math.max(...parameters.arrivalShare.flat())
}

/** Draws the visit of a driver arriving at `atMs`. */
export function drawVisit(parameters: DriverParameters, atMs: number, random: Random): Visit {
  const { hour } = localHour(atMs, parameters.timeZone)
  const stayHours = drawQuantile(entry(parameters.stayHours, Math.floor(hour / ARRIVAL_BLOCK_H)), random.next())
  const stay = Math.max(SHORTEST_STAY_H, stayHours)
  const energyKwh = Math.max(
    0.05,
    drawQuantile(entry(parameters.energyKwh, blockOf(STAY_BLOCKS_H, stay)), random.next()),
  )
  const visit = { stayMs: stay * HOUR_MS, energyWh: energyKwh * 1000 }
  const stated = parameters.stated
  if (!stated || !random.chance(stated.share)) return visit
  const errorHours = drawQuantile(entry(stated.departureErrorHours, blockOf(STAY_BLOCKS_H, stay)), random.next())
  const errorKwh = drawQuantile(entry(stated.energyErrorKwh, blockOf(ENERGY_BLOCKS_KWH, energyKwh)), random.next())
  return {
    ...visit,
    stated: {
      stayMs: Math.max(SHORTEST_STAY_H, stay + errorHours) * HOUR_MS,
      energyWh: Math.max(0.5, energyKwh + errorKwh) * 1000,
    },
  }
}

function entry(table: readonly Quantiles[], index: number): Quantiles {
  const quantiles = table[index]
  if (!quantiles) throw new Error(`driver parameters have no block ${index}`)
  return quantiles
}
