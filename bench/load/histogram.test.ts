import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHistogram } from './histogram.ts'

test('an empty histogram has no quantiles', () => {
  expect(createHistogram().quantileMs(0.5)).toBeNaN()
})

test('a quantile is at least the true one and at most 2 % above it', () => {
  const latencies = fc.array(fc.double({ min: 0.001, max: 90_000, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(latencies, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const histogram = createHistogram()
      for (const value of values) histogram.record(value)
      const sorted = values.toSorted((a, b) => a - b)
      const exact = sorted[Math.max(1, Math.ceil(values.length * share)) - 1]!
      const quantile = histogram.quantileMs(share)
      expect(quantile).toBeGreaterThanOrEqual(exact * 0.999999)
      expect(quantile).toBeLessThanOrEqual(exact * 1.0201 + 0.0001)
    }),
  )
})
