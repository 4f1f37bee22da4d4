import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pinballLoss, quantilesOf } from './quantiles.ts'

const outcomes = fc.array(
  fc.record({
    value: fc.double({ min: 0, max: 1e6, noNaN: true }),
    weight: fc.double({ min: 0, max: 10, noNaN: true }),
  }),
  { minLength: 1, maxLength: 40 },
)

describe('quantiles of weighted outcomes', () => {
  it('stand at the middle of each outcome, with straight lines between', () => {
    const five = [50, 10, 30, 20, 40].map((value) => ({ value, weight: 1 }))
    expect(quantilesOf(five)).toEqual({ p20: 15, p50: 30, p80: 45 })
  })

  it('follow the weight, not the number', () => {
    const quantiles = quantilesOf([
      ...Array.from({ length: 9 }, () => ({ value: 1, weight: 0.01 })),
      { value: 7, weight: 5 },
    ])
    expect(quantiles?.p50).toBeGreaterThan(6.8)
  })

  it('are unknown where nothing has weight', () => {
    expect(quantilesOf([])).toBeUndefined()
    expect(quantilesOf([{ value: 3, weight: 0 }])).toBeUndefined()
  })

  it('rise, and stay between the least and the greatest outcome', () => {
    fc.assert(
      fc.property(outcomes, (list) => {
        const quantiles = quantilesOf(list)
        if (quantiles === undefined) return
        const values = list.filter(({ weight }) => weight > 0).map(({ value }) => value)
        const { p20, p50, p80 } = quantiles
        expect(Math.min(...values) <= p20 && p20 <= p50 && p50 <= p80 && p80 <= Math.max(...values)).toBe(true)
      }),
    )
  })

  it('lose least when they are right', () => {
    const right = { p20: 2, p50: 5, p80: 8 }
    const wrong = { p20: 4, p50: 7, p80: 10 }
    const mean = (forecast: typeof right) =>
      [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5].reduce((sum, y) => sum + pinballLoss(forecast, y), 0)
    expect(mean(right)).toBeLessThan(mean(wrong))
  })
})
