import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareCurrent } from './share-current.ts'

const AC = { leastA: 6, wattPerAmpere: 690 }

describe('shareCurrent', () => {
  it('gives everybody what they want when there is enough', () => {
    const wishes = [
      { ...AC, mostA: 16 },
      { ...AC, mostA: 32 },
    ]
    expect(shareCurrent(wishes, { ampere: 100, watt: 100_000 })).toEqual([16, 32])
  })

  it('gives equal shares, and what one leaves to the other', () => {
    const wishes = [
      { ...AC, mostA: 8 },
      { ...AC, mostA: 32 },
    ]
    const [first, second] = shareCurrent(wishes, { ampere: 24, watt: 100_000 })
    expect([first, second?.toFixed(6)]).toEqual([8, '16.000000'])
  })

  it('lets the last wait when there is too little for all', () => {
    const wishes = [1, 2, 3].map(() => ({ ...AC, mostA: 16 }))
    const shares = shareCurrent(wishes, { ampere: 14, watt: 100_000 })
    expect(shares.map((ampere) => ampere.toFixed(6))).toEqual(['7.000000', '7.000000', '0.000000'])
    expect(shareCurrent(wishes, { ampere: 5, watt: 100_000 })).toEqual([0, 0, 0])
  })

  it('never passes the supply, nor anybody’s limit, and never gives less than the least', () => {
    const wish = fc.record({
      mostA: fc.double({ min: 0, max: 80, noNaN: true }),
      leastA: fc.constantFrom(0, 6),
      wattPerAmpere: fc.constantFrom(230, 690),
    })
    const supply = fc.record({
      ampere: fc.double({ min: 0, max: 200, noNaN: true }),
      watt: fc.double({ min: 0, max: 100_000, noNaN: true }),
    })
    void fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), supply, (wishes, given) => {
        const shares = shareCurrent(wishes, given)
        const total = shares.reduce((sum, ampere) => sum + ampere, 0)
        const watt = shares.reduce((sum, ampere, index) => sum + ampere * (wishes[index]?.wattPerAmpere ?? 0), 0)
        expect(total).toBeLessThanOrEqual(given.ampere + 1e-9)
        expect(watt).toBeLessThanOrEqual(given.watt + 1e-6)
        for (const [index, ampere] of shares.entries()) {
          expect(ampere).toBeLessThanOrEqual(wishes[index]!.mostA)
          if (ampere > 0) expect(ampere).toBeGreaterThanOrEqual(wishes[index]!.leastA)
        }
      }),
    )
  })
})
