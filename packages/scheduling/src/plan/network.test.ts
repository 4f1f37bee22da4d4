import { describe, expect, it } from 'vitest'
import { splitApart } from './network.ts'
import { peakHint, peakPrice } from './peak.ts'
import { prepare } from './planner.ts'
import { compiled, HOUR, NOW, planned, point, request, vehicle } from './testing/plan-cases.ts'

const DAY = 24 * HOUR

function feeders(rootA: number) {
  const nodes = [
    { id: 'grid', limits: { perPhaseA: rootA } },
    { id: 'east', parentId: 'grid', limits: { perPhaseA: 40 } },
    { id: 'west', parentId: 'grid', limits: { perPhaseA: 40 } },
  ]
  const points = ['e1', 'e2', 'w1', 'w2'].map((id) => point(id, id.startsWith('e') ? 'east' : 'west', { minA: 0 }))
  return request(
    compiled(nodes, points),
    points.map(({ id }) => vehicle(id, 3, 50)),
  )
}

function groups(order: ReturnType<typeof feeders>) {
  const { context, consumers } = prepare(order)
  return splitApart(context.network, consumers, context.tight)
    .map((members) => members.map(({ id }) => id).join(' + '))
    .sort()
}

describe('the split of a site', () => {
  it('plans feeders apart when nothing above them can bind', () => {
    expect(groups(feeders(200))).toEqual(['at e1 + at e2', 'at w1 + at w2'])
  })

  it('plans them together when the connection can', () => {
    expect(groups(feeders(100))).toEqual(['at e1 + at e2 + at w1 + at w2'])
  })

  it('changes nothing about the result', () => {
    const apart = planned(feeders(128)).cost
    const { cost } = planned({ ...feeders(128), demandCharge: { pricePerKw: 0, peakSoFarKw: 0, periodEndMs: NOW } })
    expect(cost.energy).toBeCloseTo(apart.energy, 4)
    expect(cost.unserved).toBeCloseTo(apart.unserved, 4)
  })
})

describe('the price of a peak', () => {
  const charge = { pricePerKw: 30, peakSoFarKw: 0, periodEndMs: NOW + 30 * DAY }

  it('is shared by the days it serves', () => {
    expect(peakPrice(charge, NOW)).toBe(1)
    expect(peakPrice(charge, NOW + 27 * DAY)).toBe(10)
    expect(peakPrice(charge, NOW + 29.5 * DAY)).toBe(30)
    expect(peakPrice(charge, NOW + 40 * DAY)).toBe(30)
  })

  it('is nothing up to what earlier periods needed anyhow', () => {
    expect(peakHint([])).toBeUndefined()
    expect(peakHint([40, 20, 24, 28])).toBe(15)
    expect(peakHint([Number.NaN, 20])).toBe(15)
  })
})
