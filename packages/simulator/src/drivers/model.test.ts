import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { arrivalRatePerHour, drawVisit, localHour, peakRatePerHour } from './model.ts'
import { DRIVER_PROFILES } from './profiles.ts'
import { drawQuantile, fitQuantiles, LEVELS } from './quantiles.ts'

test('a week of arrivals has as many sessions as the profile says', () => {
  const monday = Date.UTC(2025, 5, 2)
  for (const profile of Object.values(DRIVER_PROFILES)) {
    let sessions = 0
    for (let hour = 0; hour < 7 * 24; hour += 1) sessions += arrivalRatePerHour(profile, monday + hour * 3_600_000)
    const shares = profile.arrivalShare.flat().reduce((sum, share) => sum + share, 0)
    expect(sessions).toBeCloseTo(7 * profile.sessionsPerEvseDay * shares, 6)
    expect(peakRatePerHour(profile)).toBeGreaterThan(sessions / 168)
  }
})

test('hours are those of the place, in summer and in winter', () => {
  expect(localHour(Date.UTC(2025, 0, 6, 23, 30), 'Europe/Amsterdam')).toEqual({ weekday: 1, hour: 0 })
  expect(localHour(Date.UTC(2025, 6, 6, 21, 30), 'Europe/Amsterdam')).toEqual({ weekday: 6, hour: 23 })
  expect(localHour(Date.UTC(2025, 6, 7, 4, 0), 'America/Los_Angeles')).toEqual({ weekday: 6, hour: 21 })
})

test('every drawn visit is possible', () => {
  const profile = fc.constantFrom(...Object.values(DRIVER_PROFILES))
  fc.assert(
    fc.property(profile, fc.integer({ min: 0, max: 168 }), fc.integer(), (parameters, hour, seed) => {
      const visit = drawVisit(parameters, Date.UTC(2025, 5, 2) + hour * 3_600_000, createRandom(seed))
      expect(visit.stayMs).toBeGreaterThan(0)
      expect(visit.energyWh).toBeGreaterThan(0)
      if (visit.stated) {
        expect(visit.stated.stayMs).toBeGreaterThan(0)
        expect(visit.stated.energyWh).toBeGreaterThan(0)
      }
    }),
  )
})

test('drawing from a fitted distribution gives it back', () => {
  const random = createRandom('quantiles')
  const values = Array.from({ length: 5_000 }, () => Math.exp(random.normal()))
  const quantiles = fitQuantiles(values)
  expect(drawQuantile(quantiles, 0)).toBe(quantiles[0])
  expect(drawQuantile(quantiles, 0.5)).toBe(quantiles[LEVELS.indexOf(0.5)])
  expect(drawQuantile(quantiles, 0.9999)).toBe(quantiles.at(-1))
  const again = fitQuantiles(Array.from({ length: 20_000 }, () => drawQuantile(quantiles, random.next())))
  for (const [index, quantile] of quantiles.slice(1, -1).entries()) {
    expect(Math.abs(quantile - (again[index + 1] ?? 0)) / quantile).toBeLessThan(0.1)
  }
})
