import type { NodeLimits, PerPhase, Site } from '../site/site.ts'
import { type Profile, valueAt } from '../site/time-profile.ts'
import { pathsToRoot } from '../site/tree.ts'
import { linesOfTerminals, PHASES, type Phase, type PhaseRotation } from '../site/wiring.ts'
import type { PointCurrent } from './simulate.ts'

/** A limit of a star-connected site that currents exceed. */
export interface Excess {
  readonly nodeId: string
  readonly what: 'line-current' | 'power' | 'asymmetry'
  readonly value: number
  readonly limit: number
}

/**
 * Judges currents against the tree of a star-connected site by plain addition, line by line and node by node, without
 * anything of the compiled rows. `trueRotation` says how points of unknown rotation really hang; `baseA` what nobody
 * controls at each node.
 */
export function excesses(
  site: Site,
  currents: readonly { readonly one: PointCurrent; readonly amperes: number }[],
  world: {
    readonly atMs: number
    readonly trueRotation: (pointId: string) => PhaseRotation
    readonly baseA: (nodeId: string) => number
  },
): readonly Excess[] {
  const { paths } = pathsToRoot(site.nodes)
  const points = new Map(site.points.map((point) => [point.id, point]))
  const sums = new Map(site.nodes.map(({ id }) => [id, { lines: [0, 0, 0], vehicles: [0, 0, 0] }]))
  const addTo = (nodeId: string, lines: readonly Phase[], amperes: number, isVehicle: boolean) => {
    for (const { id } of paths.get(nodeId) ?? []) {
      const sum = sums.get(id)
      for (const line of lines) {
        const index = PHASES.indexOf(line)
        if (sum === undefined) continue
        sum.lines[index] = (sum.lines[index] ?? 0) + amperes
        if (isVehicle) sum.vehicles[index] = (sum.vehicles[index] ?? 0) + amperes
      }
    }
  }
  for (const { id } of site.nodes) addTo(id, PHASES, world.baseA(id), false)
  for (const { one, amperes } of currents) {
    const point = points.get(one.pointId)
    if (point !== undefined) addTo(point.nodeId, linesOf(point.wiring, one, world.trueRotation), amperes, true)
  }
  return site.nodes.flatMap((node) => {
    const lines = sums.get(node.id)?.lines ?? []
    return judgeNode(node.id, node.limits, lines, site.voltageV, world.atMs)
  })
}

function linesOf(
  wiring: Site['points'][number]['wiring'],
  one: PointCurrent,
  trueRotation: (pointId: string) => PhaseRotation,
): readonly Phase[] {
  if (wiring.kind === 'single-phase') return [wiring.phase === 'unknown' ? 'L1' : wiring.phase]
  if (wiring.kind === 'line-to-line') throw new Error('only star-connected sites are judged here')
  const lines = linesOfTerminals(wiring.rotation === 'unknown' ? trueRotation(one.pointId) : wiring.rotation)
  return one.terminals.map((terminal) => lines?.[PHASES.indexOf(terminal)] ?? 'L1')
}

function judgeNode(
  nodeId: string,
  limits: NodeLimits,
  lines: readonly number[],
  voltageV: number,
  atMs: number,
): readonly Excess[] {
  const found: Excess[] = []
  const check = (what: Excess['what'], value: number, limit: Profile | undefined) => {
    const most = limit === undefined ? Number.POSITIVE_INFINITY : valueAt(limit, atMs)
    if (value > most + 1e-6) found.push({ nodeId, what, value, limit: most })
  }
  PHASES.forEach((phase, index) => {
    check('line-current', lines[index] ?? 0, limitOf(limits.perPhaseA, phase))
  })
  check('power', (lines.reduce((sum, amperes) => sum + amperes, 0) * voltageV) / 1000, limits.totalKw)
  check('asymmetry', Math.max(...lines) - Math.min(...lines), limits.asymmetryA)
  return found
}

function limitOf(value: PerPhase<Profile> | undefined, phase: Phase): Profile | undefined {
  if (value === undefined || typeof value === 'number') return value
  return 'L1' in value ? value[phase] : value
}
