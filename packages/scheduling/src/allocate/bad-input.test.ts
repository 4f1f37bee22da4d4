import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excesses } from '../simulate/judge.ts'
import { randomSite } from '../simulate/random-site.ts'
import { seededRandom } from '../simulate/scenario.ts'
import { compileSite } from '../site/compile.ts'
import { allocate, buildAllocator } from './allocate.ts'
import type { VehicleNow } from './control-input.ts'
import type { VehicleDecision } from './decision.ts'
import { freshMemory } from './memory.ts'

const anyNumber = fc.oneof(
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 1e300, -0),
  fc.double({ min: -100, max: 1e6 }),
)

const anyVehicle = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    pointId: fc.constantFrom('point-0', 'point-1', 'point-2', 'point-3', 'elsewhere'),
    arrivedAtMs: anyNumber,
    deliveredKwh: anyNumber,
    departure: fc.record({ basis: fc.constantFrom('stated' as const, 'estimated' as const), atMs: anyNumber }),
    need: fc.record({ basis: fc.constantFrom('stated' as const, 'estimated' as const), kwh: anyNumber }),
    maxA: anyNumber,
    minA: anyNumber,
    weight: anyNumber,
    phases: fc.constantFrom(1 as const, 2 as const, 3 as const),
    drawA: anyNumber,
    drawAtMs: anyNumber,
    wish: fc.constantFrom('wants' as const, 'charging' as const, 'declines' as const),
    doesNotResume: fc.boolean(),
  },
  { requiredKeys: ['id', 'pointId', 'arrivedAtMs', 'deliveredKwh'] },
)

const anyInput = fc.record({
  nowMs: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 1e8 }) }, { weight: 1, arbitrary: anyNumber }),
  vehicles: fc.array(anyVehicle, { maxLength: 6 }),
  caps: fc.array(fc.record({ nodeId: fc.constantFrom('grid', 'grid.0', 'nowhere'), kw: anyNumber }), { maxLength: 2 }),
  plan: fc.record({
    madeAtMs: anyNumber,
    startMs: anyNumber,
    slotMs: anyNumber,
    slots: fc.integer({ min: -1, max: 4 }),
    vehicles: fc.array(
      fc.record({ vehicleId: fc.constantFrom('a', 'b', 'z'), targetA: fc.array(anyNumber, { maxLength: 3 }) }),
      { maxLength: 3 },
    ),
    caps: fc.array(fc.record({ nodeId: fc.constantFrom('grid', 'nowhere'), vehiclesKw: fc.array(anyNumber) }), {
      maxLength: 2,
    }),
  }),
})

function smallSite(seed: number) {
  const shape = { points: 4, depth: 1, tightness: 0.4, unmanaged: false, asymmetry: false, safeCurrents: false }
  const compiled = compileSite(randomSite(seededRandom(seed), shape))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

const WORLD = { atMs: 0, trueRotation: () => 'RST' as const, baseA: () => 0 }

/** Every vehicle counted on its first terminal only, which all of them use at least. */
function currentOf({ pointId, vehicleId, targetA }: VehicleDecision) {
  const visit = { id: vehicleId, pointId, arrivesAtMs: 0, leavesAtMs: 1, departure: undefined, need: undefined }
  const rest = {
    takesKwh: 1,
    battery: { kind: 'ideal' as const, maxKw: 1 },
    terminals: ['L1' as const],
    phasesKnown: false,
  }
  const one = { pointId, visit: { ...visit, ...rest }, terminals: ['L1' as const], pilotA: targetA, drawA: 0 }
  return { one, amperes: targetA }
}

describe('bad input', () => {
  it('never throws, and never leads to pilots that exceed a limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(anyInput, { minLength: 1, maxLength: 6 }),
        (seed, inputs) => {
          const compiled = smallSite(seed)
          const allocator = buildAllocator(compiled, { confirmation: 'immediate' })
          const memory = freshMemory()
          for (const input of inputs) {
            const { vehicles, problems } = allocate(allocator, memory, input)
            for (const { targetA } of vehicles) {
              expect(Number.isFinite(targetA)).toBe(true)
              expect(targetA).toBeGreaterThanOrEqual(0)
            }
            if (problems.some(({ kind }) => kind === 'limit-cannot-be-kept')) continue
            expect(excesses(compiled.site, vehicles.map(currentOf), WORLD)).toEqual([])
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('names what is wrong with a vehicle and goes on with the others', () => {
    const allocator = buildAllocator(smallSite(7), { confirmation: 'immediate' })
    const good = { id: 'good', pointId: 'point-0', arrivedAtMs: 0, deliveredKwh: 0 }
    const vehicles: VehicleNow[] = [
      good,
      { ...good, id: 'lost', pointId: 'elsewhere' },
      { ...good, id: 'early', pointId: 'point-1', departure: { basis: 'stated', atMs: -5 } },
      { ...good, id: 'nan', pointId: 'point-2', drawA: Number.NaN, drawAtMs: 1000 },
      { ...good, id: 'twice', pointId: 'point-3' },
      { ...good, id: 'other', pointId: 'point-3' },
    ]
    const { problems, vehicles: decided } = allocate(allocator, freshMemory(), { nowMs: 1000, vehicles })
    expect(problems.map(({ kind }) => kind).sort()).toEqual([
      'bad-meter',
      'departure-before-arrival',
      'two-vehicles-on-point',
      'unknown-point',
    ])
    expect(decided.map(({ vehicleId }) => vehicleId)).toEqual(['good', 'early', 'nan'])
  })
})
