import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectUsage, type PointHistory } from './usage.ts'

const none = { sessions: 0, energyWh: 0 }
const WEEK_HOURS = 168
const point = (evseId: number, more: Partial<PointHistory>): PointHistory => ({
  ...{ stationKey: 1, evseId, siteId: 'harbour', ageHours: 10 * WEEK_HOURS, sameHour: none, lastWeek: none },
  ...more,
})

test('a point is expected to do what it did at this hour in the last four weeks', () => {
  const [usage] = expectUsage([point(1, { sameHour: { sessions: 6, energyWh: 100_000 } })])
  expect(usage).toEqual({ stationKey: 1, evseId: 1, sessions: 1.5, energyWh: 25_000, basis: 'point' })
})

test('a point younger than a week goes by all its hours', () => {
  const [usage] = expectUsage([point(1, { ageHours: 4, lastWeek: { sessions: 8, energyWh: 60_000 } })])
  expect(usage).toMatchObject({ sessions: 2, energyWh: 15_000, basis: 'point' })
})

test('a point that is used, but never at this hour, loses nothing now', () => {
  const [usage] = expectUsage([point(1, { lastWeek: { sessions: 30, energyWh: 1 } })])
  expect(usage).toMatchObject({ sessions: 0, energyWh: 0, basis: 'point' })
})

test('where nothing has begun for weeks, its site stands in, then the network', () => {
  const busy = point(1, { sameHour: { sessions: 4, energyWh: 40_000 } })
  const usages = expectUsage([busy, point(2, {}), point(3, { siteId: 'hill' }), point(4, { siteId: null })])
  expect(usages.map(({ energyWh, basis }) => [energyWh, basis])).toEqual([
    [10_000, 'point'],
    [10_000, 'site'],
    [10_000, 'network'],
    [10_000, 'network'],
  ])
  expect(expectUsage([point(1, {})])).toMatchObject([{ sessions: 0, energyWh: 0, basis: 'network' }])
})

test('every point gets one finite figure that is not negative, and none above the busiest', () => {
  const amount = fc.record({ sessions: fc.nat(500), energyWh: fc.integer({ min: -1000, max: 1e9 }) })
  const history = fc.record({
    ...{ stationKey: fc.nat(50), evseId: fc.integer({ min: 1, max: 9 }) },
    siteId: fc.option(fc.constantFrom('a', 'b')),
    ageHours: fc.double({ min: 0, max: 10_000, noNaN: true }),
    ...{ sameHour: amount, lastWeek: amount },
  })
  fc.assert(
    fc.property(fc.array(history), (points) => {
      const usages = expectUsage(points)
      expect(usages.map(({ stationKey, evseId }) => [stationKey, evseId])).toEqual(
        points.map(({ stationKey, evseId }) => [stationKey, evseId]),
      )
      const most = Math.max(0, ...usages.filter(({ basis }) => basis === 'point').map(({ energyWh }) => energyWh))
      for (const { sessions, energyWh } of usages) {
        expect(Number.isFinite(sessions) && sessions >= 0 && energyWh >= 0).toBe(true)
        expect(energyWh).toBeLessThanOrEqual(most * (1 + 1e-9))
      }
    }),
  )
})
