import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polar } from './phasor.ts'
import { longestSubsets, worstSum } from './row.ts'

describe('the worst sum of a row', () => {
  it('is the longest over all ways in which currents may stop', () => {
    const term = fc.record({
      angle: fc.integer({ min: 0, max: 23 }),
      length: fc.double({ min: 0, max: 50, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(term, { selector: ({ angle }) => angle, minLength: 1, maxLength: 6 }), (terms) => {
        const directions = terms.map(({ angle }) => polar(1, 15 * angle))
        const lengths = terms.map(({ length }) => length)
        const row = {
          subject: { kind: 'phasor-limit', id: 'x' } as const,
          directions,
          subsets: longestSubsets(directions),
        }
        let longest = 0
        for (let mask = 0; mask < 2 ** terms.length; mask++) {
          let re = 0
          let im = 0
          directions.forEach((direction, bit) => {
            if ((mask & (1 << bit)) === 0) return
            re += direction.re * (lengths[bit] ?? 0)
            im += direction.im * (lengths[bit] ?? 0)
          })
          longest = Math.max(longest, Math.hypot(re, im))
        }
        expect(worstSum(row, lengths)).toBeCloseTo(longest, 6)
      }),
    )
  })
})
