import { describe, expect, it } from 'vitest'
import { compiled, HOUR, NOW, outlookOf, planned, point, request, targetOf, vehicle } from './testing/plan-cases.ts'

const grid = { id: 'grid', limits: {} }
const BATTERY = {
  id: 'store',
  nodeId: 'grid',
  capacityKwh: 40,
  minimumKwh: 4,
  maxChargeKw: 20,
  maxDischargeKw: 20,
  efficiency: 0.9,
}

function hourly(...prices: readonly number[]) {
  return prices.map((value, hour) => ({ fromMs: NOW + hour * HOUR, value }))
}

/** A vehicle that has plenty, stays for sure and can give back. */
function giver(changes: { readonly basis?: 'stated' | 'estimated'; readonly kwh?: number } = {}) {
  const discharge = { maxA: 16, batteryKwh: 60, storedKwh: 50, reserveKwh: 20, efficiency: 0.95 }
  const departure = { basis: changes.basis ?? 'estimated', atMs: NOW + 8 * HOUR } as const
  return vehicle('a', 8, changes.kwh ?? 1, { discharge, departure })
}

describe('sun', () => {
  it('is used when it shines, before the grid', () => {
    const expectedKw = [
      { fromMs: NOW, value: 0 },
      { fromMs: NOW + 2 * HOUR, value: 22 },
      { fromMs: NOW + 3 * HOUR, value: 0 },
    ]
    const site = compiled([grid], [point('a', 'grid')], {
      solar: [{ id: 'roof', nodeId: 'grid', peakKw: 30, expectedKw }],
    })
    const result = planned(request(site, [vehicle('a', 4, 22)]))
    expect(
      targetOf(result, 'a')
        .slice(8, 12)
        .every((amperes) => amperes > 31),
    ).toBe(true)
    expect(result.cost.energy).toBeCloseTo(0, 3)
  })
})

describe('a battery', () => {
  const site = compiled([grid], [point('a', 'grid')], { batteries: [BATTERY] })
  const batteries = [{ batteryId: 'store', storedKwh: 4 }]

  it('buys low to serve high, within its bounds', () => {
    const buy = hourly(0.05, 0.05, 0.6, 0.6)
    const result = planned(
      request(site, [{ ...vehicle('a', 4, 10) }], { prices: { buy }, batteries, values: { unservedPerKwh: 2 } }),
    )
    const schedule = result.batteries[0]
    expect(result.plan.slots).toBe(16)
    for (const kwh of schedule?.storedKwh ?? []) {
      expect(kwh).toBeGreaterThanOrEqual(4 - 1e-6)
      expect(kwh).toBeLessThanOrEqual(40 + 1e-6)
    }
    for (const kw of schedule?.kw ?? []) expect(Math.abs(kw)).toBeLessThanOrEqual(20 + 1e-6)
    expect(schedule?.kw[0]).toBeGreaterThan(0)
  })

  it('never charges and discharges at once, not even when energy costs less than nothing', () => {
    const buy = hourly(-0.9, -0.9, 0.4, 0.4)
    const result = planned(request(site, [vehicle('a', 4, 10)], { prices: { buy }, batteries }))
    const stored = result.batteries[0]?.storedKwh ?? []
    let before = 4
    result.batteries[0]?.kw.forEach((kw, slot) => {
      const kwh = kw >= 0 ? kw * 0.25 * 0.9 : (kw * 0.25) / 0.9
      expect(stored[slot]).toBeCloseTo(before + kwh, 4)
      before = stored[slot] ?? 0
    })
  })

  it('counts in the limits of its node', () => {
    const tight = compiled([{ id: 'grid', limits: { totalKw: 10 } }], [point('a', 'grid', { minA: 0 })], {
      batteries: [BATTERY],
    })
    const buy = hourly(0.05, 0.6)
    const result = planned(
      request(tight, [vehicle('a', 2, 8)], { prices: { buy }, batteries, values: { unservedPerKwh: 2 } }),
    )
    targetOf(result, 'a').forEach((amperes, slot) => {
      expect(amperes * 0.69 + Math.max(0, result.batteries[0]?.kw[slot] ?? 0)).toBeLessThanOrEqual(10 + 1e-6)
    })
  })
})

describe('a vehicle that can give back', () => {
  const site = compiled([grid], [point('a', 'grid'), point('b', 'grid')])
  const prices = {
    buy: hourly(0.1, 0.1, 0.1, 0.8, 0.8, 0.1, 0.1, 0.1),
    sell: hourly(0.05, 0.05, 0.05, 0.7, 0.7, 0.05, 0.05, 0.05),
  }

  it('sells dear hours and leaves with no less than it came with', () => {
    const result = planned(request(site, [giver()], { prices }))
    const target = targetOf(result, 'a')
    expect(Math.min(...target)).toBeLessThan(-15)
    for (const amperes of target) expect(amperes).toBeGreaterThanOrEqual(-16 - 1e-6)
    expect(outlookOf(result, 'a').plannedKwh).toBeCloseTo(1, 2)
    let stored = 50
    for (const amperes of target) {
      stored += amperes >= 0 ? amperes * 0.69 * 0.25 * 0.95 : (amperes * 0.69 * 0.25) / 0.95
      expect(stored).toBeGreaterThanOrEqual(20 - 1e-6)
      expect(stored).toBeLessThanOrEqual(60 + 1e-6)
    }
  })

  it('gives nothing on its driver word alone', () => {
    const result = planned(request(site, [giver({ basis: 'stated' })], { prices }))
    expect(Math.min(...targetOf(result, 'a'))).toBe(0)
  })

  it('does not wear itself out for nothing', () => {
    const flat = planned(request(site, [giver()], { prices: { buy: 0.2, sell: 0.2 } }))
    expect(Math.min(...targetOf(flat, 'a'))).toBe(0)
  })

  it('does not cycle in place when energy costs less than nothing', () => {
    const result = planned(request(site, [giver()], { prices: { buy: hourly(-3, -3, -3, -3, -3, -3, -3, -3) } }))
    const kwh = targetOf(result, 'a').reduce((sum, amperes) => sum + amperes * 0.69 * 0.25, 0)
    expect(outlookOf(result, 'a').plannedKwh).toBeCloseTo(kwh, 3)
  })

  it('does not make room for others by giving: it may stop at any moment', () => {
    const tight = compiled([{ id: 'grid', limits: { perPhaseA: 10 } }], [point('a', 'grid'), point('b', 'grid')])
    const result = planned(request(tight, [giver(), vehicle('b', 3, 60)], { prices, values: { unservedPerKwh: 3 } }))
    for (const amperes of targetOf(result, 'b')) expect(amperes).toBeLessThanOrEqual(10 + 1e-6)
  })
})
