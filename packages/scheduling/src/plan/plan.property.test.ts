import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChargingPoint, SiteNode } from '../site/site.ts'
import { linesOfTerminals, PHASES, type Phase } from '../site/wiring.ts'
import type { PlanResult } from './plan-result.ts'
import type { PlanRequest, PlanVehicle } from './request.ts'
import { compiled, HOUR, NOW, planned, point, request, vehicle } from './testing/plan-cases.ts'

const ROTATIONS = ['RST', 'RTS', 'SRT', 'STR', 'TRS', 'TSR'] as const
const PAIRS = ['L1-L2', 'L2-L3', 'L3-L1'] as const
const RUNS = 60

interface Case {
  readonly nodes: readonly SiteNode[]
  readonly points: readonly ChargingPoint[]
  readonly vehicles: readonly PlanVehicle[]
  readonly buy: readonly { readonly fromMs: number; readonly value: number }[]
  readonly pricePerKw: number | undefined
}

/** A grid connection, one to four panels, some with a circuit of their own; points of both kinds everywhere. */
const tree: fc.Arbitrary<Case> = fc
  .record({
    rootA: fc.integer({ min: 0, max: 120 }),
    rootKw: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
    base: fc.option(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
      { nil: undefined },
    ),
    panels: fc.array(fc.record({ perPhaseA: fc.integer({ min: 6, max: 80 }), below: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
    points: fc.array(
      fc.record({
        node: fc.nat(),
        rotation: fc.constantFrom(...ROTATIONS),
        single: fc.option(fc.constantFrom(...PHASES), { nil: undefined }),
        phases: fc.constantFrom(1, 2, 3, undefined),
        hours: fc.double({ min: 0.1, max: 12, noNaN: true }),
        kwh: fc.integer({ min: 0, max: 80 }),
        minA: fc.constantFrom(0, 6),
        isSure: fc.boolean(),
      }),
      { minLength: 1, maxLength: 10 },
    ),
    prices: fc.array(fc.double({ min: -0.2, max: 0.6, noNaN: true }), { minLength: 1, maxLength: 12 }),
    pricePerKw: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  })
  .map(({ rootA, rootKw, base, panels, points, prices, pricePerKw }) => {
    const [a, b, c] = base ?? [0, 0, 0]
    const unmanaged = { expectedA: { L1: a, L2: b, L3: c }, metered: false }
    const nodes: SiteNode[] = [
      {
        id: 'root',
        limits: { perPhaseA: rootA, ...(rootKw === undefined ? {} : { totalKw: rootKw }) },
        ...(base === undefined ? {} : { unmanaged }),
      },
    ]
    panels.forEach(({ perPhaseA, below }, index) => {
      const parentId = below && index > 0 ? `panel ${index - 1}` : 'root'
      nodes.push({ id: `panel ${index}`, parentId, limits: { perPhaseA }, margin: 0.95 })
    })
    return {
      nodes,
      points: points.map(({ node, rotation, single, minA }, index) => {
        const wiring =
          single === undefined
            ? ({ kind: 'three-phase', rotation } as const)
            : ({ kind: 'single-phase', phase: single } as const)
        return point(`p${index}`, nodes[node % nodes.length]?.id ?? 'root', { wiring, minA })
      }),
      vehicles: points.map(({ phases, hours, kwh, isSure, single }, index) => {
        const one = vehicle(`p${index}`, hours, kwh, phases === undefined || single !== undefined ? {} : { phases })
        const at = (share: number) => NOW + share * hours * HOUR
        return isSure
          ? one
          : {
              ...one,
              departureMs: { p20: at(0.5), p50: at(0.8), p80: at(1) },
              needKwh: { p20: kwh / 2, p50: kwh, p80: kwh * 1.5 },
            }
      }),
      buy: prices.map((value, hour) => ({ fromMs: NOW + hour * HOUR, value })),
      pricePerKw,
    }
  })

function requestOf(
  { nodes, points, vehicles, buy, pricePerKw }: Case,
  changes: Partial<PlanRequest> = {},
): PlanRequest {
  const demandCharge =
    pricePerKw === undefined ? {} : { demandCharge: { pricePerKw, peakSoFarKw: 2, periodEndMs: NOW + 240 * HOUR } }
  return request(compiled(nodes, points), vehicles, { prices: { buy }, ...demandCharge, ...changes })
}

/** Amperes on a line of a node in a slot, added up vehicle by vehicle: the slow and obvious way. */
function lineCurrent(
  { nodes, points, vehicles }: Case,
  result: PlanResult,
  nodeId: string,
  phase: Phase,
  slot: number,
): number {
  const isBelow = (id: string | undefined): boolean =>
    id !== undefined && (id === nodeId || isBelow(nodes.find((node) => node.id === id)?.parentId))
  let amperes = 0
  for (const { vehicleId, targetA } of result.plan.vehicles) {
    const found = vehicles.find(({ vehicle: { id } }) => id === vehicleId)?.vehicle
    const at = points.find(({ id }) => id === found?.pointId)
    if (at === undefined || !isBelow(at.nodeId)) continue
    const { wiring } = at
    if (wiring.kind === 'single-phase' ? wiring.phase === phase : usesLine(wiring, found?.phases ?? 3, phase))
      amperes += targetA[slot] ?? 0
  }
  return amperes
}

function usesLine(wiring: ChargingPoint['wiring'], phases: number, phase: Phase): boolean {
  if (wiring.kind !== 'three-phase') return true
  return (linesOfTerminals(wiring.rotation) ?? PHASES).slice(0, phases).includes(phase)
}

/** Worth of everything delivered, less what it cost: what the plan maximises. */
function valueOfPlan({ cost }: PlanResult): number {
  return -(cost.energy + cost.peak + cost.unserved + cost.wear)
}

describe('any plan on any tree', () => {
  it('keeps every limit of every line and of the total in every slot', () => {
    const check = (one: Case): void => {
      const result = planned(requestOf(one))
      for (const { id, limits, margin = 1, unmanaged } of one.nodes) {
        for (const phase of PHASES) {
          const base = unmanaged === undefined ? 0 : Number(Object(unmanaged.expectedA)[phase])
          const free = Math.max(0, Number(limits.perPhaseA) * margin - base)
          for (let slot = 0; slot < result.plan.slots; slot++) {
            expect(lineCurrent(one, result, id, phase, slot)).toBeLessThanOrEqual(free + 1e-5)
          }
        }
        const base =
          unmanaged === undefined
            ? 0
            : Object.values(Object(unmanaged.expectedA)).reduce((sum: number, value) => sum + Number(value), 0)
        const freeKw = Math.max(0, Number(limits.totalKw ?? 1e9) * margin - base * 0.23)
        for (let slot = 0; slot < result.plan.slots; slot++) {
          const amperes = PHASES.reduce((sum, phase) => sum + lineCurrent(one, result, id, phase, slot), 0)
          expect(amperes * 0.23).toBeLessThanOrEqual(freeKw + 1e-5)
        }
      }
    }
    fc.assert(fc.property(tree, check), { numRuns: RUNS })
  })

  it('gives each vehicle what it can take, within its stay, and says why when that is not all', () => {
    const check = (one: Case): void => {
      const result = planned(requestOf(one))
      expect(result.plan.vehicles).toHaveLength(one.vehicles.length)
      for (const { targetA } of result.plan.vehicles) {
        for (const amperes of targetA) expect(amperes >= 0 && amperes <= 32 + 1e-6).toBe(true)
        const now = targetA[0] ?? 0
        const minA = 0
        expect(now).toBeGreaterThanOrEqual(minA)
      }
      for (const { plannedKwh, wantedKwh, short } of result.vehicles) {
        expect(plannedKwh).toBeLessThanOrEqual(wantedKwh + 6 * 0.69 * 0.25 + 1e-6)
        if (plannedKwh < wantedKwh * 0.999 - 0.01) expect(short.length).toBeGreaterThan(0)
        else expect(plannedKwh).toBeGreaterThanOrEqual(wantedKwh * 0.998 - 0.02)
      }
    }
    fc.assert(fc.property(tree, check), { numRuns: RUNS })
  })

  it('never starts a vehicle below its least current', () => {
    const check = (one: Case): void => {
      const result = planned(requestOf(one))
      for (const { vehicleId, targetA } of result.plan.vehicles) {
        const found = one.vehicles.find(({ vehicle: { id } }) => id === vehicleId)
        const minA = one.points.find(({ id }) => id === found?.vehicle.pointId)?.minA ?? 0
        const now = targetA[0] ?? 0
        expect(now === 0 || now >= minA - 1e-6).toBe(true)
      }
    }
    fc.assert(fc.property(tree, check), { numRuns: RUNS })
  })

  it('is worth no less with more capacity', () => {
    const check = (one: Case, more: number): void => {
      const points = one.points.map((at) => ({ ...at, minA: 0 }))
      const nodes = one.nodes.map((node) => {
        const { perPhaseA, totalKw } = node.limits
        const limits = {
          perPhaseA: Number(perPhaseA) * more,
          ...(totalKw === undefined ? {} : { totalKw: Number(totalKw) * more }),
        }
        return { ...node, limits }
      })
      const before = valueOfPlan(planned(requestOf({ ...one, points })))
      const after = valueOfPlan(planned(requestOf({ ...one, points, nodes })))
      // Waiting and risk have a price of their own, which the four sums leave out.
      const slack = 0.02 * one.vehicles.reduce((sum, { vehicle: { need } }) => sum + (need?.kwh ?? 0), 0)
      expect(after).toBeGreaterThanOrEqual(before - slack - 1e-6)
    }
    const sure = tree.map((one) => ({
      ...one,
      vehicles: one.vehicles.map(({ vehicle: known }) => ({ vehicle: known })),
    }))
    fc.assert(fc.property(sure, fc.double({ min: 1, max: 3, noNaN: true }), check), { numRuns: RUNS })
  })

  it('keeps the length of summed currents where loads hang between lines', () => {
    const delta = fc.record({
      limitA: fc.integer({ min: 5, max: 150 }),
      primaryA: fc.integer({ min: 2, max: 60 }),
      pairs: fc.array(
        fc.record({
          pair: fc.constantFrom(...PAIRS),
          hours: fc.integer({ min: 1, max: 6 }),
          kwh: fc.integer({ min: 1, max: 60 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    })
    const check = ({
      limitA,
      primaryA,
      pairs,
    }: {
      limitA: number
      primaryA: number
      pairs: { pair: (typeof PAIRS)[number]; hours: number; kwh: number }[]
    }): void => {
      const nodes: SiteNode[] = [
        { id: 'primary', limits: { perPhaseA: primaryA } },
        {
          id: 'secondary',
          parentId: 'primary',
          limits: { perPhaseA: limitA },
          transformer: { primary: 'delta', turnsRatio: 4 },
        },
      ]
      const points = pairs.map(({ pair }, index) =>
        point(`p${index}`, 'secondary', { wiring: { kind: 'line-to-line', pair }, minA: 0 }),
      )
      const site = compiled(nodes, points, { voltageV: 120, lineVoltageV: 208 })
      const result = planned(
        request(
          site,
          pairs.map(({ hours, kwh }, index) => vehicle(`p${index}`, hours, kwh)),
        ),
      )
      for (let slot = 0; slot < result.plan.slots; slot++) {
        const [ab, bc, ca] = PAIRS.map((wanted) =>
          pairs.reduce(
            (sum, { pair }, index) => sum + (pair === wanted ? (result.plan.vehicles[index]?.targetA[slot] ?? 0) : 0),
            0,
          ),
        )
        for (const length of linesOfDelta(ab ?? 0, bc ?? 0, ca ?? 0)) expect(length).toBeLessThanOrEqual(limitA + 1e-5)
        for (const length of primaryOfDelta(ab ?? 0, bc ?? 0, ca ?? 0))
          expect(length).toBeLessThanOrEqual(primaryA + 1e-5)
      }
    }
    fc.assert(fc.property(delta, check), { numRuns: RUNS })
  })
})

/** |x∠30° − y∠150°|² = x² + y² + xy, and so on round the triangle. */
function linesOfDelta(ab: number, bc: number, ca: number): readonly number[] {
  const length = (x: number, y: number) => Math.sqrt(x * x + y * y + x * y)
  return [length(ab, ca), length(bc, ab), length(ca, bc)]
}

/** Differences of the secondary's line currents, over the turns ratio of 4. */
function primaryOfDelta(ab: number, bc: number, ca: number): readonly number[] {
  const at = (length: number, deg: number) =>
    [length * Math.cos((deg * Math.PI) / 180), length * Math.sin((deg * Math.PI) / 180)] as const
  const [xAb, yAb] = at(ab, 30)
  const [xBc, yBc] = at(bc, -90)
  const [xCa, yCa] = at(ca, 150)
  const a = [xAb - xCa, yAb - yCa] as const
  const b = [xBc - xAb, yBc - yAb] as const
  const c = [xCa - xBc, yCa - yBc] as const
  return [
    [a, c],
    [b, a],
    [c, b],
  ].map(([p, q]) => Math.hypot((p?.[0] ?? 0) - (q?.[0] ?? 0), (p?.[1] ?? 0) - (q?.[1] ?? 0)) / 4)
}
