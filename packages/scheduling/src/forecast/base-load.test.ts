import { describe, expect, it } from 'vitest'
import { forecastLoad, type LoadReading } from './base-load.ts'
import { utcClock } from './local-clock.ts'

const QUARTER = 900_000
const DAY = 86_400_000
const MONDAY = Date.parse('2024-01-01T00:00:00Z')

/** An office: 50 kW from eight to six on working days, else 10. */
function office(atMs: number): number {
  const { hour, weekday } = utcClock(atMs)
  return weekday >= 1 && weekday <= 5 && hour >= 8 && hour < 18 ? 50 : 10
}

const history: readonly LoadReading[] = Array.from({ length: 28 * 96 }, (_, index) => {
  const atMs = MONDAY + index * QUARTER
  return { atMs, kw: office(atMs) }
})
const options = { fromMs: MONDAY + 28 * DAY, stepMs: QUARTER, steps: 192, clock: utcClock }

describe('the forecast of load', () => {
  it('repeats what repeats', () => {
    for (const { atMs, kw } of forecastLoad(history, options)) expect(kw.p50).toBe(office(atMs))
  })

  it('carries the present deviation on, and forgets it', () => {
    const odd = [...history, { atMs: options.fromMs, kw: 40 }]
    const forecast = forecastLoad(odd, { ...options, fromMs: options.fromMs + QUARTER })
    expect(forecast[0]?.kw.p50).toBeGreaterThan(35)
    expect(forecast[0]?.kw.p50).toBeLessThan(40)
    expect(forecast[100]?.kw.p50).toBeCloseTo(10, 1)
  })

  it('holds the last reading where nothing is known, and says nothing without readings', () => {
    const forecast = forecastLoad([{ atMs: MONDAY, kw: 7 }], { ...options, fromMs: MONDAY + QUARTER, steps: 4 })
    expect(forecast.map(({ kw }) => kw.p50)).toEqual([7, 7, 7, 7])
    expect(forecastLoad([{ atMs: MONDAY, kw: Number.NaN }], options)).toEqual([])
  })
})
