import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readOcpiTariff } from '../convert/ocpi/read-tariff.ts'
import { scriptArbitrary } from '../testing/arbitrary-script.ts'
import { tariffArbitrary } from '../testing/arbitrary-tariff.ts'
import { naivePrice } from '../testing/naive-price.ts'
import { record } from '../testing/script.ts'
import { unwrap } from '../testing/unwrap.ts'
import { price } from './price.ts'

/** How many random tariffs and sessions; the full count is 10,000 (see docs/pricing.md). */
const CASES = Number(process.env['PRICING_CASES'] ?? 500)

const moments = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 })
const cases = fc.tuple(tariffArbitrary({ leastPrice: -5000 }), scriptArbitrary, moments)

type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never

test('agrees to the cent with a pricer that goes second by second', { timeout: 30 * 60_000 }, () => {
  let priced = 0
  const check = ([tariff, script, extraSamples]: Case): void => {
    const { total } = unwrap(price(unwrap(readOcpiTariff(tariff)), record(script, extraSamples)))
    if (total.gross.amount.over !== 0n) priced += 1
    const { net, gross } = total.rounded
    expect({ net, gross }).toEqual(naivePrice(tariff, script))
  }
  fc.assert(fc.property(cases, check), { numRuns: CASES })
  // Random tariffs that priced nothing would agree about nothing.
  expect(priced).toBeGreaterThan(CASES / 2)
})
