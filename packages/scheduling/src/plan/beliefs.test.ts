import { describe, expect, it } from 'vitest'
import { needOf, partsOf, presenceAt, stayOf } from './beliefs.ts'
import { HOUR, NOW, vehicle } from './testing/plan-cases.ts'

describe('what is believed of a vehicle', () => {
  it('is the forecast before the word of its driver', () => {
    const departureMs = { p20: NOW + HOUR, p50: NOW + 2 * HOUR, p80: NOW + 4 * HOUR }
    const needKwh = { p20: 5, p50: 8, p80: 12 }
    const planned = { ...vehicle('a', 9, 60), departureMs, needKwh }
    expect(stayOf(planned, NOW)).toEqual({ departureMs, basis: 'estimated' })
    expect(needOf(planned)).toEqual(needKwh)
    expect(stayOf(vehicle('a', 9, 60), NOW).departureMs.p20).toBe(NOW + 9 * HOUR)
    expect(needOf(vehicle('a', 9, 60)).p80).toBe(60)
  })

  it('is modest where nothing is known, or what is said is nonsense', () => {
    const { departure: _, need: __, ...unknown } = vehicle('a', 9, 60).vehicle
    expect(stayOf({ vehicle: unknown }, NOW).basis).toBe('unknown')
    expect(needOf({ vehicle: unknown }).p80).toBeGreaterThan(needOf({ vehicle: unknown }).p20)
    const nonsense = {
      ...unknown,
      departure: { basis: 'stated', atMs: Number.NaN },
      need: { basis: 'stated', kwh: Number.NaN },
    } as const
    expect(stayOf({ vehicle: nonsense }, NOW).basis).toBe('unknown')
    expect(needOf({ vehicle: nonsense })).toEqual(needOf({ vehicle: unknown }))
    const reversed = { p20: NOW + 4 * HOUR, p50: NOW, p80: NOW - HOUR }
    expect(stayOf({ ...vehicle('a', 9, 60), departureMs: reversed }, NOW).departureMs.p50).toBe(NOW + 9 * HOUR)
  })

  it('fades as the time passes by which it may have left', () => {
    const stay = { departureMs: { p20: 10, p50: 20, p80: 40 }, basis: 'estimated' } as const
    expect([0, 10, 15, 20, 30, 40, 50].map((at) => presenceAt(stay, at))).toEqual([1, 1, 0.75, 0.5, 0.25, 0, 0])
  })
})

describe('the worth of what is needed', () => {
  it('adds up to what is still missing, and falls', () => {
    const planned = { ...vehicle('a', 4, 0, { deliveredKwh: 4 }), needKwh: { p20: 6, p50: 10, p80: 20 } }
    const parts = partsOf(planned, { unservedPerKwh: 1 })
    expect(parts.reduce((sum, { kwh }) => sum + kwh, 0)).toBeCloseTo(16, 9)
    const worths = parts.map(({ worthPerKwh }) => worthPerKwh)
    expect(worths).toEqual([...worths].sort((a, b) => b - a))
  })

  it('is nothing for who has enough', () => {
    expect(partsOf(vehicle('a', 4, 10, { deliveredKwh: 10 }), { unservedPerKwh: 1 })).toEqual([])
    expect(partsOf(vehicle('a', 4, 0), { unservedPerKwh: 1 })).toEqual([])
  })

  it('is flat without fairness, and in proportion to weight', () => {
    const flat = partsOf(vehicle('a', 4, 10, { weight: 2 }), { unservedPerKwh: 0.5, fairness: 0 })
    for (const { worthPerKwh } of flat) expect(worthPerKwh).toBeCloseTo(1, 9)
  })
})
