import { price, readOcpiTariff } from '@stationmaster/pricing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordedSession, type SessionCourse } from './course.ts'
import { priceCourse } from './price-session.ts'

const START = Date.parse('2026-06-15T10:00:00Z')
const MINUTE = 60_000
const at = (minute: number) => START + minute * MINUTE

function tariffOf(elements: readonly object[]) {
  const read = readOcpiTariff({ id: 'T', currency: 'EUR', elements, last_updated: '2026-01-01T00:00:00Z' })
  if (!read.ok) throw new Error('The tariff of the test is wrong')
  return { tariffId: 'T', versionId: 'V', tariff: read.value, problems: [] as const, timeZone: 'Europe/Berlin' }
}
const component = (type: string, amount: number) => ({ type, price: amount, vat: 19, step_size: 1 })
const SIMPLE = tariffOf([
  { price_components: [component('ENERGY', 0.5), component('PARKING_TIME', 6), component('FLAT', 1)] },
])

const course = (more: Partial<SessionCourse> = {}): SessionCourse => ({
  ...{ startMs: at(0), endMs: at(60), energyWh: 10_000, meterStartWh: 1000, registers: [], states: [] },
  ...more,
})

test('energy, parking after the charge and the start are charged, and each line says why', () => {
  const pricing = priceCourse(
    course({
      states: [
        { atMs: at(0), state: 'EVConnected' },
        { atMs: at(10), state: 'Charging' },
        { atMs: at(40), state: 'SuspendedEV' },
      ],
    }),
    SIMPLE,
  )
  if (pricing.kind !== 'priced') throw new Error('It has a price')
  // 10 kWh at 0.50, 20 minutes at 6.00 an hour (the first ten are nobody's parking), 1.00 to start; and 19 percent.
  expect(pricing.worth).toMatchObject({ currency: 'EUR', netMinor: 800n, taxMinor: 152n, grossMinor: 952n })
  expect(pricing.worth.lines.map(({ category, text }) => [category, text])).toEqual([
    ['energy', 'Energy: 10 kWh × €0.50/kWh = €5.95'],
    ['parking', 'Time connected without charging: 0:20:00 h × €6.00/h = €2.38'],
    ['fixed', 'Session fee: €1.19'],
  ])
})

test('energy is priced when it flowed, by the clock of the site', () => {
  const byDay = tariffOf([
    { price_components: [component('ENERGY', 1)], restrictions: { start_time: '12:00', end_time: '12:30' } },
    { price_components: [component('ENERGY', 0)] },
  ])
  const early = [
    { atMs: at(30), registerWh: 9000 },
    { atMs: at(60), registerWh: 11_000 },
  ]
  const gross = (one: SessionCourse) => {
    const pricing = priceCourse(one, byDay)
    return pricing.kind === 'priced' ? pricing.worth.netMinor : pricing.reason
  }
  expect(gross(course({ registers: early }))).toBe(800n)
  // Corrected by a person to half of it: the curve is stretched.
  expect(gross(course({ registers: early, energyWh: 5000 }))).toBe(400n)
  // Without a curve it is taken to have flowed evenly.
  expect(gross(course())).toBe(500n)
})

test('what cannot be priced says so', () => {
  expect(priceCourse(course(), null)).toEqual({ kind: 'unpriced', reason: 'noTariff' })
  const endless = priceCourse(course({ endMs: at(60 * 24 * 366 * 11) }), SIMPLE)
  expect(endless).toMatchObject({
    kind: 'unpriced',
    reason: 'notPriceable',
    problems: [expect.stringMatching(/ten years/)],
  })
})

test('whatever stations report, the energy in force is priced, to the last Wh, and the lines add up', () => {
  const minute = fc.integer({ min: -30, max: 90 })
  const registers = fc
    .array(fc.record({ atMs: minute.map(at), registerWh: fc.integer({ min: -5, max: 50_000 }) }), { maxLength: 12 })
    .map((all) => all.toSorted((a, b) => a.atMs - b.atMs))
  const state = fc.constantFrom('Charging', 'EVConnected', 'SuspendedEV', 'SuspendedEVSE', 'Idle')
  const states = fc
    .array(fc.record({ atMs: minute.map(at), state }), { maxLength: 8 })
    .map((all) => all.toSorted((a, b) => a.atMs - b.atMs))
  const any = fc.record({
    ...{ registers, states, startMs: fc.constant(at(0)), endMs: fc.integer({ min: 1, max: 60 }).map(at) },
    ...{ energyWh: fc.nat(100_000), meterStartWh: fc.option(fc.nat(20_000)) },
  })
  fc.assert(
    fc.property(any, (one) => {
      const priced = price(SIMPLE.tariff, recordedSession(one, 'Europe/Berlin'))
      expect(priced.ok && priced.value.measured.energyMilliWh).toBe(one.energyWh * 1000)
      const pricing = priceCourse(one, SIMPLE)
      if (pricing.kind !== 'priced') throw new Error('It has a price')
      const { lines, grossMinor, netMinor, taxMinor } = pricing.worth
      expect(netMinor + taxMinor).toBe(grossMinor)
      expect(BigInt(lines.reduce((sum, { rounded }) => sum + rounded.gross, 0))).toBe(grossMinor)
    }),
  )
})
