import {
  buildAllocator,
  compileSite,
  type Faults,
  NO_FAULTS,
  type PhaseRotation,
  randomSite,
  randomVisits,
  type Site,
  seededRandom,
  serviceFigures,
  simulate,
  type Visit,
} from '@stationmaster/scheduling'
import { excesses } from '../../packages/scheduling/src/simulate/judge.ts'
import { atLeast, atMost } from './figure.ts'
import type { Row } from './row.ts'

const SITES = 8
const HOURS = 6
const MINUTE_MS = 60_000
const KW_PER_A = 0.23
const FAULTS: Faults = { lostShare: 0.01, maxDelayMs: 30_000, meanUpMs: 480 * MINUTE_MS, meanDownMs: 20 * MINUTE_MS }
/** How points of unknown rotation really hang. */
const TRUE_ROTATION: PhaseRotation = 'STR'

/** T1 on European three-phase trees, with an asymmetry limit, and what changing between one and three lines brings. */
export function* europeanRows(): Generator<Row> {
  const plain = runAll({ asymmetry: false, switches: true, faults: FAULTS })
  yield atMost(`T1: ${SITES} European trees, faults: steps beyond a limit of ${plain.steps}`, plain.bad, 0, '', 0)
  const even = runAll({ asymmetry: true, switches: true, faults: FAULTS })
  yield atMost(`T1: the same with 20 A of asymmetry, faults: of ${even.steps}`, even.bad, 0, '', 0)
  const moved = runAll({ asymmetry: false, switches: true, faults: NO_FAULTS })
  const fixed = runAll({ asymmetry: false, switches: false, faults: NO_FAULTS })
  const gain = (100 * moved.deliveredKwh) / fixed.deliveredKwh
  yield atLeast('1↔3 phases: energy on tight trees, of what it is without changing over', gain, 100, ' %')
  yield atMost('1↔3 phases: most changes in a session', moved.mostChanges, 6, '', 0)
}

interface Traits {
  readonly asymmetry: boolean
  readonly switches: boolean
  readonly faults: Faults
}

function runAll(traits: Traits) {
  const total = { bad: 0, steps: 0, deliveredKwh: 0, mostChanges: 0 }
  for (let seed = 1; seed <= SITES; seed++) {
    const one = run(seed, traits)
    total.bad += one.bad
    total.steps += one.steps
    total.deliveredKwh += one.deliveredKwh
    total.mostChanges = Math.max(total.mostChanges, one.mostChanges)
  }
  return total
}

function run(seed: number, { asymmetry, switches, faults }: Traits) {
  const random = seededRandom(seed)
  const shape = {
    points: 24,
    depth: 2,
    tightness: 0.25,
    unmanaged: false,
    asymmetry,
    safeCurrents: faults !== NO_FAULTS,
  }
  const drawn = randomSite(random, shape)
  const visits = randomVisits(random, drawn, { hours: HOURS, perPoint: 2 })
  const site = switches ? drawn : withoutSwitching(drawn)
  const compiled = compileSite(site)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const changes = new Map<string, { lines: number; count: number }>()
  const result = { bad: 0, steps: 0 }
  const world = { trueRotation: () => TRUE_ROTATION, baseA: () => 0 }
  const simulated = simulate({
    allocator: buildAllocator(compiled.value, { intervalMs: 30_000 }),
    visits,
    stepMs: 10_000,
    decideEveryMs: 30_000,
    faults,
    random: seededRandom(seed),
    kwPerA: (_, lines) => KW_PER_A * lines,
    observe: (currents, atMs) => {
      const isBeyond = (of: 'pilotA' | 'drawA') =>
        excesses(
          site,
          currents.map((one) => ({ one, amperes: one[of] })),
          { ...world, atMs },
        ).length > 0
      result.steps += 1
      if (isBeyond('pilotA') || isBeyond('drawA')) result.bad += 1
      for (const { visit, terminals, pilotA } of currents) if (pilotA > 0) noteLines(changes, visit, terminals.length)
    },
  })
  const mostChanges = Math.max(0, ...Array.from(changes.values(), ({ count }) => count))
  return { ...result, deliveredKwh: serviceFigures(simulated).deliveredKwh, mostChanges }
}

function noteLines(changes: Map<string, { lines: number; count: number }>, { id }: Visit, lines: number): void {
  const known = changes.get(id)
  const isChanged = known !== undefined && known.lines !== lines
  changes.set(id, { lines, count: (known?.count ?? 0) + (isChanged ? 1 : 0) })
}

function withoutSwitching(site: Site): Site {
  return { ...site, points: site.points.map((point) => ({ ...point, phaseSwitching: 'never' })) }
}
