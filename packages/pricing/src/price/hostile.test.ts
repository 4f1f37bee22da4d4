import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readOcpiCdr } from '../convert/ocpi/read-cdr.ts'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { compare, NOTHING, sum } from '../money/fraction.ts'
import { ACTIVITIES, type SessionEvent } from '../session/session.ts'
import { type RawTariff, tariffArbitrary } from '../testing/arbitrary-tariff.ts'
import { unwrap } from '../testing/unwrap.ts'
import { validateOcpiTariff } from '../validate/validate.ts'
import { pricedPeriods } from './periods.ts'
import { price } from './price.ts'

const NAMES = ['id', 'currency', 'elements', 'price_components', 'restrictions', 'type', 'price', 'vat', 'step_size']
const MORE = [
  'min_price',
  'excl_vat',
  'start_time',
  'min_kwh',
  'charging_periods',
  'dimensions',
  'volume',
  'start_date_time',
]
const VALUES = ['EUR', 'ENERGY', 'TIME', '00:00', '2026-01-01', '2026-01-01T00:00:00Z', '1e400', '__proto__']
const hostileJson = fc.anything({
  key: fc.constantFrom(...NAMES, ...MORE, '__proto__'),
  values: [fc.constantFrom(...VALUES), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
  maxDepth: 6,
})

describe('whatever comes in', () => {
  test('JSON is read or refused, never thrown at', () => {
    const check = (json: unknown) => {
      expect(Array.isArray(validateOcpiTariff(json))).toBe(true)
      expect(typeof readOcpiCdr(json, { timeZone: 'UTC' }).ok).toBe('boolean')
    }
    fc.assert(fc.property(hostileJson, check), { numRuns: 500 })
  })

  test('events are priced or refused, and what is priced adds up', () => {
    const usual = fc.integer({ min: 0, max: 40_000_000 })
    const odd = fc.oneof(fc.double({ min: -1e9, max: 3e14 }), fc.constantFrom(-1, Infinity, Number.NaN))
    const atMs = fc.oneof({ weight: 60, arbitrary: usual }, { weight: 1, arbitrary: odd })
    let priced = 0
    const event: fc.Arbitrary<SessionEvent> = fc.oneof(
      ...(['started', 'ended', 'reserved'] as const).map((kind) => fc.record({ kind: fc.constant(kind), atMs })),
      fc.record({
        kind: fc.constant('reservation-ended'),
        atMs,
        outcome: fc.constantFrom('used', 'expired', 'cancelled'),
      }),
      fc.record({ kind: fc.constant('activity'), atMs, activity: fc.constantFrom(...ACTIVITIES) }),
      fc.record({
        kind: fc.constant('meter'),
        atMs,
        registerWh: fc.oneof(fc.double({ min: 0, max: 1e6 }), fc.constant(5)),
      }),
      fc.record({ kind: fc.constant('tariff'), atMs, tariffId: fc.constantFrom('T', 'U') }),
      fc.record({ kind: fc.constant('gap'), atMs, untilMs: atMs }),
    )
    const check = (raw: RawTariff, other: RawTariff, events: SessionEvent[]) => {
      const tariffs = [
        unwrap(readOcpiTariff(raw)),
        unwrap(readOcpiTariff({ ...other, id: 'U', currency: raw.currency })),
      ]
      const session = { kind: 'recorded', timeZone: 'Europe/Berlin', events } as const
      const result = price(tariffs, session)
      expect(result.ok || result.problems.length > 0).toBe(true)
      if (!result.ok) return
      priced += 1
      expect(price(tariffs, { ...session, events: events.toReversed() })).toEqual(result)
      const { lines, total, measured } = result.value
      const all = lines.reduce((so, { gross }) => sum(so, gross.amount), NOTHING)
      expect(compare(all, total.gross.amount)).toBe(0)
      const periods = unwrap(pricedPeriods(tariffs, session))
      expect(periods.reduce((so, { energyMilliWh }) => so + energyMilliWh, 0)).toBe(measured.energyMilliWh)
      expect(periods.reduce((so, { chargingS }) => so + chargingS, 0)).toBe(measured.chargingS)
      expect(periods.reduce((so, { parkingS }) => so + parkingS, 0)).toBe(measured.parkingS)
    }
    fc.assert(fc.property(tariffArbitrary(), tariffArbitrary(), fc.array(event, { maxLength: 14 }), check), {
      numRuns: 500,
    })
    expect(priced).toBeGreaterThan(50)
  })
})
