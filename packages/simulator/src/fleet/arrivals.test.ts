import { expect, test } from 'vitest'
import { localHour } from '../drivers/model.ts'
import { DRIVER_PROFILES } from '../drivers/profiles.ts'
import { createRandom } from '../random.ts'
import { createVirtualScheduler } from '../time/virtual-scheduler.ts'
import { type ArrivalStream, startArrivals } from './arrivals.ts'

const HOUR_MS = 3_600_000
const WEEKS = 4

/** Local hours of everyone who came within some weeks. */
function arrivalHours(stream: ArrivalStream): number[] {
  const scheduler = createVirtualScheduler(Date.UTC(2025, 0, 6))
  const hours: number[] = []
  const cancel = startArrivals(stream, { scheduler, random: createRandom('arrivals') }, (visit) => {
    expect(visit.energyWh).toBeGreaterThan(0)
    hours.push(localHour(scheduler.now(), stream.parameters.timeZone).hour)
  })
  scheduler.advance(WEEKS * 7 * 24 * HOUR_MS)
  cancel()
  const came = hours.length
  scheduler.advance(24 * HOUR_MS)
  expect(hours).toHaveLength(came)
  return hours
}

test('a fixed rate is kept around the clock', () => {
  const hours = arrivalHours({ parameters: DRIVER_PROFILES.public, evses: 3, fixedPerHour: 6 })
  const expected = 6 * WEEKS * 7 * 24
  expect(Math.abs(hours.length / expected - 1)).toBeLessThan(0.05)
  expect(Math.abs(hours.filter((hour) => hour < 12).length / hours.length - 0.5)).toBeLessThan(0.03)
})

test('the fitted pattern brings the fitted number of drivers, and workplace drivers come in the morning', () => {
  const parameters = { ...DRIVER_PROFILES.workplace, timeZone: 'Europe/Berlin' }
  const hours = arrivalHours({ parameters, evses: 100, busyness: 2 })
  expect(Math.abs(hours.length / (parameters.sessionsPerEvseDay * 200 * WEEKS * 7) - 1)).toBeLessThan(0.05)
  expect(hours.filter((hour) => hour >= 5 && hour < 11).length / hours.length).toBeGreaterThan(0.5)
})

test('nobody comes where nothing is', () => {
  expect(arrivalHours({ parameters: DRIVER_PROFILES.fast, evses: 0 })).toEqual([])
})
