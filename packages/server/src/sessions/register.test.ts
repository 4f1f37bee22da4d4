import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addReading, endsInZero, hasDecreased, NO_READINGS, type Reading, registerEnergyWh } from './register.ts'

const MINUTE_MS = 60_000

function read(...registers: number[]) {
  return readAt(registers.map((wh, index) => ({ atMs: index * 5 * MINUTE_MS, wh })))
}

function readAt(readings: readonly Reading[]) {
  return readings.reduce(addReading, NO_READINGS)
}

describe('the energy register', () => {
  it('gives the difference of the last and the first reading', () => {
    const fold = read(1000, 1000, 1500, 4000)
    expect(registerEnergyWh(fold)).toBe(3000)
    expect([hasDecreased(fold), fold.zeroSkipped, fold.unitSlipped, fold.impossibleW]).toEqual([
      false,
      false,
      false,
      null,
    ])
  })

  it('gives nothing without readings, or with one', () => {
    expect(registerEnergyWh(NO_READINGS)).toBe(0)
    expect(registerEnergyWh(read(5000))).toBe(0)
  })

  it('counts a session register that begins at zero', () => {
    const fold = read(0, 1000, 2000)
    expect(registerEnergyWh(fold)).toBe(2000)
    expect(fold.zeroSkipped).toBe(false)
  })

  it('adds the stretches before and after a decrease', () => {
    const fold = read(50_000, 52_000, 7000, 9000)
    expect(fold.segments).toEqual([
      { firstWh: 50_000, lastWh: 52_000 },
      { firstWh: 7000, lastWh: 9000 },
    ])
    expect(registerEnergyWh(fold)).toBe(4000)
    expect(hasDecreased(fold)).toBe(true)
  })

  it('takes a zero start for a placeholder when the next reading could not have been charged', () => {
    const fold = read(0, 5_231_000, 5_233_000)
    expect(registerEnergyWh(fold)).toBe(2000)
    expect(fold.zeroSkipped).toBe(true)
    const atOnce = readAt([
      { atMs: 0, wh: 0 },
      { atMs: 0, wh: 12_000 },
      { atMs: MINUTE_MS, wh: 12_100 },
    ])
    expect(registerEnergyWh(atOnce)).toBe(100)
  })

  it('passes over a zero between two readings of the same register', () => {
    const fold = read(50_000, 52_000, 0, 0, 53_000)
    expect(registerEnergyWh(fold)).toBe(3000)
    expect([fold.zeroSkipped, hasDecreased(fold)]).toEqual([true, false])
  })

  it('keeps what was charged before a zero stop', () => {
    const fold = read(50_000, 52_000, 0)
    expect(registerEnergyWh(fold)).toBe(2000)
    expect([endsInZero(fold), hasDecreased(fold)]).toEqual([true, false])
  })

  it('tells a reset to zero from a placeholder by what follows', () => {
    const fold = read(50_000, 52_000, 0, 700)
    expect(registerEnergyWh(fold)).toBe(2700)
    expect([fold.zeroSkipped, hasDecreased(fold)]).toEqual([false, true])
  })

  it('reads a start in kWh as Wh once the samples show the unit', () => {
    const fold = read(5231, 5_231_400, 5_233_000)
    expect(registerEnergyWh(fold)).toBe(2000)
    expect(fold.unitSlipped).toBe(true)
  })

  it('reads a stop in kWh after samples in Wh', () => {
    const fold = read(5_231_000, 5_238_400, 5241)
    expect(registerEnergyWh(fold)).toBe(10_000)
    expect([fold.unitSlipped, hasDecreased(fold)]).toEqual([true, false])
    expect(registerEnergyWh(read(5_231_000, 5_238_400, 5238))).toBe(7400)
  })

  it('notices a rise that no outlet can deliver', () => {
    const fold = readAt([
      { atMs: 0, wh: 1_000_000 },
      { atMs: MINUTE_MS, wh: 1_100_000 },
    ])
    expect(fold.impossibleW).toBe((100_000 - 500) * 60)
  })

  it('never gives less than zero', () => {
    const readings = fc.array(fc.record({ minutes: fc.nat(600), wh: fc.nat(10_000_000) }), { maxLength: 20 })
    fc.assert(
      fc.property(readings, (given) => {
        const ordered = given
          .map(({ minutes, wh }) => ({ atMs: minutes * MINUTE_MS, wh }))
          .sort((a, b) => a.atMs - b.atMs)
        const energies = ordered.map((_, count) => registerEnergyWh(readAt(ordered.slice(0, count + 1))))
        for (const energyWh of energies) expect(energyWh).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('keeps the energy and the beginning of a register that falls again and again, and no more stretches than it needs', () => {
    const fold = read(7000, ...Array.from({ length: 5000 }, (_, index) => (index % 2 === 0 ? 3000 : 3005)))
    expect(registerEnergyWh(fold)).toBe(2500 * 5)
    expect(fold.segments.length).toBeLessThanOrEqual(100)
    expect(fold.segments[0]?.firstWh).toBe(7000)
    expect(hasDecreased(fold)).toBe(true)
  })

  it('gives no more than a meter can count, however often it fell', () => {
    expect(registerEnergyWh(read(...Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 1000 : 9e11))))).toBe(
      1e12,
    )
  })

  it('of a rising register gives last minus first', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.nat(9_000_000), steps, (firstWh, rises) => {
        let wh = firstWh
        const readings = [firstWh, ...rises.map((rise) => (wh += rise))]
        expect(registerEnergyWh(read(...readings))).toBe(wh - firstWh)
      }),
    )
  })
})
