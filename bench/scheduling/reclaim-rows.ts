import {
  buildAllocator,
  compileSite,
  NO_FAULTS,
  type Site,
  seededRandom,
  simulate,
  type Visit,
} from '@stationmaster/scheduling'
import { atMost } from './figure.ts'
import type { Row } from './row.ts'

const METER_MS = 60_000
const MOST_INTERVALS = 2
const SHARE_BACK = 0.8
const CHANGE_MS = 60 * METER_MS
const RETURN_MS = 120 * METER_MS
const FUSE_A = 32

interface Script {
  readonly name: string
  readonly visit: Partial<Visit>
}

/** What the first vehicle does between the two instants, and what its station tells. */
const SCRIPTS: readonly Script[] = [
  {
    name: 'stops, station reports status',
    visit: { pauses: [{ fromMs: CHANGE_MS, untilMs: RETURN_MS }], reportsWish: true },
  },
  { name: 'draws 40 %, meter alone', visit: { slackens: { fromMs: CHANGE_MS, untilMs: RETURN_MS, share: 0.4 } } },
]

/** T7: how many meter intervals pass until unused capacity is with others, and until it is back with who asks again. */
export function* reclaimRows(): Generator<Row> {
  for (const { name, visit } of SCRIPTS) {
    const { given, returned } = play(visit)
    yield atMost(`T7: ${name}: meter intervals until given to others`, given, MOST_INTERVALS, '', 1)
    yield atMost(`T7: ${name}: meter intervals until returned`, returned, MOST_INTERVALS, '', 1)
  }
}

function play(script: Partial<Visit>): { readonly given: number; readonly returned: number } {
  const compiled = compileSite(twoPoints())
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const pilots: { readonly atMs: number; readonly first: number; readonly second: number }[] = []
  simulate({
    allocator: buildAllocator(compiled.value, { intervalMs: 10_000 }),
    visits: [visitAt('first', script), visitAt('second', {})],
    stepMs: 5000,
    decideEveryMs: 10_000,
    meterEveryMs: METER_MS,
    faults: NO_FAULTS,
    random: seededRandom(1),
    kwPerA: () => 0.23,
    observe: (currents, atMs) => {
      const pilotOf = (id: string) => currents.find(({ pointId }) => pointId === id)?.pilotA ?? 0
      pilots.push({ atMs, first: pilotOf('first'), second: pilotOf('second') })
    },
  })
  const before = pilots.findLast(({ atMs }) => atMs < CHANGE_MS)
  const unused = 'slackens' in script ? (before?.first ?? 0) * 0.6 : (before?.first ?? 0)
  const given = pilots.find(
    ({ atMs, second }) => atMs >= CHANGE_MS && second >= (before?.second ?? 0) + SHARE_BACK * unused,
  )
  const returned = pilots.find(({ atMs, first }) => atMs >= RETURN_MS && first >= SHARE_BACK * (before?.first ?? 0))
  const intervals = (atMs: number | undefined, fromMs: number) =>
    ((atMs ?? Number.POSITIVE_INFINITY) - fromMs) / METER_MS
  return { given: intervals(given?.atMs, CHANGE_MS), returned: intervals(returned?.atMs, RETURN_MS) }
}

function twoPoints(): Site {
  const point = { nodeId: 'fuse', wiring: { kind: 'single-phase', phase: 'L1' }, maxA: 32, minA: 6 } as const
  return {
    id: 'two points on one fuse',
    voltageV: 230,
    nodes: [{ id: 'fuse', limits: { perPhaseA: FUSE_A } }],
    points: ['first', 'second'].map((id) => ({ id, ...point, steps: { kind: 'step', stepA: 1 } })),
  }
}

function visitAt(pointId: string, script: Partial<Visit>): Visit {
  const leavesAtMs = 300 * METER_MS
  return {
    id: `vehicle at ${pointId}`,
    pointId,
    arrivesAtMs: 0,
    leavesAtMs,
    departure: { basis: 'estimated', atMs: leavesAtMs },
    need: { basis: 'estimated', kwh: 60 },
    takesKwh: 60,
    battery: { kind: 'ideal', maxKw: 22 },
    terminals: ['L1'],
    phasesKnown: true,
    ...script,
  }
}
