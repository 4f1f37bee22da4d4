import type { ChargingPoint, CurrentSteps, Site, SiteNode } from '../site/site.ts'
import { PHASES, type Phase, type PhaseRotation } from '../site/wiring.ts'
import type { Random, Visit } from './scenario.ts'

/** What a random site is to look like. */
export interface RandomSiteOptions {
  readonly points: number
  /** Levels of sub-distribution below the grid connection. */
  readonly depth: number
  /** Limits as a share of what all points could draw; 1 never binds. */
  readonly tightness: number
  readonly unmanaged: boolean
  readonly asymmetry: boolean
  /** Some stations keep a current by themselves when they hear nothing. */
  readonly safeCurrents: boolean
}

const ROTATIONS: readonly PhaseRotation[] = ['RST', 'RTS', 'SRT', 'STR', 'TRS', 'TSR', 'unknown']
const WORST_BASE_A = 5
const STEPS: readonly CurrentSteps[] = [
  { kind: 'continuous' },
  { kind: 'step', stepA: 1 },
  { kind: 'list', amperes: [6, 8, 10, 13, 16, 20, 24, 32] },
]

/** A European site of any shape: star, 230 V, nested fuses, one- and three-phase points in every rotation. */
export function randomSite(random: Random, options: RandomSiteOptions): Site {
  const nodes = randomNodes(random, options)
  const leaves = nodes.filter(({ id }) => !nodes.some(({ parentId }) => parentId === id))
  const points = Array.from({ length: options.points }, (_, index): ChargingPoint => {
    const node = leaves[index % leaves.length] ?? nodes[0]
    return randomPoint(random, `point-${index}`, node?.id ?? '', options)
  })
  return {
    id: 'random',
    voltageV: 230,
    nodes: nodes.map((node) => limited(random, node, nodes, points, options)),
    points,
  }
}

function randomNodes(random: Random, { depth, points }: RandomSiteOptions): readonly SiteNode[] {
  const nodes: SiteNode[] = [{ id: 'grid', limits: {} }]
  let level: readonly SiteNode[] = nodes.slice()
  for (let below = 0; below < depth; below++) {
    const next = level.flatMap((parent) =>
      Array.from(
        { length: 1 + Math.floor(random() * Math.min(4, points)) },
        (_, index): SiteNode => ({
          id: `${parent.id}.${index}`,
          parentId: parent.id,
          limits: {},
        }),
      ),
    )
    nodes.push(...next)
    level = next
  }
  return nodes
}

function randomPoint(random: Random, id: string, nodeId: string, options: RandomSiteOptions): ChargingPoint {
  const wiring: ChargingPoint['wiring'] =
    random() < 0.75
      ? { kind: 'three-phase', rotation: pick(random, ROTATIONS) }
      : { kind: 'single-phase', phase: pick(random, PHASES) }
  const maxA = pick(random, [16, 20, 32])
  const base = { id, nodeId, wiring, maxA, minA: 6, steps: pick(random, STEPS) }
  return {
    ...base,
    ...(options.safeCurrents && random() < 0.2 ? { safeA: 6 } : {}),
    ...(wiring.kind === 'three-phase' && random() < 0.3 ? { phaseSwitching: 'both' as const } : {}),
  }
}

function limited(
  random: Random,
  node: SiteNode,
  nodes: readonly SiteNode[],
  points: readonly ChargingPoint[],
  { tightness, unmanaged, asymmetry, safeCurrents }: RandomSiteOptions,
): SiteNode {
  const below = new Set(nodes.filter(({ id }) => id === node.id || id.startsWith(`${node.id}.`)).map(({ id }) => id))
  const beneath = points.filter(({ nodeId }) => below.has(nodeId))
  const fullA = beneath.reduce((sum, { maxA }) => sum + maxA, 0)
  const safeA = safeCurrents ? beneath.reduce((sum, point) => sum + (point.safeA ?? 0), 0) : 0
  // What cannot be controlled always fits: a fuse that it blows is no question for an allocator.
  const givenA = safeA + (unmanaged ? WORST_BASE_A * below.size : 0)
  const fuseA = Math.ceil(Math.max(fullA * tightness * (0.5 + random()), 8) + givenA)
  const perPhaseA = random() < 0.3 ? { L1: fuseA, L2: Math.ceil(fuseA * 0.9 + givenA), L3: fuseA + 3 } : fuseA
  return {
    ...node,
    limits: {
      ...(random() < 0.85 ? { perPhaseA } : {}),
      ...(random() < 0.3 ? { totalKw: 3 * 0.23 * Math.max(givenA, fuseA * 0.9) } : {}),
      ...(asymmetry && node.parentId === undefined ? { asymmetryA: 20 + givenA } : {}),
    },
    ...(unmanaged && random() < 0.3
      ? { unmanaged: { expectedA: 3, worstCaseA: WORST_BASE_A, metered: random() < 0.5 } }
      : {}),
  }
}

/** Vehicles that come and go at random points of a site over some hours. */
export function randomVisits(
  random: Random,
  site: Site,
  { hours, perPoint }: { hours: number; perPoint: number },
): readonly Visit[] {
  const HOUR_MS = 3_600_000
  return site.points.flatMap((point) => {
    const visits: Visit[] = []
    let atMs = random() * hours * 0.5 * HOUR_MS
    for (let count = 0; count < perPoint && atMs < hours * HOUR_MS; count++) {
      const stayMs = (0.3 + random() * 4) * HOUR_MS
      const takesKwh = 1 + random() * 30
      const terminals = point.wiring.kind === 'single-phase' || random() < 0.4 ? (['L1'] as const) : PHASES
      visits.push({
        id: `${point.id} visit ${count}`,
        pointId: point.id,
        arrivesAtMs: Math.round(atMs),
        leavesAtMs: Math.round(atMs + stayMs),
        departure: { basis: 'stated', atMs: Math.round(atMs + stayMs * (0.5 + random())) },
        need: { basis: 'stated', kwh: takesKwh * (0.7 + random()) },
        takesKwh,
        battery: { kind: 'ideal', maxKw: pick(random, [3.7, 7.4, 11, 22]) },
        terminals: terminals as readonly Phase[],
        phasesKnown: random() < 0.7,
      })
      atMs += stayMs + random() * HOUR_MS
    }
    return visits
  })
}

function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('there is nothing to pick from')
  return one
}
