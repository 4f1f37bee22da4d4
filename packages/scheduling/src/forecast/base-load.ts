import { isWeekend, type LocalClock } from './local-clock.ts'
import { type Quantiles, quantilesOf, type Weighted } from './quantiles.ts'

/** A mean power over an interval that begins at `atMs`. */
export interface LoadReading {
  readonly atMs: number
  readonly kw: number
}

export interface LoadForecast {
  readonly atMs: number
  readonly kw: Quantiles
}

export interface LoadOptions {
  readonly fromMs: number
  readonly stepMs: number
  readonly steps: number
  readonly clock: LocalClock
}

const MS_PER_HOUR = 3_600_000
const MS_PER_DAY = 24 * MS_PER_HOUR
const WEEKS_BACK = 4
/** A day of the same kind, but another weekday, counts so much. */
const OTHER_WEEKDAY = 0.25
const HALF_LIFE_DAYS = 14
/** The present deviation from the usual fades to half in this time. */
const PERSISTENCE_HALF_MS = 2 * MS_PER_HOUR

/**
 * Load that nobody controls, for `steps` steps of `stepMs`: quantiles of the same time of day on days of the same kind in
 * the last four weeks (the same weekday counting most), moved by how far the last reading is from the usual, which fades
 * with a half-life of two hours. Empty when no reading makes sense.
 */
export function forecastLoad(readings: readonly LoadReading[], options: LoadOptions): readonly LoadForecast[] {
  const { fromMs, stepMs, steps, clock } = options
  const past = readings.filter(({ atMs, kw }) => Number.isFinite(kw) && atMs < fromMs)
  const last = past.reduce<LoadReading | undefined>((a, b) => (a === undefined || b.atMs > a.atMs ? b : a), undefined)
  if (last === undefined) return []
  const bySlot = groupBySlot(past, stepMs)
  const usual = (atMs: number) => quantilesOf(alike(bySlot, { atMs, stepMs, clock, before: fromMs }))
  const known = usual(last.atMs)
  const deviation = known === undefined ? 0 : last.kw - known.p50
  return Array.from({ length: steps }, (_, index) => {
    const atMs = fromMs + index * stepMs
    const quantiles = usual(atMs) ?? { p20: last.kw, p50: last.kw, p80: last.kw }
    const moved = deviation * 0.5 ** ((atMs - last.atMs) / PERSISTENCE_HALF_MS)
    return { atMs, kw: moveBy(quantiles, moved) }
  })
}

function groupBySlot(readings: readonly LoadReading[], stepMs: number): ReadonlyMap<number, number> {
  const sums = new Map<number, { sum: number; count: number }>()
  for (const { atMs, kw } of readings) {
    const slot = Math.floor(atMs / stepMs)
    const entry = sums.get(slot) ?? { sum: 0, count: 0 }
    sums.set(slot, { sum: entry.sum + kw, count: entry.count + 1 })
  }
  return new Map([...sums].map(([slot, { sum, count }]) => [slot, sum / count]))
}

function alike(
  bySlot: ReadonlyMap<number, number>,
  { atMs, stepMs, clock, before }: { atMs: number; stepMs: number; clock: LocalClock; before: number },
): Weighted[] {
  const time = clock(atMs)
  const outcomes: Weighted[] = []
  for (let days = 1; days <= WEEKS_BACK * 7; days++) {
    const thenMs = atMs - days * MS_PER_DAY
    const value = thenMs < before ? bySlot.get(Math.floor(thenMs / stepMs)) : undefined
    if (value === undefined || isWeekend(clock(thenMs)) !== isWeekend(time)) continue
    outcomes.push({ value, weight: (days % 7 === 0 ? 1 : OTHER_WEEKDAY) * 0.5 ** (days / HALF_LIFE_DAYS) })
  }
  return outcomes
}

function moveBy({ p20, p50, p80 }: Quantiles, by: number): Quantiles {
  return { p20: p20 + by, p50: p50 + by, p80: p80 + by }
}
