import { describe, expect, it } from 'vitest'
import { planSite } from './planner.ts'
import {
  compiled,
  HOUR,
  NOW,
  outlookOf,
  planned,
  point,
  request,
  solver,
  targetOf,
  vehicle,
} from './testing/plan-cases.ts'

const KW_PER_A = 0.69
const open = compiled([{ id: 'grid', limits: {} }], [point('a', 'grid'), point('b', 'grid'), point('c', 'grid')])

function hourly(...prices: readonly number[]) {
  return prices.map((value, hour) => ({ fromMs: NOW + hour * HOUR, value }))
}

describe('a plan', () => {
  it('waits for cheap hours, and tells the allocator to wait too', () => {
    const result = planned(request(open, [vehicle('a', 4, 22)], { prices: { buy: hourly(0.3, 0.3, 0.1, 0.3) } }))
    expect(targetOf(result, 'a').map((amperes) => amperes > 0)).toEqual(
      [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0].map(Boolean),
    )
    expect(result.plan.vehicles[0]?.above).toBe('cap')
    expect(outlookOf(result, 'a')).toMatchObject({ plannedKwh: expect.closeTo(22, 3), short: [], starts: 1 })
    expect(result.cost.energy).toBeCloseTo(2.2, 3)
  })

  it('charges early where nothing is gained by waiting', () => {
    const result = planned(request(open, [vehicle('a', 8, 11.04)]))
    expect(targetOf(result, 'a')[0]).toBeCloseTo(32, 3)
    expect(result.plan.vehicles[0]?.above).toBe('fill')
  })

  it('spreads power under a demand charge, and caps the allocator at the peak', () => {
    const vehicles = [vehicle('a', 8, 20), vehicle('b', 8, 20)]
    const demandCharge = { pricePerKw: 2, peakSoFarKw: 0, periodEndMs: NOW + HOUR }
    const result = planned(request(open, vehicles, { demandCharge }))
    expect(result.peakKw).toBeCloseTo(5, 1)
    expect(result.plan.caps[0]?.nodeId).toBe('grid')
    for (const kw of result.plan.caps[0]?.vehiclesKw ?? []) expect(kw).toBeLessThanOrEqual(5.01)
  })

  it('uses the peak that is paid for already, or that a hint says will be', () => {
    const demandCharge = { pricePerKw: 10, peakSoFarKw: 22, periodEndMs: NOW + HOUR }
    const paid = planned(request(open, [vehicle('a', 8, 20)], { demandCharge }))
    expect(targetOf(paid, 'a')[0]).toBeGreaterThan(31)
    const hinted = planned(
      request(open, [vehicle('a', 8, 20)], { demandCharge: { ...demandCharge, peakSoFarKw: 0, hintKw: 22 } }),
    )
    expect(targetOf(hinted, 'a')[0]).toBeGreaterThan(31)
    expect(hinted.cost.peak).toBe(0)
  })

  it('does not buy a peak for a few kWh: energy has a price, too', () => {
    const demandCharge = { pricePerKw: 100, peakSoFarKw: 0, periodEndMs: NOW + HOUR }
    const result = planned(request(open, [vehicle('a', 1, 10)], { demandCharge }))
    expect(outlookOf(result, 'a').plannedKwh).toBeCloseTo(0, 3)
    expect(outlookOf(result, 'a').short).toEqual([{ kind: 'peak', share: 1 }])
  })

  it('prepares for an announced limit', () => {
    const caps = [
      {
        nodeId: 'grid',
        vehiclesKw: [
          { fromMs: NOW, value: 100 },
          { fromMs: NOW + HOUR, value: 0 },
        ],
      },
    ]
    const result = planned(request(open, [vehicle('a', 3, 22)], { caps, prices: { buy: hourly(0.3, 0.1, 0.1) } }))
    const target = targetOf(result, 'a')
    expect(target.slice(0, 4).every((amperes) => amperes > 31)).toBe(true)
    expect(target.slice(4).every((amperes) => amperes === 0)).toBe(true)
    expect(result.plan.caps).toEqual([{ nodeId: 'grid', vehiclesKw: [100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0] }])
    expect(outlookOf(result, 'a').plannedKwh).toBeCloseTo(22, 2)
  })

  it('says of an impossible wish what is possible, and why', () => {
    const result = planned(request(open, [vehicle('a', 1, 60)]))
    const { plannedKwh, wantedKwh, short } = outlookOf(result, 'a')
    expect(plannedKwh).toBeCloseTo(32 * KW_PER_A, 2)
    expect(wantedKwh).toBe(60)
    expect(short).toEqual([{ kind: 'stay-too-short', possibleKwh: expect.closeTo(32 * KW_PER_A, 6) }])
  })

  it('names the limit that binds', () => {
    const site = compiled(
      [
        { id: 'grid', limits: { perPhaseA: 100 } },
        { id: 'cellar', parentId: 'grid', limits: { perPhaseA: 16 } },
      ],
      [point('a', 'cellar'), point('b', 'cellar')],
    )
    const result = planned(request(site, [vehicle('a', 2, 20), vehicle('b', 2, 20)]))
    const subject = { kind: 'line-current', nodeId: 'cellar' }
    expect(result.binding[0]?.subject).toMatchObject(subject)
    expect(result.binding[0]?.slots).toHaveLength(8)
    expect(outlookOf(result, 'a').short[0]).toMatchObject({ kind: 'limit', subject })
  })

  it('shares scarce energy by what is missing, not by who asked for more', () => {
    const site = compiled(
      [{ id: 'grid', limits: { perPhaseA: 16 } }],
      [point('a', 'grid', { minA: 0 }), point('b', 'grid', { minA: 0 })],
    )
    const result = planned(request(site, [vehicle('a', 2, 30), vehicle('b', 2, 30, { deliveredKwh: 20 })]))
    expect(outlookOf(result, 'a').plannedKwh).toBeGreaterThan(20)
    expect(outlookOf(result, 'b').plannedKwh).toBeCloseTo(20, 1)
  })

  it('serves the heavier vehicle first', () => {
    const site = compiled(
      [{ id: 'grid', limits: { perPhaseA: 16 } }],
      [point('a', 'grid', { minA: 0 }), point('b', 'grid', { minA: 0 })],
    )
    const result = planned(request(site, [vehicle('a', 2, 22), vehicle('b', 2, 22, { weight: 3 })]))
    expect(outlookOf(result, 'b').plannedKwh).toBeCloseTo(22, 1)
  })

  it('gives nobody less than the least current: vehicles take turns', () => {
    const site = compiled(
      [{ id: 'grid', limits: { perPhaseA: 10 } }],
      [point('a', 'grid'), point('b', 'grid'), point('c', 'grid')],
    )
    const result = planned(request(site, [vehicle('a', 2, 30), vehicle('b', 2, 30), vehicle('c', 2, 30)]))
    const now = ['a', 'b', 'c'].map((id) => targetOf(result, id)[0] ?? 0)
    for (const amperes of now) expect(amperes === 0 || amperes >= 6).toBe(true)
    expect(now.reduce((sum, amperes) => sum + amperes, 0)).toBeGreaterThanOrEqual(6)
    expect(now.reduce((sum, amperes) => sum + amperes, 0)).toBeLessThanOrEqual(10)
  })

  it('starts no oftener than it may, at little cost', () => {
    const buy = hourly(0.1, 0.3, 0.1, 0.3, 0.11, 0.3, 0.1, 0.3)
    const often = planned(request(open, [vehicle('a', 8, 80)], { prices: { buy } }))
    const seldom = planned(request(open, [vehicle('a', 8, 80)], { prices: { buy }, maxStarts: 2 }))
    expect(outlookOf(often, 'a').starts).toBeGreaterThan(2)
    expect(outlookOf(seldom, 'a').starts).toBeLessThanOrEqual(2)
    expect(outlookOf(seldom, 'a').plannedKwh).toBeCloseTo(80, 1)
    expect(outlookOf(seldom, 'a').cost).toBeGreaterThanOrEqual(outlookOf(often, 'a').cost)
  })

  it('does not put off what a vehicle may leave without', () => {
    const unsure = {
      ...vehicle('a', 4, 11),
      departureMs: { p20: NOW + HOUR, p50: NOW + 2 * HOUR, p80: NOW + 4 * HOUR },
    }
    const buy = hourly(0.3, 0.3, 0.3, 0.2)
    expect(targetOf(planned(request(open, [unsure], { prices: { buy } })), 'a')[0]).toBeGreaterThan(31)
    expect(targetOf(planned(request(open, [vehicle('a', 4, 11)], { prices: { buy } })), 'a')[0]).toBe(0)
  })

  it('plans likely needs before unlikely ones', () => {
    const site = compiled(
      [{ id: 'grid', limits: { perPhaseA: 16 } }],
      [point('a', 'grid', { minA: 0 }), point('b', 'grid', { minA: 0 })],
    )
    const sure = { ...vehicle('a', 2, 20), needKwh: { p20: 18, p50: 20, p80: 22 } }
    const unsure = { ...vehicle('b', 2, 20), needKwh: { p20: 2, p50: 20, p80: 60 } }
    const result = planned(request(site, [sure, unsure]))
    expect(outlookOf(result, 'a').plannedKwh).toBeGreaterThan(17)
    expect(outlookOf(result, 'b').plannedKwh).toBeLessThan(6)
  })

  it('keeps its word about bad input: typed, and the rest is planned', () => {
    const result = planned(
      request(open, [
        vehicle('a', 2, 10),
        vehicle('nowhere', 2, 10),
        vehicle('b', 2, 10, { deliveredKwh: Number.NaN }),
        { vehicle: { ...vehicle('a', 2, 10).vehicle, id: 'second' } },
        vehicle('c', -3, 10),
      ]),
    )
    expect(result.problems.map(({ kind }) => kind)).toEqual([
      'unknown-point',
      'bad-number',
      'two-vehicles-on-point',
      'departure-before-arrival',
    ])
    expect(result.plan.vehicles.map(({ vehicleId }) => vehicleId)).toEqual(['at a', 'at c'])
    expect(outlookOf(result, 'a').plannedKwh).toBeCloseTo(10, 2)
  })

  it('plans an empty site', () => {
    expect(planned(request(open, [])).plan).toMatchObject({ vehicles: [], caps: [], slots: 1 })
  })

  it('refuses a request without sense, as a value', () => {
    const order = request(open, [vehicle('a', 2, 10)])
    const reasonOf = (changes: object) => planSite({ ...order, ...changes }, solver, 20_000)
    expect(reasonOf({ nowMs: Number.NaN })).toMatchObject({ ok: false, fault: { kind: 'bad-number', field: 'nowMs' } })
    expect(reasonOf({ prices: { buy: Number.NaN } })).toMatchObject({
      fault: { kind: 'bad-price', field: 'buy', rule: 'not-a-number' },
    })
    expect(reasonOf({ prices: { buy: [] } })).toMatchObject({ fault: { rule: 'empty' } })
    expect(reasonOf({ prices: { buy: 0.1, sell: hourly(0.1, Number.POSITIVE_INFINITY) } })).toMatchObject({
      fault: { field: 'sell' },
    })
    expect(reasonOf({ values: { unservedPerKwh: -1 } })).toMatchObject({ fault: { field: 'unservedPerKwh' } })
    expect(reasonOf({ slotMs: 0 })).toMatchObject({ fault: { field: 'slotMs' } })
    const demandCharge = { pricePerKw: 1, peakSoFarKw: Number.NaN, periodEndMs: NOW }
    expect(reasonOf({ demandCharge })).toMatchObject({ fault: { field: 'peakSoFarKw' } })
  })

  it('takes caps without sense at their strictest', () => {
    const caps = [
      { nodeId: 'grid', vehiclesKw: Number.NaN },
      { nodeId: 'nowhere', vehiclesKw: 3 },
    ]
    const result = planned(request(open, [vehicle('a', 2, 10)], { caps }))
    expect(outlookOf(result, 'a').plannedKwh).toBe(0)
    expect(result.plan.caps.map(({ nodeId }) => nodeId)).toEqual(['grid'])
  })

  it('gives up in time, and is none the worse for it', () => {
    const points = Array.from({ length: 200 }, (_, index) => point(`p${index}`, 'grid', { minA: 0 }))
    const site = compiled([{ id: 'grid', limits: { perPhaseA: 600 } }], points)
    const order = request(
      site,
      points.map(({ id }, index) => vehicle(id, 12 + (index % 12), 10 + (index % 40))),
    )
    solver.forget()
    expect(planSite(order, solver, 1)).toEqual({ ok: false, reason: 'time-limit' })
    expect(planSite(order, solver, 1)).toEqual({ ok: false, reason: 'time-limit' })
    expect(outlookOf(planned(request(open, [vehicle('a', 2, 10)])), 'a').plannedKwh).toBeCloseTo(10, 2)
  })
})
