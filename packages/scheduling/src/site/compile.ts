import { checkSite } from './check-site.ts'
import { type LineCurrents, type LoadShape, type PhaseUse, shapeOfLoad, throughTransformer } from './lines.ts'
import { directionOf, lengthOf, type Phasor, polar } from './phasor.ts'
import type { Checked, SiteProblem } from './problem.ts'
import { longestSubsets, type Row, type RowSubject, type Term } from './row.ts'
import type { ChargingPoint, Site } from './site.ts'
import { type PathToRoot, pathsToRoot } from './tree.ts'
import { PHASES, type Phase } from './wiring.ts'

/** What one ampere of a vehicle's pilot takes from every limit. */
export interface Load {
  readonly terms: readonly Term[]
  readonly kwPerA: number
}

export interface CompiledPoint {
  readonly point: ChargingPoint
  readonly index: number
  /** By `keyOfUse`. */
  readonly loads: ReadonlyMap<string, Load>
}

/** A site that passed `checkSite`, as rows and terms. */
export interface CompiledSite {
  readonly site: Site
  readonly rows: readonly Row[]
  readonly points: readonly CompiledPoint[]
  readonly pointIndex: ReadonlyMap<string, number>
  /** By node id. */
  readonly paths: ReadonlyMap<string, PathToRoot>
}

/** A line of a row, before directions are gathered. */
interface RawTerm {
  readonly row: number
  readonly phasor: Phasor
}

const TERMINAL_SETS: readonly (readonly Phase[])[] = [['L1'], ['L2'], ['L3'], ['L1', 'L2'], ['L2', 'L3'], ['L1', 'L3']]
const USES: readonly PhaseUse[] = [
  { kind: 'all' },
  { kind: 'unknown' },
  ...TERMINAL_SETS.map((terminals): PhaseUse => ({ kind: 'terminals', terminals })),
]
/** A sum over more directions than this is bounded from outside by a fan of even directions. */
const MOST_DIRECTIONS = 12

/** A name for a use that is equal for equal uses. */
export function keyOfUse(use: PhaseUse): string {
  if (use.kind !== 'terminals' || use.terminals.length === 3) return use.kind === 'unknown' ? 'unknown' : 'all'
  return PHASES.filter((phase) => use.terminals.includes(phase)).join('+')
}

/** Checks a site and turns it into limits as rows; or every problem it has. */
export function compileSite(site: Site): Checked<CompiledSite, SiteProblem> {
  const problems = checkSite(site)
  if (problems.length > 0) return { ok: false, problems }
  const { paths } = pathsToRoot(site.nodes)
  const subjects = subjectsOf(site)
  const placeOf = placesOf(site)
  const raw = new Map<string, RawLoads>()
  for (const point of site.points) {
    const place = placeOf(point)
    if (!raw.has(place)) raw.set(place, rawLoads(site, point, paths.get(point.nodeId) ?? [], subjects))
  }
  const rows = gatherRows(subjects, [...raw.values()])
  const loads = new Map(Array.from(raw, ([place, byUse]) => [place, loadsOn(rows, byUse)]))
  const points = site.points.map(
    (point, index): CompiledPoint => ({ point, index, loads: loads.get(placeOf(point)) ?? new Map() }),
  )
  const pointIndex = new Map(site.points.map(({ id }, index) => [id, index]))
  return { ok: true, value: { site, rows, points, pointIndex, paths } }
}

/** Points of one place put the same load on every limit: they are wired alike at one node, and stand in no other limit. */
function placesOf(site: Site): (point: ChargingPoint) => string {
  const named = new Set(site.phasorLimits?.flatMap(({ terms }) => terms.map(({ pointId }) => pointId)))
  return ({ id, nodeId, wiring }) => JSON.stringify(named.has(id) ? [id] : [nodeId, wiring])
}

function loadsOn(rows: readonly Row[], raw: RawLoads): ReadonlyMap<string, Load> {
  return new Map(
    Array.from(raw, ([use, { terms, kwPerA }]) => [use, { terms: mergeTerms(terms, rows), kwPerA }] as const),
  )
}

/** Which limits there are. Every node gets a row for power, so that a cap can be set anywhere. */
function subjectsOf(site: Site): ReadonlyMap<string, { readonly row: number; readonly subject: RowSubject }> {
  const subjects: RowSubject[] = []
  for (const { id: nodeId, limits, parentId } of site.nodes) {
    const backup = parentId === undefined ? site.backup?.limits : undefined
    subjects.push({ kind: 'power', nodeId })
    for (const phase of PHASES) {
      if ((limits.perPhaseA ?? backup?.perPhaseA) !== undefined) subjects.push({ kind: 'line-current', nodeId, phase })
      if ((limits.asymmetryA ?? backup?.asymmetryA) !== undefined) subjects.push({ kind: 'asymmetry', nodeId, phase })
    }
  }
  for (const { id } of site.phasorLimits ?? []) subjects.push({ kind: 'phasor-limit', id })
  return new Map(subjects.map((subject, row) => [keyOfSubject(subject), { row, subject }]))
}

function keyOfSubject(subject: RowSubject): string {
  switch (subject.kind) {
    case 'phasor-limit':
      return JSON.stringify(['phasor', subject.id])
    case 'power':
      return JSON.stringify(['power', subject.nodeId])
    case 'line-current':
    case 'asymmetry':
      return JSON.stringify([subject.kind, subject.nodeId, subject.phase])
  }
}

type Subjects = ReturnType<typeof subjectsOf>
type RawLoads = ReadonlyMap<string, { readonly terms: readonly RawTerm[]; readonly kwPerA: number }>

function rawLoads(site: Site, point: ChargingPoint, path: PathToRoot, subjects: Subjects): RawLoads {
  const phaseV = site.voltageV
  const voltages = { phaseV, lineV: site.lineVoltageV ?? phaseV * Math.sqrt(3) }
  const phasors = phasorTerms(site, point, subjects)
  const uses = point.wiring.kind === 'three-phase' ? USES : USES.slice(0, 2)
  return new Map(
    uses.map((use) => {
      const shape = shapeOfLoad(point.wiring, use, voltages)
      return [keyOfUse(use), { terms: [...treeTerms(shape, path, subjects), ...phasors], kwPerA: shape.kwPerA }]
    }),
  )
}

function phasorTerms(site: Site, point: ChargingPoint, subjects: Subjects): readonly RawTerm[] {
  return (site.phasorLimits ?? []).flatMap(({ id, terms }) => {
    const row = subjects.get(keyOfSubject({ kind: 'phasor-limit', id }))?.row
    if (row === undefined) return []
    return terms
      .filter(({ pointId, factor }) => pointId === point.id && factor !== 0)
      .map(({ factor, angleDeg }) => ({ row, phasor: polar(factor, angleDeg) }))
  })
}

function treeTerms(shape: LoadShape, path: PathToRoot, subjects: Subjects): readonly RawTerm[] {
  const terms: RawTerm[] = []
  let alternatives = shape.alternatives
  for (const node of path) {
    const add = (subject: RowSubject, phasor: Phasor) => {
      const row = subjects.get(keyOfSubject(subject))?.row
      if (row !== undefined && lengthOf(phasor) > 0) terms.push({ row, phasor })
    }
    add({ kind: 'power', nodeId: node.id }, { re: shape.kwPerA, im: 0 })
    PHASES.forEach((phase, line) => {
      for (const phasor of worstOfEachDirection(alternatives, line)) {
        add({ kind: 'line-current', nodeId: node.id, phase }, phasor)
        if (!shape.balanced) add({ kind: 'asymmetry', nodeId: node.id, phase }, asymmetryOf(phasor, line))
      }
    })
    const { transformer } = node
    if (transformer !== undefined) alternatives = alternatives.map((lines) => throughTransformer(lines, transformer))
  }
  return terms
}

/**
 * What a load adds to the difference between lines. In line with the star it is the current itself; a load between lines
 * can lengthen one line and shorten another by as much, so it counts twice.
 */
function asymmetryOf(phasor: Phasor, line: number): Phasor {
  const starAngle = directionOf(polar(1, -120 * line))
  const inLine = directionOf(phasor) === starAngle
  return { re: lengthOf(phasor) * (inLine ? 1 : 2), im: 0 }
}

function worstOfEachDirection(alternatives: readonly LineCurrents[], line: number): readonly Phasor[] {
  const worst = new Map<number, Phasor>()
  for (const currents of alternatives) {
    const phasor = currents[line]
    if (phasor === undefined || lengthOf(phasor) < 1e-12) continue
    const before = worst.get(directionOf(phasor))
    if (before === undefined || lengthOf(before) < lengthOf(phasor)) worst.set(directionOf(phasor), phasor)
  }
  return [...worst.values()]
}

function gatherRows(subjects: Subjects, raw: readonly RawLoads[]): readonly Row[] {
  const directions = Array.from(subjects, () => new Map<number, Phasor>())
  for (const loads of raw) {
    for (const { terms } of loads.values()) {
      for (const { row, phasor } of terms) {
        const length = lengthOf(phasor)
        directions[row]?.set(directionOf(phasor), { re: phasor.re / length, im: phasor.im / length })
      }
    }
  }
  return [...subjects.values()].map(({ row, subject }) => {
    const found = [...(directions[row]?.values() ?? [])]
    const kept = found.length > MOST_DIRECTIONS ? fan() : found
    return { subject, directions: kept, subsets: longestSubsets(kept) }
  })
}

function fan(): readonly Phasor[] {
  return Array.from({ length: MOST_DIRECTIONS }, (_, index) => polar(1, (360 / MOST_DIRECTIONS) * index))
}

/** Terms by row and direction; a direction that the row does not list is split between the two beside it. */
function mergeTerms(raw: readonly RawTerm[], rows: readonly Row[]): readonly Term[] {
  const merged = new Map<string, Term>()
  const add = (row: number, direction: number, weight: number) => {
    const key = `${row}/${direction}`
    merged.set(key, { row, direction, weight: weight + (merged.get(key)?.weight ?? 0) })
  }
  for (const { row, phasor } of raw) {
    const directions = rows[row]?.directions ?? []
    const exact = directions.findIndex((direction) => directionOf(direction) === directionOf(phasor))
    if (exact >= 0) add(row, exact, lengthOf(phasor))
    else for (const share of sharesInFan(phasor, directions)) add(row, share.direction, share.weight)
  }
  return [...merged.values()]
}

/** The phasor as a sum of the two directions beside it: the same current, but either part may be thought away. */
function sharesInFan(phasor: Phasor, directions: readonly Phasor[]): readonly { direction: number; weight: number }[] {
  const step = (2 * Math.PI) / directions.length
  const angle = (Math.atan2(phasor.im, phasor.re) + 2 * Math.PI) % (2 * Math.PI)
  const below = Math.floor(angle / step) % directions.length
  const beyond = angle - Math.floor(angle / step) * step
  const length = lengthOf(phasor)
  return [
    { direction: below, weight: (length * Math.sin(step - beyond)) / Math.sin(step) },
    { direction: (below + 1) % directions.length, weight: (length * Math.sin(beyond)) / Math.sin(step) },
  ]
}
