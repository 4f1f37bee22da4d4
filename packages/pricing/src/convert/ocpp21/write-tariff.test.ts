import { expect, test } from 'vitest'
import { decimal } from '../../money/decimal.ts'
import { withTaxes } from '../../tariff/taxes.ts'
import { SAMPLE_TARIFF } from '../../testing/sample-tariff.ts'
import { unwrap } from '../../testing/unwrap.ts'
import { readOcpiTariff } from '../ocpi/read-tariff.ts'
import { toOcpp21Tariff } from './write-tariff.ts'

const sample = unwrap(readOcpiTariff(SAMPLE_TARIFF))
const VAT = [{ type: 'VAT', tax: 19, stack: 0 }]

test('every price finds its place, per minute and before taxes', () => {
  expect(toOcpp21Tariff(sample).value).toEqual({
    tariffId: 'DAY-NIGHT',
    currency: 'EUR',
    description: [{ format: 'UTF8', language: 'en', content: 'Day and night' }],
    validFrom: '2026-01-01T00:00:00Z',
    energy: {
      prices: [
        {
          priceKwh: 0.35,
          conditions: { startTimeOfDay: '22:00', endTimeOfDay: '06:00', dayOfWeek: ['Monday', 'Sunday'] },
        },
        { priceKwh: 0.45, conditions: { maxEnergy: 20_500 } },
        { priceKwh: 0.55 },
      ],
      taxRates: VAT,
    },
    idleTime: {
      prices: [{ priceMinute: 0.1, conditions: { validFromDate: '2026-01-01', minPower: 0, minTime: 14_400 } }],
      taxRates: VAT,
    },
    fixedFee: { prices: [{ priceFixed: 0.35 }], taxRates: VAT },
    reservationFixed: { prices: [{ priceFixed: 2 }], taxRates: VAT },
    minCost: { exclTax: 1 },
    maxCost: { exclTax: 50, inclTax: 59.5 },
  })
})

test('what a station cannot do is named', () => {
  expect(toOcpp21Tariff(sample).losses.map(({ path }) => path)).toEqual([
    'elements[3].price_components[0].step_size',
    'elements[5].price_components[0].step_size',
    'elements[1]',
    'end_date_time',
  ])
})

test('a price that holds its taxes is written without them, and rounding is named', () => {
  const gross = unwrap(
    readOcpiTariff({
      ...{ id: 'G', currency: 'EUR', tax_included: 'YES', last_updated: '2026-01-01T00:00:00Z' },
      elements: [
        {
          price_components: [
            { type: 'ENERGY', price: 0.595, vat: 19, step_size: 1 },
            { type: 'TIME', price: 1, vat: 7 },
          ],
        },
        { price_components: [{ type: 'ENERGY', price: 0.5, vat: 7, step_size: 1 }], restrictions: {} },
        { price_components: [{ type: 'FLAT', price: 1 }], restrictions: { min_kwh: 1 } },
      ],
    }),
  )
  const { value, losses } = toOcpp21Tariff(gross)
  expect(value.energy?.prices[0]).toEqual({ priceKwh: 0.5 })
  expect(value.chargingTime?.prices[0]).toEqual({ priceMinute: 0.015576 })
  expect(value.fixedFee).toBeUndefined()
  expect(losses.map(({ path }) => path)).toEqual([
    'elements[1].price_components[0].vat',
    'elements[1].price_components[0].price',
    'elements[0].price_components[1].price',
    'elements[2].price_components[0]',
  ])
})

test('stacked taxes of the place are kept', () => {
  const plain = unwrap(
    readOcpiTariff({
      ...{ id: 'US', currency: 'USD', tax_included: 'NO', last_updated: '2026-01-01T00:00:00Z' },
      elements: [{ price_components: [{ type: 'ENERGY', price: 0.4, step_size: 1 }] }],
    }),
  )
  const taxed = withTaxes(plain, [
    { name: 'State', percent: decimal('6.25'), stack: 0 },
    { name: 'Surcharge', percent: decimal('1'), stack: 1 },
  ])
  expect(toOcpp21Tariff(taxed).value.energy?.taxRates).toEqual([
    { type: 'State', tax: 6.25, stack: 0 },
    { type: 'Surcharge', tax: 1, stack: 1 },
  ])
})
