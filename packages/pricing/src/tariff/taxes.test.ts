import { expect, test } from 'vitest'
import { decimal } from '../money/decimal.ts'
import { moneyText } from '../money/money.ts'
import { element, flat, grossOf, netOf, priced, sessionAt, tariffOf } from '../testing/build.ts'
import { withTaxes } from './taxes.ts'

const SESSION = sessionAt('2026-06-15T10:00:00Z', [{ minutes: 60, kwh: 100 }])
const STACK = [
  { name: 'State', percent: decimal('10'), stack: 0 },
  { name: 'City', percent: decimal('2.5'), stack: 0 },
  { name: 'Energy', percent: decimal('4'), stack: 1, dimensions: ['ENERGY'] as const },
]

test('VAT is added to a price before it, and found in a price with it', () => {
  const before = priced(tariffOf([element('ENERGY', 0.5, { vat: 19 })]), SESSION)
  expect([netOf(before), grossOf(before)]).toEqual(['50.000000', '59.500000'])
  const within = priced(tariffOf([element('ENERGY', 0.5, { vat: 19 })], { tax_included: 'YES' }), SESSION)
  expect([netOf(within), grossOf(within)]).toEqual(['42.016807', '50.000000'])
  expect(within.total.rounded).toEqual({ net: 4202n, tax: 798n, gross: 5000n })
  const mixed = priced(tariffOf([element('ENERGY', 0.5, { vat: 19 }), element('TIME', 10, { vat: 7 })]), SESSION)
  expect(mixed.taxes.map(({ tax, base, amount }) => [tax?.percent, moneyText(base), moneyText(amount)])).toEqual([
    [decimal('19'), '50.00', '9.50'],
    [decimal('7'), '10.00', '0.70'],
  ])
})

test('stacked taxes are taken of the price with those below', () => {
  const tariff = withTaxes(tariffOf([element('ENERGY', 1), flat(100)], { currency: 'USD', tax_included: 'NO' }), STACK)
  const result = priced(tariff, SESSION)
  // Energy 100 × 1.125 × 1.04, the fixed price 100 × 1.125.
  expect([netOf(result), grossOf(result)]).toEqual(['200.000000', '229.500000'])
  expect(result.taxes.map(({ tax, base, amount }) => [tax?.name, moneyText(base), moneyText(amount)])).toEqual([
    ['State', '200.00', '20.00'],
    ['City', '200.00', '5.00'],
    ['Energy', '112.50', '4.50'],
  ])
  expect(result.notes).toEqual([])
  const within = withTaxes(tariffOf([element('ENERGY', 1.17)], { currency: 'USD', tax_included: 'YES' }), STACK)
  expect([netOf(priced(within, SESSION)), grossOf(priced(within, SESSION))]).toEqual(['100.000000', '117.000000'])
})

test('vat of the component goes before taxes of the place', () => {
  const tariff = withTaxes(tariffOf([element('ENERGY', 1, { vat: 0 }), flat(1)]), STACK)
  expect(priced(tariff, SESSION).lines.map(({ tax }) => moneyText(tax, 3))).toEqual(['0.000', '0.125'])
})

test('a limit spreads over the taxes in proportion, or is a tax of its own', () => {
  const elements = [element('ENERGY', 0.5, { vat: 20 }), element('TIME', 50, { vat: 10 })]
  const capped = priced(tariffOf(elements, { max_price: { excl_vat: 50 } }), SESSION)
  expect(capped.taxes.map(({ amount, rounded }) => [moneyText(amount), rounded])).toEqual([
    ['5.00', 500n],
    ['2.50', 250n],
  ])
  const raised = tariffOf([element('ENERGY', 0.5, { vat: 20 })], { min_price: { excl_vat: 1, incl_vat: 1.2 } })
  const nothing = priced(raised, sessionAt('2026-06-15T10:00:00Z', []))
  expect(nothing.taxes).toMatchObject([{ tax: undefined, rounded: 20n }])
})
