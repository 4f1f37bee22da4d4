import { expect, test } from 'vitest'
import { decimal } from '../../money/decimal.ts'
import { price } from '../../price/price.ts'
import { withTaxes } from '../../tariff/taxes.ts'
import { element, sessionAt, tariffOf } from '../../testing/build.ts'
import { unwrap } from '../../testing/unwrap.ts'
import { checkOcpiCdr } from './check-cdr.ts'
import { readOcpiCdr } from './read-cdr.ts'
import { writeOcpiCdr } from './write-cdr.ts'

const VAT = { vat: 20, step_size: 1 }
const TARIFF = tariffOf([
  element('ENERGY', 0.3, VAT, { end_time: '12:30' }),
  element('ENERGY', 0.5, VAT),
  element('PARKING_TIME', 6, VAT, { max_power: 1 }),
])
const SESSION = sessionAt(
  '2026-06-15T10:00:00Z',
  [
    { minutes: 60, kwh: 11, currentA: 16 },
    { minutes: 6, activity: 'suspended-by-vehicle' },
  ],
  'Europe/Berlin',
)

test('a CDR holds times, periods, volumes, costs and the tariff', () => {
  const cdr = unwrap(writeOcpiCdr(TARIFF, SESSION, '2.3.0'))
  const at = (time: string) => `2026-06-15T${time}Z`
  const power = [
    { type: 'MIN_POWER', volume: 11 },
    { type: 'MAX_POWER', volume: 11 },
    { type: 'MIN_CURRENT', volume: 16 },
    { type: 'MAX_CURRENT', volume: 16 },
  ]
  const charging = [{ type: 'ENERGY', volume: 5.5 }, { type: 'TIME', volume: 0.5 }, ...power]
  expect(cdr).toMatchObject({
    start_date_time: at('10:00:00'),
    end_date_time: at('11:06:00'),
    currency: 'EUR',
    tariffs: [{ id: 'T', tax_included: 'NO' }],
    charging_periods: [
      { start_date_time: at('10:00:00'), tariff_id: 'T', dimensions: charging },
      { start_date_time: at('10:30:00'), tariff_id: 'T', dimensions: charging },
      { start_date_time: at('11:00:00'), tariff_id: 'T', dimensions: [{ type: 'PARKING_TIME', volume: 0.1 }] },
    ],
    total_cost: { before_taxes: 5, taxes: [{ name: 'VAT', percentage: 20, amount: 1 }] },
    total_energy_cost: { before_taxes: 4.4, taxes: [{ name: 'VAT', amount: 0.88 }] },
    total_parking_cost: { before_taxes: 0.6, taxes: [{ name: 'VAT', amount: 0.12 }] },
    total_time_cost: { before_taxes: 0, taxes: [] },
    total_energy: 11,
    total_time: 1.1,
    total_parking_time: 0.1,
  })
  expect(unwrap(writeOcpiCdr(TARIFF, SESSION, '2.2.1'))).toMatchObject({ total_cost: { excl_vat: 5, incl_vat: 6 } })
})

test('a session that ends at once has a period nevertheless', () => {
  const cdr = unwrap(
    writeOcpiCdr(tariffOf([element('FLAT', 1, { vat: 0 })]), sessionAt('2026-06-15T10:00:00Z', []), '2.3.0'),
  )
  expect(cdr).toMatchObject({
    charging_periods: [{ dimensions: [{ type: 'TIME', volume: 0 }] }],
    total_cost: { before_taxes: 1 },
  })
  const read = unwrap(readOcpiCdr(cdr, { timeZone: 'UTC' }))
  expect(unwrap(price(tariffOf([element('FLAT', 1, { vat: 0 })]), read.session)).total.rounded.gross).toBe(100n)
})

test('unknown taxes are left out, and refused where prices hold them', () => {
  const open = tariffOf([element('ENERGY', 0.3)])
  const { total_cost } = unwrap(writeOcpiCdr(open, SESSION, '2.2.1'))
  expect(total_cost).toEqual({ excl_vat: 3.3 })
  const holding = tariffOf([element('ENERGY', 0.3)], { tax_included: 'YES' })
  expect(writeOcpiCdr(holding, SESSION, '2.3.0')).toMatchObject({ problems: [{ rule: 'session.taxes-unknown' }] })
  const taxes = [
    { name: 'State', percent: decimal('6'), stack: 0 },
    { name: 'City', percent: decimal('4'), stack: 0 },
  ]
  expect(unwrap(writeOcpiCdr(withTaxes(holding, taxes), SESSION, '2.3.0'))).toMatchObject({
    total_cost: {
      before_taxes: 3,
      taxes: [
        { name: 'State', amount: 0.18 },
        { name: 'City', amount: 0.12 },
      ],
    },
    total_energy_cost: { before_taxes: 3, taxes: [{ name: 'Taxes', amount: 0.3 }] },
  })
})

test('a partner’s figures that differ are named, also those of a credit', () => {
  const own = unwrap(price(TARIFF, SESSION))
  const json = unwrap(writeOcpiCdr(TARIFF, SESSION, '2.2.1'))
  const check = (members: object) => {
    const read = unwrap(readOcpiCdr({ ...json, ...members }, { timeZone: 'Europe/Berlin' }))
    return checkOcpiCdr(read, own).map(({ field, stated, computed }) => `${field} ${stated} ${computed}`)
  }
  expect(check({})).toEqual([])
  expect(check({ total_cost: { excl_vat: 5.01, incl_vat: 6.02 } })).toEqual(['total_cost.gross 6.02 6'])
  expect(check({ total_energy: 11.0011, total_time: 1.2 })).toEqual(['total_energy 11.0011 11', 'total_time 1.2 1.1'])
  expect(check({ credit: true, total_cost: { excl_vat: -5, incl_vat: -6 } })).toEqual([])
  const newer = unwrap(writeOcpiCdr(TARIFF, SESSION, '2.3.0'))
  expect(checkOcpiCdr(unwrap(readOcpiCdr(newer, { timeZone: 'UTC' })), own)).toEqual([])
})

test('what cannot be read of a CDR is named', () => {
  const result = readOcpiCdr(
    {
      currency: 'EUR',
      start_date_time: 'yesterday',
      charging_periods: [
        { start_date_time: '2026-06-15T10:00:00', dimensions: [{ type: 'TIME' }, { type: 'TIME', volume: 'x' }] },
      ],
    },
    { timeZone: 'UTC' },
  )
  expect(result.ok ? [] : result.problems.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    'json.required end_date_time',
    'json.time start_date_time',
    'json.required charging_periods[0].dimensions[0].volume',
    'json.number charging_periods[0].dimensions[1].volume',
  ])
})

test('a dimension that is stated twice in a period adds up, extremes widen', () => {
  const dimensions = [
    ...[0.25, 0.5].flatMap((volume) => ['ENERGY', 'TIME', 'MIN_POWER', 'MAX_POWER'].map((type) => ({ type, volume }))),
  ]
  const start = '2026-06-15T10:00:00.500Z'
  const json = {
    ...{ currency: 'EUR', start_date_time: start, end_date_time: '2026-06-15T10:45:00+00:00' },
    charging_periods: [{ start_date_time: start, dimensions, tariff_id: null }],
  }
  expect(unwrap(readOcpiCdr(json, { timeZone: 'UTC' })).session.periods).toEqual([
    {
      ...{ startMs: Date.parse(start), energyMilliWh: 750_000, chargingS: 2700, parkingS: 0, reservationS: 0 },
      ...{ minPowerMilliW: 250_000, maxPowerMilliW: 500_000 },
    },
  ])
})

test('charging and parking are two periods, also where neither has a price of its own', () => {
  const cdr = unwrap(writeOcpiCdr(tariffOf([element('ENERGY', 1, { vat: 0 })]), SESSION, '2.3.0'))
  const { periods } = unwrap(readOcpiCdr(cdr, { timeZone: 'UTC' })).session
  expect(periods).toMatchObject([
    { chargingS: 3600, parkingS: 0, minCurrentMilliA: 16_000, maxCurrentMilliA: 16_000 },
    { chargingS: 0, parkingS: 360 },
  ])
  const spread = { type: 'MIN_CURRENT', volume: 6 }
  const json = { ...cdr, charging_periods: [{ start_date_time: '2026-06-15T10:00:00', dimensions: [spread] }] }
  expect(unwrap(readOcpiCdr(json, { timeZone: 'UTC' })).session.periods[0]).toMatchObject({
    ...{ startMs: Date.UTC(2026, 5, 15, 10), minCurrentMilliA: 6000 },
  })
})
