import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs } from './back-off.ts'

test('doubles from the first wait to the longest', () => {
  const waits = [1, 2, 3, 4, 5, 6].map((failures) => backOffMs({ firstMs: 30_000, longestMs: 300_000 }, failures))
  expect(waits).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000])
})

test('is never shorter than the first wait, longer than the longest, or shorter than before, however many have failed', () => {
  const rules = fc
    .tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 1e9 }))
    .map(([firstMs, more]) => ({ firstMs, longestMs: firstMs + more }))
  fc.assert(
    fc.property(rules, fc.nat(), (rule, failures) => {
      const waitMs = backOffMs(rule, failures)
      expect(waitMs).toBeGreaterThanOrEqual(rule.firstMs)
      expect(waitMs).toBeLessThanOrEqual(rule.longestMs)
      expect(backOffMs(rule, failures + 1)).toBeGreaterThanOrEqual(waitMs)
    }),
  )
})
