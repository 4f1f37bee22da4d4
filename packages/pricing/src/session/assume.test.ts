import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { price } from '../price/price.ts'
import { type RawTariff, tariffArbitrary } from '../testing/arbitrary-tariff.ts'
import { element, flat, tariffOf } from '../testing/build.ts'
import { unwrap } from '../testing/unwrap.ts'
import { type Assumption, assumeSession } from './assume.ts'
import type { RecordedSession, SessionEvent } from './session.ts'

const ARRIVAL = Date.parse('2026-06-15T15:40:00Z')
const ASSUMPTION: Assumption = {
  ...{ timeZone: 'Europe/Berlin', arrivalMs: ARRIVAL, batteryKwh: 60, fromPercent: 20, toPercent: 80, powerKw: 11 },
}

test('20 to 80 percent of 60 kWh at 11 kW takes 36 kWh and 3 h 16 min', () => {
  const { measured } = unwrap(price(tariffOf([element('ENERGY', 1)]), unwrap(assumeSession(ASSUMPTION))))
  expect(measured).toEqual({ energyMilliWh: 36_000_000, chargingS: 11_782, parkingS: 0, reservationS: 0 })
})

test('a late departure is parking, an early one ends the charging, losses are paid', () => {
  const measure = (members: Partial<Assumption>) => {
    const session = unwrap(assumeSession({ ...ASSUMPTION, ...members }))
    return unwrap(price(tariffOf([element('ENERGY', 1)]), session)).measured
  }
  expect(measure({ departureMs: ARRIVAL + 4 * 3_600_000 })).toMatchObject({ chargingS: 11_782, parkingS: 2618 })
  expect(measure({ departureMs: ARRIVAL + 3_600_000 })).toMatchObject({
    energyMilliWh: 11_000_000,
    chargingS: 3600,
    parkingS: 0,
  })
  expect(measure({ lossPercent: 10 }).energyMilliWh).toBe(40_000_000)
  expect(measure({ toPercent: 20 })).toMatchObject({ energyMilliWh: 0, chargingS: 0 })
  expect(measure({ reservedMinutes: 15 }).reservationS).toBe(900)
})

test('the battery takes less as it fills', () => {
  const lengthOf = (toPercent: number) => {
    const session = unwrap(assumeSession({ ...ASSUMPTION, fromPercent: 80, toPercent, powerKw: 100 }))
    return unwrap(price(tariffOf([flat(1)]), session)).measured.chargingS
  }
  expect(lengthOf(90)).toBeGreaterThan(0.1 * 60 * 36)
  expect(lengthOf(100) - lengthOf(90)).toBeGreaterThan(2 * lengthOf(90))
})

/** What a station records when a vehicle does as it was assumed to: other readings, the same physics. */
function recording(wh: number, seconds: number, readings: readonly number[], stayS: number): RecordedSession {
  const meter = (afterS: number): SessionEvent => {
    const registerWh = 77_000 + Math.round((wh * 1000 * Math.min(afterS, seconds)) / seconds) / 1000
    return { kind: 'meter', atMs: ARRIVAL + afterS * 1000, registerWh }
  }
  const events: SessionEvent[] = [
    { kind: 'ended', atMs: ARRIVAL + stayS * 1000 },
    ...[0, seconds, stayS, ...readings.map((share) => Math.floor(share * seconds))].map(meter),
    { kind: 'activity', atMs: ARRIVAL + seconds * 1000, activity: 'suspended-by-vehicle' },
    { kind: 'started', atMs: ARRIVAL },
  ]
  return { kind: 'recorded', timeZone: 'Europe/Berlin', events }
}

test('the estimate is the final price when the session goes as assumed', () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 })
  const check = (raw: RawTariff, kwh: number, extraMinutes: number, readings: number[]) => {
    // 36 kW are 10 Wh in each second, so that kWh times 100 is the time it takes.
    const seconds = kwh * 100
    const stayS = seconds + extraMinutes * 60
    const assumption = { ...ASSUMPTION, powerKw: 36, batteryKwh: 100, fromPercent: 0, toPercent: kwh }
    const assumed = unwrap(assumeSession({ ...assumption, departureMs: ARRIVAL + stayS * 1000 }))
    const tariff = unwrap(readOcpiTariff(raw))
    const [estimate, final] = [assumed, recording(kwh * 1000, seconds, readings, stayS)].map((session) =>
      unwrap(price(tariff, session)),
    )
    expect(estimate?.total.rounded).toEqual(final?.total.rounded)
  }
  fc.assert(fc.property(tariffArbitrary(), fc.integer({ min: 1, max: 80 }), fc.nat(120), shares, check))
})

describe('an impossible assumption', () => {
  test.each<[Partial<Assumption>, string]>([
    [{ departureMs: ARRIVAL - 1 }, 'departureMs'],
    [{ batteryKwh: 0 }, 'batteryKwh'],
    [{ powerKw: Number.NaN }, 'powerKw'],
    [{ fromPercent: 101 }, 'fromPercent'],
    [{ toPercent: 10 }, 'toPercent'],
    [{ lossPercent: 100 }, 'lossPercent'],
    [{ reservedMinutes: -1 }, 'reservedMinutes'],
    [{ arrivalMs: Number.NaN }, 'arrivalMs'],
  ])('%j is named', (members, path) => {
    const result = assumeSession({ ...ASSUMPTION, ...members })
    expect(result.ok ? [] : result.problems.map((problem) => problem.path)).toContain(path)
  })
})
