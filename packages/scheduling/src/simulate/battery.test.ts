import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptedKw, type BatteryModel, takenKwh } from './battery.ts'

const TAPERING: BatteryModel = { kind: 'taper', maxKw: 11, capacityKwh: 50, storedKwh: 20, taperFrom: 0.8 }

describe('a battery', () => {
  it('takes all it is offered until it tapers, and never more than fits', () => {
    expect(acceptedKw(TAPERING, 0)).toBe(11)
    expect(acceptedKw(TAPERING, 20)).toBe(11)
    expect(acceptedKw(TAPERING, 25)).toBeCloseTo(5.5)
    expect(acceptedKw(TAPERING, 30)).toBe(0)
    expect(takenKwh(TAPERING, 0, 7, 1)).toBeCloseTo(7)
    expect(takenKwh(TAPERING, 0, 50, 100)).toBeLessThanOrEqual(30)
  })

  it('takes the same in one step as in many', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 29, noNaN: true }),
        (kw, took) => {
          const whole = takenKwh(TAPERING, took, kw, 1)
          let parts = 0
          for (let part = 0; part < 60; part++) parts += takenKwh(TAPERING, took + parts, kw, 1 / 60)
          expect(parts).toBeCloseTo(whole, 6)
        },
      ),
    )
  })
})
