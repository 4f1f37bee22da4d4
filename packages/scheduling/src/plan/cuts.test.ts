import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { polar } from '../site/phasor.ts'
import { longestSubsets, type Row, worstSum } from '../site/row.ts'
import { cutsOf } from './cuts.ts'

function rowOf(...angles: readonly number[]): Row {
  const directions = angles.map((angle) => polar(1, angle))
  return { subject: { kind: 'phasor-limit', id: 'row' }, directions, subsets: longestSubsets(directions) }
}

/** The largest share of the limit that currents of these proportions may reach under the cuts. */
function reach(row: Row, lengths: readonly number[]): number {
  return Math.min(
    ...cutsOf(row, 0).map(({ share, factors }) => {
      const sum = factors.reduce((total, factor, index) => total + factor * (lengths[index] ?? 0), 0)
      return sum > 0 ? share / sum : Number.POSITIVE_INFINITY
    }),
  )
}

const rows = [
  rowOf(0),
  rowOf(30, -90),
  rowOf(30, -30, -90),
  rowOf(0, 120),
  rowOf(0, 180),
  rowOf(0, 90, 180, 270),
  rowOf(10, 10.5),
]

describe('straight lines inside a circle', () => {
  it('are one exact line for one direction', () => {
    expect(cutsOf(rowOf(77), 3)).toEqual([{ row: 3, share: 1, factors: [1] }])
  })

  it('never let currents exceed the limit, whichever of them stop, and give away no more than a thousandth', () => {
    const lengths = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
    const check = (row: Row, given: readonly number[]): void => {
      const own = given.slice(0, row.directions.length)
      const worst = worstSum(row, own)
      if (worst < 1e-6) return
      const allowed = reach(row, own) * worst
      expect(allowed).toBeLessThanOrEqual(1 + 1e-9)
      expect(allowed).toBeGreaterThan(0.999)
    }
    fc.assert(fc.property(fc.constantFrom(...rows), lengths, check), { numRuns: 500 })
  })

  it('give nothing away along the outermost directions', () => {
    expect(reach(rowOf(30, -90), [1, 0])).toBeCloseTo(1, 9)
    expect(reach(rowOf(30, -90), [0, 1])).toBeCloseTo(1, 9)
  })
})
