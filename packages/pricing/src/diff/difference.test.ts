import { expect, test } from 'vitest'
import { moneyText } from '../money/money.ts'
import { element, flat, priced, sessionAt, tariffOf } from '../testing/build.ts'
import { explainDifference } from './difference.ts'

const START = '2026-06-15T10:00:00Z'
const BEFORE = tariffOf([element('ENERGY', 0.5, { vat: 20 }), flat(1, {})])

function explain(
  ...[before, after]: [Parameters<typeof explainDifference>[0], Parameters<typeof explainDifference>[1]]
) {
  const { total, reasons } = explainDifference(before, after)
  return [moneyText(total), ...reasons.map(({ kind, gross }) => `${kind} ${moneyText(gross)}`)]
}

test('an amount, then a price, then what only one has', () => {
  const session = sessionAt(START, [{ minutes: 60, kwh: 10 }])
  const longer = sessionAt(START, [{ minutes: 60, kwh: 14 }])
  const dearer = tariffOf([element('ENERGY', 0.55, { vat: 20 }), element('TIME', 1.5)], { id: 'NEXT' })
  expect(explain(priced(BEFORE, session), priced(dearer, longer))).toEqual([
    '3.74',
    ...['quantity 2.40', 'only-after 1.50', 'only-before -1.00', 'unit-price 0.84'].toSorted((a, b) => {
      return Math.abs(Number(b.split(' ')[1])) - Math.abs(Number(a.split(' ')[1]))
    }),
  ])
})

test('taxes and limits', () => {
  const session = sessionAt(START, [{ minutes: 60, kwh: 10 }])
  const taxed = tariffOf([element('ENERGY', 0.5, { vat: 30 }), flat(1, {})])
  expect(explain(priced(BEFORE, session), priced(taxed, session))).toEqual(['0.50', 'taxes 0.50'])
  const capped = tariffOf([element('ENERGY', 0.5, { vat: 20 }), flat(1, {})], { max_price: { excl_vat: 3 } })
  expect(explain(priced(BEFORE, session), priced(capped, session))).toEqual(['-3.50', 'limit -3.50'])
  expect(explain(priced(BEFORE, session), priced(BEFORE, session))).toEqual(['0.00'])
})
