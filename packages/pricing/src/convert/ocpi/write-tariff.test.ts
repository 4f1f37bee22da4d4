import { expect, test } from 'vitest'
import { decimal } from '../../money/decimal.ts'
import { withTaxes } from '../../tariff/taxes.ts'
import { grossOf, priced, sessionAt } from '../../testing/build.ts'
import { SAMPLE_TARIFF } from '../../testing/sample-tariff.ts'
import { unwrap } from '../../testing/unwrap.ts'
import { readOcpiTariff } from './read-tariff.ts'
import { writeOcpiTariff } from './write-tariff.ts'

const SESSION = sessionAt('2026-06-15T10:00:00Z', [{ minutes: 60, kwh: 10 }])

function read(members: object) {
  return unwrap(readOcpiTariff({ id: 'T', currency: 'EUR', last_updated: '2026-01-01T00:00:00Z', ...members }))
}

test('every member goes through, also those that we do not know', () => {
  const { value, losses } = writeOcpiTariff(unwrap(readOcpiTariff(SAMPLE_TARIFF)), '2.2.1')
  expect(value).toEqual(SAMPLE_TARIFF)
  expect(losses).toEqual([])
})

test('2.3.0 names the limits anew and says that prices are before taxes', () => {
  const { value } = writeOcpiTariff(unwrap(readOcpiTariff(SAMPLE_TARIFF)), '2.3.0')
  const limits = { min_price: { before_taxes: 1 }, max_price: { before_taxes: 50, after_taxes: 59.5 } }
  expect(value).toEqual({ ...SAMPLE_TARIFF, ...limits, tax_included: 'NO' })
})

test('2.2.1 gets prices before VAT, and the loss is named', () => {
  const gross = read({
    tax_included: 'YES',
    elements: [
      { price_components: [{ type: 'ENERGY', price: 0.5, vat: 19, step_size: 1 }] },
      {
        price_components: [
          { type: 'TIME', price: 1.1, vat: 10, step_size: 1 },
          { type: 'FLAT', price: 1, step_size: 0 },
        ],
      },
      { price_components: [{ type: 'PARKING_TIME', price: 2, vat: 0, step_size: 1 }] },
    ],
  })
  const { value, losses } = writeOcpiTariff(gross, '2.2.1')
  expect(value).toMatchObject({
    elements: [
      { price_components: [{ price: 0.4202, vat: 19 }] },
      { price_components: [{ price: 1, vat: 10 }, { price: 1 }] },
      { price_components: [{ price: 2, vat: 0 }] },
    ],
  })
  expect(value).not.toHaveProperty('tax_included')
  expect(losses.map(({ path, message }) => `${path} ${message.slice(0, 16)}`)).toEqual([
    'elements[0].price_components[0].price holds VAT, which',
    'elements[0].price_components[0].price rounded to four ',
    'elements[1].price_components[0].price holds VAT, which',
    'elements[1].price_components[1].price holds taxes that',
  ])
  const back = unwrap(readOcpiTariff(value))
  expect(Number(grossOf(priced(back, SESSION)))).toBeCloseTo(Number(grossOf(priced(gross, SESSION))), 2)
})

test('a limit after taxes gets one before them, taxes of the place and untaxed tariffs are told', () => {
  const tariff = read({
    max_price: { incl_vat: 11.9 },
    elements: [{ price_components: [{ type: 'ENERGY', price: 2, vat: 19 }] }],
  })
  const { value, losses } = writeOcpiTariff(tariff, '2.3.0')
  expect(value).toMatchObject({ max_price: { before_taxes: 10, after_taxes: 11.9 } })
  expect(losses.map(({ path }) => path)).toEqual(['max_price'])
  expect(grossOf(priced(unwrap(readOcpiTariff(value)), SESSION))).toBe(grossOf(priced(tariff, SESSION)))
  const placed = withTaxes(tariff, [{ name: 'State', percent: decimal('5'), stack: 0 }])
  expect(writeOcpiTariff(placed, '2.3.0').losses.map(({ path }) => path)).toEqual(['taxes', 'max_price'])
  const untaxed = read({
    tax_included: 'N/A',
    elements: [{ price_components: [{ type: 'ENERGY', price: 2, vat: 19 }] }],
  })
  expect(writeOcpiTariff(untaxed, '2.2.1').value).toMatchObject({ elements: [{ price_components: [{ price: 2 }] }] })
  expect(JSON.stringify(writeOcpiTariff(untaxed, '2.2.1').value)).not.toContain('vat')
})
