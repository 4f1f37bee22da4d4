import { describe, expect, it } from 'vitest'
import { clearSkyKw, forecastSolar, sineOfSunHeight } from './solar.ts'

const QUARTER = 900_000
const DAY = 86_400_000
const BERLIN = { latitudeDeg: 52.5, longitudeDeg: 13.4, peakKw: 100 }
const MIDSUMMER_NOON = Date.parse('2024-06-21T11:08:00Z')

describe('the sun', () => {
  it('stands as high as the almanac says', () => {
    const height = (Math.asin(sineOfSunHeight(MIDSUMMER_NOON, 52.5, 13.4)) * 180) / Math.PI
    expect(height).toBeCloseTo(90 - 52.5 + 23.44, 0)
    const winter = (Math.asin(sineOfSunHeight(Date.parse('2024-12-21T11:05:00Z'), 52.5, 13.4)) * 180) / Math.PI
    expect(winter).toBeCloseTo(90 - 52.5 - 23.44, 0)
  })

  it('gives nothing at night and about the peak at its highest', () => {
    expect(clearSkyKw(BERLIN, Date.parse('2024-06-21T23:00:00Z'))).toBe(0)
    expect(clearSkyKw(BERLIN, MIDSUMMER_NOON)).toBeGreaterThan(80)
    expect(clearSkyKw(BERLIN, MIDSUMMER_NOON)).toBeLessThan(105)
  })
})

describe('the forecast of a solar plant', () => {
  const cloudy = Array.from({ length: 96 * 10 }, (_, index) => {
    const atMs = MIDSUMMER_NOON - index * QUARTER - QUARTER
    return { atMs, kw: 0.3 * clearSkyKw(BERLIN, atMs) }
  })

  it('expects clouds to stay', () => {
    const [next] = forecastSolar(BERLIN, cloudy, { fromMs: MIDSUMMER_NOON, stepMs: QUARTER, steps: 1 })
    expect((next?.kw.p50 ?? 0) / clearSkyKw(BERLIN, MIDSUMMER_NOON)).toBeCloseTo(0.3, 2)
  })

  it('expects a sudden sky less and less with time', () => {
    const sudden = [...cloudy, { atMs: MIDSUMMER_NOON - 1, kw: 90 }]
    const options = { fromMs: MIDSUMMER_NOON, stepMs: QUARTER, steps: 96 * 2 }
    const shares = forecastSolar(BERLIN, sudden, options).map(
      ({ atMs, kw }) => kw.p50 / clearSkyKw(BERLIN, atMs + QUARTER / 2),
    )
    expect(shares[0]).toBeGreaterThan(0.8)
    expect(shares[12]).toBeLessThan(shares[0] ?? 0)
    expect(shares[96]).toBeCloseTo(0.3, 1)
  })

  it('never expects less than nothing, and knows the night', () => {
    const night = forecastSolar(BERLIN, cloudy, { fromMs: MIDSUMMER_NOON + DAY / 2, stepMs: QUARTER, steps: 4 })
    for (const { kw } of night) expect(kw).toEqual({ p20: 0, p50: 0, p80: 0 })
    for (const { kw } of forecastSolar(BERLIN, [], { fromMs: MIDSUMMER_NOON, stepMs: QUARTER, steps: 96 })) {
      expect(kw.p20).toBeGreaterThanOrEqual(0)
      expect(kw.p20).toBeLessThanOrEqual(kw.p80)
    }
  })
})
