import type { CompiledSite } from './compile.ts'
import type { Row } from './row.ts'
import type { NodeLimits, PerPhase, SiteNode, Transformer, UnmanagedLoad } from './site.ts'
import { type Profile, valueAt } from './time-profile.ts'
import { PHASES, type Phase } from './wiring.ts'

/** Amperes on the three lines. */
export type Lines = readonly [number, number, number]

/** What a meter says of the load that nobody controls at a node. Below 0 where the node gives back. */
export interface NodeReading {
  readonly nodeId: string
  readonly unmanagedA: Lines
  readonly atMs: number
}

/** What holds at an instant, besides the site itself. */
export interface Conditions {
  readonly atMs: number
  readonly readings: readonly NodeReading[]
  /** Readings older than this say nothing. */
  readonly staleAfterMs: number
  readonly supply: 'grid' | 'backup'
  /** Most kW of the vehicles below each node, by node id, on top of the limits. */
  readonly capsKw: ReadonlyMap<string, number>
}

/** A reading that could not be used, and what was assumed instead. */
export interface ReadingProblem {
  readonly kind: 'reading-missing' | 'reading-stale' | 'reading-not-a-number'
  readonly nodeId: string
  readonly assumed: 'worst-case' | 'node-full'
}

/** What vehicles may take in each row of the site now, in the row's unit; never below 0, `Infinity` without limit. */
export function vehicleLimits(
  compiled: CompiledSite,
  conditions: Conditions,
): { readonly limits: Float64Array; readonly problems: readonly ReadingProblem[] } {
  const problems: ReadingProblem[] = []
  const base = baseOfNodes(compiled, conditions, problems)
  const nodes = new Map(compiled.site.nodes.map((node) => [node.id, node]))
  const limits = Float64Array.from(compiled.rows, (row) => {
    const free = limitOfRow(row, { compiled, conditions, nodes, base })
    return Number.isNaN(free) ? 0 : Math.max(0, free)
  })
  return { limits, problems }
}

interface RowContext {
  readonly compiled: CompiledSite
  readonly conditions: Conditions
  readonly nodes: ReadonlyMap<string, SiteNode>
  readonly base: ReadonlyMap<string, Lines>
}

function limitOfRow({ subject }: Row, { compiled, conditions, nodes, base }: RowContext): number {
  const { site } = compiled
  const { atMs, supply, capsKw } = conditions
  if (subject.kind === 'phasor-limit') {
    const limit = site.phasorLimits?.find(({ id }) => id === subject.id)
    return limit === undefined ? 0 : valueAt(limit.limitA, atMs)
  }
  const node = nodes.get(subject.nodeId)
  if (node === undefined) return 0
  if (supply === 'backup' && !isFedByBackup(compiled, node.id)) return 0
  const sets = supply === 'backup' && node.parentId === undefined ? [node.limits, site.backup?.limits] : [node.limits]
  const lines = base.get(node.id) ?? [0, 0, 0]
  const strictest = (of: (limits: NodeLimits) => Profile | undefined) =>
    Math.min(...sets.map((set) => valueOrInfinity(set === undefined ? undefined : of(set), atMs))) * (node.margin ?? 1)
  if (subject.kind === 'power') {
    const cap = capsKw.get(node.id) ?? Number.POSITIVE_INFINITY
    if (Number.isNaN(cap)) return 0
    return Math.min(strictest(({ totalKw }) => totalKw) - powerOf(lines, site.voltageV), cap)
  }
  const own = lines[PHASES.indexOf(subject.phase)] ?? 0
  if (subject.kind === 'asymmetry') {
    return strictest(({ asymmetryA }) => asymmetryA) - Math.max(0, own - Math.min(...lines))
  }
  return strictest(({ perPhaseA }) => ofPhase(perPhaseA, subject.phase)) - own
}

function valueOrInfinity(profile: Profile | undefined, atMs: number): number {
  return profile === undefined ? Number.POSITIVE_INFINITY : valueAt(profile, atMs)
}

function powerOf(lines: Lines, voltageV: number): number {
  return ((lines[0] + lines[1] + lines[2]) * voltageV) / 1000
}

function isFedByBackup({ site, paths }: CompiledSite, nodeId: string): boolean {
  const feeds = site.backup?.feeds
  if (site.backup === undefined) return false
  if (feeds === undefined) return true
  // A node above a fed one carries what the fed one draws; points elsewhere are cut by their own node's rows.
  const isBelow = paths.get(nodeId)?.some(({ id }) => feeds.includes(id)) ?? false
  const isAbove = feeds.some((fed) => paths.get(fed)?.some(({ id }) => id === nodeId))
  return isBelow || isAbove
}

function baseOfNodes(
  { site, paths }: CompiledSite,
  conditions: Conditions,
  problems: ReadingProblem[],
): ReadonlyMap<string, Lines> {
  const base = new Map<string, Lines>()
  for (const node of site.nodes) {
    if (node.unmanaged === undefined) continue
    let lines = ownBase(node, node.unmanaged, conditions, problems)
    for (const above of paths.get(node.id) ?? []) {
      base.set(above.id, sum(base.get(above.id) ?? [0, 0, 0], lines))
      if (above.transformer !== undefined) lines = baseThrough(lines, above.transformer)
    }
  }
  return base
}

function ownBase(
  { id: nodeId, limits }: SiteNode,
  unmanaged: UnmanagedLoad,
  { readings, atMs, staleAfterMs }: Conditions,
  problems: ReadingProblem[],
): Lines {
  if (!unmanaged.metered) return eachLine((phase) => amperesAt(unmanaged.expectedA, phase, atMs))
  const reading = latest(readings.filter((one) => one.nodeId === nodeId))
  const fault = faultOf(reading, atMs, staleAfterMs)
  if (fault === undefined && reading !== undefined) {
    const ramp = unmanaged.rampA ?? 0
    return eachLine((phase) => (reading.unmanagedA[PHASES.indexOf(phase)] ?? Number.POSITIVE_INFINITY) + ramp)
  }
  const worst = unmanaged.worstCaseA
  problems.push({ kind: fault ?? 'reading-missing', nodeId, assumed: worst === undefined ? 'node-full' : 'worst-case' })
  // Without a word on the worst case the node is taken to be full: its own fuse bounds what it can pass upwards.
  return eachLine((phase) => amperesAt(worst ?? limits.perPhaseA, phase, atMs))
}

function amperesAt(value: PerPhase<Profile> | undefined, phase: Phase, atMs: number): number {
  return valueOrInfinity(ofPhase(value, phase), atMs)
}

function latest(readings: readonly NodeReading[]): NodeReading | undefined {
  return readings.reduce<NodeReading | undefined>(
    (best, one) => (best === undefined || one.atMs >= best.atMs ? one : best),
    undefined,
  )
}

function faultOf(
  reading: NodeReading | undefined,
  atMs: number,
  staleAfterMs: number,
): ReadingProblem['kind'] | undefined {
  if (reading === undefined) return 'reading-missing'
  const isNumber = reading.unmanagedA.length === 3 && reading.unmanagedA.every(Number.isFinite)
  if (!isNumber || !Number.isFinite(reading.atMs)) return 'reading-not-a-number'
  return atMs - reading.atMs > staleAfterMs ? 'reading-stale' : undefined
}

/** Directions of unmanaged current are unknown, so behind a delta winding both of its lines count in full. */
function baseThrough(lines: Lines, { primary, turnsRatio }: Transformer): Lines {
  const a = lines[0] / turnsRatio
  const b = lines[1] / turnsRatio
  const c = lines[2] / turnsRatio
  return primary === 'star' ? [a, b, c] : [a + c, b + a, c + b]
}

function sum(a: Lines, b: Lines): Lines {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

function eachLine(of: (phase: Phase) => number): Lines {
  return [of('L1'), of('L2'), of('L3')]
}

function ofPhase(value: PerPhase<Profile> | undefined, phase: Phase): Profile | undefined {
  if (value === undefined || typeof value === 'number') return value
  return 'L1' in value ? value[phase] : value
}
