import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compiled, HOUR, NOW, outlookOf, planned, point, request, targetOf, vehicle } from './testing/plan-cases.ts'

const site = compiled([{ id: 'grid', limits: {} }], [point('a', 'grid', { minA: 0 })])
const KWH_OF_SLOT = 32 * 0.69 * 0.25

/** Cheapest set of whole slots with at most so many runs, by trying all. */
function bruteForce(prices: readonly number[], slots: number, most: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let mask = 0; mask < 2 ** prices.length; mask++) {
    let count = 0
    let runs = 0
    let cost = 0
    prices.forEach((price, slot) => {
      if ((mask & (1 << slot)) === 0) return
      count += 1
      cost += price
      if (slot === 0 || (mask & (1 << (slot - 1))) === 0) runs += 1
    })
    if (count === slots && runs <= most) best = Math.min(best, cost)
  }
  return best * KWH_OF_SLOT
}

describe('fewer starts', () => {
  it('costs no more than the best of all ways with so many starts in whole slots', () => {
    const cases = fc.record({
      prices: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 9 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      most: fc.integer({ min: 1, max: 3 }),
    })
    const check = ({ prices, share, most }: { prices: readonly number[]; share: number; most: number }): void => {
      const slots = 1 + Math.floor(share * (prices.length - 1))
      const buy = prices.map((value, slot) => ({ fromMs: NOW + (slot * HOUR) / 4, value: value / 100 }))
      const order = request(site, [vehicle('a', prices.length / 4, slots * KWH_OF_SLOT)], {
        prices: { buy },
        maxStarts: most,
      })
      const { plannedKwh, cost, starts } = outlookOf(planned(order), 'a')
      expect(starts).toBeLessThanOrEqual(most)
      expect(plannedKwh).toBeCloseTo(slots * KWH_OF_SLOT, 3)
      // Waiting costs a thousandth of the highest price, which settles ties towards the earlier slot.
      const slack = 0.001 * 0.4 * plannedKwh + 1e-6
      const euros = prices.map((price) => price / 100)
      expect(cost).toBeLessThanOrEqual(bruteForce(euros, slots, most) + slack)
      expect(cost).toBeGreaterThanOrEqual(bruteForce(euros, slots, prices.length) - slack)
    }
    fc.assert(fc.property(cases, check), { numRuns: 150 })
  })

  it('stays within the limits that others leave', () => {
    const shared = compiled(
      [{ id: 'grid', limits: { perPhaseA: 40 } }],
      [point('a', 'grid', { minA: 0 }), point('b', 'grid', { minA: 0 })],
    )
    const buy = [0.1, 0.3, 0.12, 0.3, 0.1, 0.3].map((value, hour) => ({ fromMs: NOW + hour * HOUR, value }))
    const result = planned(
      request(shared, [vehicle('a', 6, 45), vehicle('b', 6, 45)], { prices: { buy }, maxStarts: 1 }),
    )
    const other = targetOf(result, 'b')
    targetOf(result, 'a').forEach((amperes, slot) => {
      expect(amperes + (other[slot] ?? 0)).toBeLessThanOrEqual(40 + 1e-6)
    })
    for (const { starts } of result.vehicles) expect(starts).toBeLessThanOrEqual(1)
  })
})

describe('a plan with hindsight', () => {
  it('knows vehicles that are yet to come, so that its peak is what the time needed', () => {
    const two = compiled(
      [{ id: 'grid', limits: {} }],
      [point('a', 'grid', { minA: 0 }), point('b', 'grid', { minA: 0 })],
    )
    const demandCharge = { pricePerKw: 1, peakSoFarKw: 0, periodEndMs: NOW }
    const late = vehicle('b', 4, 20, { arrivedAtMs: NOW + 2 * HOUR })
    const result = planned(request(two, [vehicle('a', 4, 20), late], { demandCharge }))
    expect(
      targetOf(result, 'b')
        .slice(0, 8)
        .every((amperes) => amperes === 0),
    ).toBe(true)
    expect(result.peakKw).toBeCloseTo(10, 3)
    expect(result.problems).toEqual([])
  })
})
