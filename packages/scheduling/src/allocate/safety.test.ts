import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { excesses } from '../simulate/judge.ts'
import { randomSite, randomVisits } from '../simulate/random-site.ts'
import { type Faults, NO_FAULTS, seededRandom } from '../simulate/scenario.ts'
import { simulate } from '../simulate/simulate.ts'
import { compileSite } from '../site/compile.ts'
import type { PhaseRotation } from '../site/wiring.ts'
import { buildAllocator } from './allocate.ts'

const MINUTE_MS = 60_000
/** Hours of many sites are simulated, which takes its time beside other work. */
const PATIENCE_MS = 300_000
const FAULTS: Faults = { lostShare: 0.05, maxDelayMs: 30_000, meanUpMs: 60 * MINUTE_MS, meanDownMs: 15 * MINUTE_MS }
/** Stations stay away for longer than their pilots hold. */
const LONG_ABSENCES: Faults = { ...FAULTS, meanUpMs: 30 * MINUTE_MS, meanDownMs: 40 * MINUTE_MS }
const TRUE_ROTATION: PhaseRotation = 'STR'

/** Runs a random site for hours and gathers every excess of pilots and of draws. */
function excessesOf(seed: number, { faults, tightness }: { faults: Faults; tightness: number }) {
  const random = seededRandom(seed)
  const options = { points: 3 + Math.floor(random() * 14), depth: 1 + Math.floor(random() * 3), tightness }
  const traits = { unmanaged: random() < 0.5, asymmetry: random() < 0.3, safeCurrents: random() < 0.3 }
  const site = randomSite(random, { ...options, ...traits })
  const compiled = compileSite(site)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const base = new Map(site.nodes.map(({ id, unmanaged }) => [id, baseOf(unmanaged?.metered, random())]))
  const found: unknown[] = []
  const result = simulate({
    allocator: buildAllocator(compiled.value, {
      minOnMs: 2 * MINUTE_MS,
      minOffMs: 2 * MINUTE_MS,
      holdMs: 20 * MINUTE_MS,
    }),
    visits: randomVisits(random, site, { hours: 4, perPoint: 3 }),
    stepMs: 5000,
    decideEveryMs: 15_000,
    faults,
    random,
    kwPerA: (_, lines) => 0.23 * lines,
    input: (nowMs) => ({
      readings: site.nodes.flatMap(({ id }) => {
        const own = base.get(id) ?? 0
        const fate = random()
        if (fate < 0.1) return []
        const amperes = fate < 0.2 ? Number.NaN : own
        return [{ nodeId: id, unmanagedA: [amperes, own, own] as const, atMs: fate < 0.3 ? nowMs - 600_000 : nowMs }]
      }),
    }),
    observe: (currents, atMs) => {
      const world = { atMs, trueRotation: () => TRUE_ROTATION, baseA: (id: string) => base.get(id) ?? 0 }
      found.push(
        ...excesses(
          site,
          currents.map((one) => ({ one, amperes: one.pilotA })),
          world,
        ),
      )
      found.push(
        ...excesses(
          site,
          currents.map((one) => ({ one, amperes: one.drawA })),
          world,
        ),
      )
    },
  })
  return { found: found.slice(0, 3), deliveredKwh: result.visits.reduce((sum, one) => sum + one.deliveredKwh, 0) }
}

function baseOf(metered: boolean | undefined, share: number): number {
  if (metered === undefined) return 0
  return metered ? 5 * share : 3
}

describe('limits', () => {
  it('hold on any site, pilots and draws, when everything works', { timeout: PATIENCE_MS }, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        (seed, tightness) => {
          const { found, deliveredKwh } = excessesOf(seed, { faults: NO_FAULTS, tightness })
          expect(found).toEqual([])
          expect(deliveredKwh).toBeGreaterThan(0)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('hold with commands lost and late, stations dropping out and meters telling nonsense', {
    timeout: PATIENCE_MS,
  }, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 31 }),
        fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        (seed, tightness) => {
          expect(excessesOf(seed, { faults: FAULTS, tightness }).found).toEqual([])
          expect(excessesOf(seed, { faults: LONG_ABSENCES, tightness }).found).toEqual([])
        },
      ),
      { numRuns: 12 },
    )
  })
})
