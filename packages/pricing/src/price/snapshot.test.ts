import { expect, test } from 'vitest'
import { element, priced, sessionAt, tariffOf } from '../testing/build.ts'
import { snapshotPrice } from './snapshot.ts'

test('a snapshot goes through JSON unchanged and keeps exact and rounded amounts', () => {
  const tariff = tariffOf([element('ENERGY', 0.1235, { vat: 19, step_size: 1000 })], { min_price: { excl_vat: 0.3 } })
  const snapshot = snapshotPrice(priced(tariff, sessionAt('2026-06-15T10:00:00Z', [{ minutes: 10, kwh: 1.5 }])))
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot)
  expect(snapshot).toMatchObject({
    currency: 'EUR',
    total: { net: '0.300000000', tax: '0.057000000', gross: '0.357000000', rounded: { net: 30, tax: 6, gross: 36 } },
    lines: [
      { category: 'energy', quantity: 1_500_000, unitPrice: '0.1235', net: '0.185250000', elementIndex: 0 },
      { category: 'energy', quantity: 500_000, reason: { kind: 'step', stepSize: 1000 } },
      { category: 'limit', reason: { kind: 'min-price' }, net: '0.053000000' },
    ],
    taxes: [{ tax: { name: 'VAT', percent: '19' }, base: '0.300000000', amount: '0.057000000', rounded: 6 }],
    billed: { energyMilliWh: 2_000_000 },
  })
  expect(snapshot.lines.reduce((all, { rounded }) => all + rounded.gross, 0)).toBe(36)
})
