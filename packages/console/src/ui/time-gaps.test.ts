import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withGaps } from './time-gaps.ts'

test('a series spans its window and has a hole where nothing was measured', () => {
  const window = { fromMs: 0, toMs: 100, longestGapMs: 10 }
  expect(withGaps([20, 25, 60, 65], [[1, 2, 3, 4]], window)).toEqual({
    atMs: [0, 20, 25, 42.5, 60, 65, 100],
    columns: [[null, 1, 2, null, 3, 4, null]],
  })
  expect(withGaps([], [[]], window)).toEqual({ atMs: [0, 100], columns: [[null, null]] })
})

test('times rise, every measurement in the window stays, and none is invented', () => {
  const samples = fc.uniqueArray(fc.integer({ min: -50, max: 1050 })).map((times) => times.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 300 }), (times, longestGapMs) => {
      const { atMs, columns } = withGaps(times, [times], { fromMs: 0, toMs: 1000, longestGapMs })
      expect(atMs.every((ms, index) => index === 0 || ms > (atMs[index - 1] ?? 0))).toBe(true)
      expect(columns[0]?.filter((value) => value !== null)).toEqual(times.filter((ms) => ms > 0 && ms < 1000))
    }),
  )
})
