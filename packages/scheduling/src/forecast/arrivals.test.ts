import { describe, expect, it } from 'vitest'
import { forecastArrivals } from './arrivals.ts'
import { utcClock } from './local-clock.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = Date.parse('2024-01-01T00:00:00Z')
const options = { fromMs: MONDAY + 28 * DAY, hours: 48, clock: utcClock }

/** Four arrivals at eight on each working day of four weeks. */
const workingMornings = Array.from({ length: 28 }, (_, day) => day)
  .filter((day) => day % 7 < 5)
  .flatMap((day) => [0, 10, 20, 30].map((minute) => MONDAY + day * DAY + 8 * HOUR + minute * 60_000))

describe('the forecast of arrivals', () => {
  it('finds the hours and the days', () => {
    const monday = forecastArrivals(workingMornings, options)
    expect(monday).toHaveLength(48)
    expect(monday[8]?.mean).toBeCloseTo(4, 5)
    expect(monday[8]?.count).toEqual({ p20: 2, p50: 4, p80: 6 })
    expect(monday[9]?.mean).toBe(0)
    const saturday = forecastArrivals(workingMornings, { ...options, fromMs: MONDAY + 26 * DAY, hours: 24 })
    expect(saturday[8]?.mean).toBeLessThan(0.5)
  })

  it('uses other days of the same kind while a weekday is new', () => {
    const twoDays = workingMornings.slice(0, 8)
    const wednesday = forecastArrivals(twoDays, { ...options, fromMs: MONDAY + 2 * DAY, hours: 24 })
    expect(wednesday[8]?.mean).toBeCloseTo(4, 1)
  })

  it('says nothing without history, and survives nonsense', () => {
    expect(forecastArrivals([], options)).toEqual([])
    expect(forecastArrivals([Number.NaN, MONDAY + 400 * DAY], options)).toEqual([])
  })

  it('takes any number', () => {
    const many = Array.from(
      { length: 28 * 5000 },
      (_, index) => MONDAY + Math.floor(index / 5000) * DAY + 5 * HOUR + (index % 5000),
    )
    const [first] = forecastArrivals(many, { ...options, fromMs: MONDAY + 28 * DAY + 5 * HOUR, hours: 1 })
    expect(first?.mean).toBeCloseTo(5000, 3)
    expect(first?.count).toEqual({ p20: 4940, p50: 5000, p80: 5060 })
  })
})
