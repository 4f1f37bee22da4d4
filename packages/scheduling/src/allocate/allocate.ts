import type { CompiledSite } from '../site/compile.ts'
import { vehicleLimits } from '../site/limits.ts'
import { type Plan, slotAt } from '../site/plan.ts'
import { admit } from './admit.ts'
import { hear } from './channel.ts'
import { type Charging, lookAt } from './charging.ts'
import type { ControlInput, PointReport } from './control-input.ts'
import type { Binding, ControlProblem, Decision, Outlook, VehicleDecision } from './decision.ts'
import { remember } from './experience.ts'
import type { Fits } from './fit.ts'
import { fixedLoads } from './fixed-loads.ts'
import { issue } from './issue.ts'
import { type Layout, layOut, openLedger } from './ledger.ts'
import { ceilLevel, FINEST_A } from './levels.ts'
import type { AllocatorMemory, VehicleMemory } from './memory.ts'
import { changeOver } from './phases.ts'
import { pricesOfRows } from './pressure.ts'
import { type AllocatorSettings, DEFAULT_SETTINGS } from './settings.ts'
import { type PlanNow, type Share, share } from './share.ts'
import { continueSweep, startSweep } from './sweep.ts'

/** A site made ready for decisions. */
export interface Allocator {
  readonly layout: Layout
  readonly prices: Float64Array
  readonly settings: AllocatorSettings
  /** What follows from site and vehicle alone, kept between decisions. */
  readonly fits: Fits
}

/** Up to so many vehicles a site has its outlook worked out in one decision; a larger one over many decisions. */
const OUTLOOK_AT_ONCE = 300
/** Vehicles of a larger site that are laid out in one decision: at least so many, and this share of all. */
const OUTLOOK_LEAST = 100
const OUTLOOK_SHARE = 0.02
/** A need is met when less than this is missing. */
const MET_KWH = 0.05
const HOUR_MS = 3_600_000

export function buildAllocator(compiled: CompiledSite, settings: Partial<AllocatorSettings> = {}): Allocator {
  const layout = layOut(compiled)
  return { layout, prices: pricesOfRows(layout), settings: { ...DEFAULT_SETTINGS, ...settings }, fits: [] }
}

/**
 * One decision: what every vehicle is to have now, which commands bring it about, and which limit binds each. Exact for
 * every input: what may be in effect never exceeds a limit as far as it can be controlled, and what cannot is a problem in
 * the answer. Brings `memory` up to date; never throws for what it is given.
 */
export function allocate(allocator: Allocator, memory: AllocatorMemory, given: ControlInput): Decision {
  const { layout, settings } = allocator
  const problems: ControlProblem[] = []
  if (!Number.isFinite(given.nowMs)) {
    return { commands: [], vehicles: [], problems: [{ kind: 'bad-clock', nowMs: given.nowMs }] }
  }
  if (given.nowMs < memory.lastMs) problems.push({ kind: 'bad-clock', nowMs: given.nowMs })
  const nowMs = Math.max(given.nowMs, memory.lastMs)
  const input = { ...given, nowMs }
  memory.lastMs = nowMs
  const reports = hearAll(layout, memory, input, problems)
  const { admitted, contested, problems: bad } = admit(layout.compiled, input.vehicles, nowMs)
  problems.push(...bad)
  if (settings.learn) learnFromEnded(memory, input)
  const all = lookAt(admitted, { ...allocator, memory, nowMs, reports, problems })
  const limits = limitsNow(allocator, input, problems)
  lookAhead(allocator, memory, all, limits, nowMs)
  const controlled = all.filter(({ control }) => control === 'yes')
  const fixed = fixedLoads(layout, memory, { all, contested, nowMs })
  const plan = planNow(input.plan, nowMs)
  const ledgerOf = () => openLedger(layout, limits)
  const shared = share(controlled, fixed, { ...allocator, empty: ledgerOf(), nowMs, plan })
  for (const row of shared.beyond) problems.push(beyondLimit(layout, row, limits))
  changeOver(shared.shares, shared.ledger, (one) => layout.loads[one.pointIndex]?.get('all'), { settings, nowMs })
  const outcome =
    settings.confirmation === 'immediate'
      ? { commands: [], held: new Map<string, Binding>() }
      : issue(shared.shares, fixed, { ...allocator, committed: ledgerOf(), memory, nowMs })
  for (const one of shared.shares) settle(one, settings, nowMs)
  return { commands: outcome.commands, vehicles: decisions(layout, all, shared.shares, outcome.held), problems }
}

/** Takes over what stations say; the reports by index of point. */
function hearAll(
  { compiled }: Layout,
  memory: AllocatorMemory,
  { points, nowMs }: ControlInput,
  problems: ControlProblem[],
): readonly (PointReport | undefined)[] {
  const reports: (PointReport | undefined)[] = new Array(compiled.points.length)
  for (const report of points ?? []) {
    const point = memory.points.get(report.pointId)
    const problem = point === undefined ? undefined : hear(point, report, nowMs)
    if (problem !== undefined) problems.push(problem)
    const pointIndex = compiled.pointIndex.get(report.pointId)
    if (pointIndex !== undefined) reports[pointIndex] = report
  }
  return reports
}

/** Forgets vehicles that are gone and keeps how their stay compared with what was stated. */
function learnFromEnded(memory: AllocatorMemory, input: ControlInput): void {
  const present = new Set(input.vehicles.map(({ id }) => id))
  for (const [id, vehicle] of memory.vehicles) {
    if (present.has(id)) continue
    memory.vehicles.delete(id)
    const { arrivedAtMs, statedStayMs, wantedKwh, needMetAtMs, lastSeenMs, stoppedSinceMs } = vehicle
    const sinceKwh = (vehicle.couldTakeKw * (input.nowMs - lastSeenMs)) / HOUR_MS
    const isServed = needMetAtMs !== undefined || vehicle.deliveredKwh + sinceKwh >= wantedKwh - MET_KWH
    // Whoever tells us only of vehicles in need says nothing of when a served one left: then the statement stands.
    const isEndSeen = !isServed || (needMetAtMs !== undefined && needMetAtMs < lastSeenMs)
    const stayMs = isEndSeen ? input.nowMs - arrivedAtMs : statedStayMs
    const satisfied = isServed || stoppedSinceMs !== undefined
    const deliveredKwh = isServed ? wantedKwh : vehicle.deliveredKwh
    memory.stays = remember(memory.stays, { arrivedAtMs, statedStayMs, stayMs, wantedKwh, deliveredKwh, satisfied })
  }
}

function limitsNow({ layout, settings }: Allocator, input: ControlInput, problems: ControlProblem[]): Float64Array {
  const { compiled } = layout
  const capsKw = new Map<string, number>()
  const cap = (nodeId: string, kw: number, of: 'cap' | 'plan') => {
    if (!compiled.paths.has(nodeId)) problems.push({ kind: 'unknown-node', nodeId, of })
    if (Number.isNaN(kw)) problems.push({ kind: 'bad-cap', nodeId, kw })
    // A cap that is no number is taken at its strictest.
    capsKw.set(nodeId, Number.isNaN(kw) ? 0 : Math.min(kw, capsKw.get(nodeId) ?? Number.POSITIVE_INFINITY))
  }
  for (const { nodeId, kw } of input.caps ?? []) cap(nodeId, kw, 'cap')
  const slot = input.plan === undefined ? undefined : slotAt(input.plan, input.nowMs)
  if (slot !== undefined) {
    for (const { nodeId, vehiclesKw } of input.plan?.caps ?? []) {
      cap(nodeId, vehiclesKw[slot] ?? Number.POSITIVE_INFINITY, 'plan')
    }
  }
  const { limits, problems: readings } = vehicleLimits(compiled, {
    atMs: input.nowMs,
    readings: input.readings ?? [],
    staleAfterMs: settings.staleAfterMs,
    supply: input.supply ?? 'grid',
    capsKw,
  })
  problems.push(...readings)
  return limits
}

/** Works on the outlook, and publishes it to the vehicles' memories when it is complete. */
function lookAhead(
  { layout, prices }: Allocator,
  memory: AllocatorMemory,
  all: readonly Charging[],
  limits: Float64Array,
  nowMs: number,
): void {
  if (memory.sweep === undefined) {
    const open = all.filter(({ vehicle, memory: own }) => isOpen(vehicle.deliveredKwh, vehicle.need?.kwh, own, nowMs))
    memory.sweep = startSweep(layout, limits, open.map(prospectOf), nowMs)
  }
  const { length } = memory.sweep.prospects
  const budget = length > OUTLOOK_AT_ONCE ? Math.max(OUTLOOK_LEAST, OUTLOOK_SHARE * length) : Number.POSITIVE_INFINITY
  if (!continueSweep(memory.sweep, layout, prices, budget)) return
  for (const { vehicleId, postponing, expectedKwh } of memory.sweep.found) {
    const own = memory.vehicles.get(vehicleId)
    if (own === undefined) continue
    own.postponing = postponing
    own.expectedKwh = expectedKwh
  }
  memory.sweep = undefined
}

function isOpen(deliveredKwh: number, wantedKwh: number | undefined, own: VehicleMemory, nowMs: number): boolean {
  const isStopped = own.stoppedSinceMs !== undefined && nowMs < own.nextProbeMs
  return !isStopped && (wantedKwh === undefined || wantedKwh > deliveredKwh)
}

function prospectOf({ vehicle, load, levels, memory, belief }: Charging) {
  const maxA = Math.min(levels.maxA, Math.max(memory.ceilingA, levels.minA))
  return { vehicleId: vehicle.id, load, maxA, needKwh: belief.needKwh, leavesAtMs: belief.leavesAtMs }
}

function planNow(plan: Plan | undefined, nowMs: number): ReadonlyMap<string, PlanNow> {
  const slot = plan === undefined ? undefined : slotAt(plan, nowMs)
  if (plan === undefined || slot === undefined) return new Map()
  return new Map(
    plan.vehicles.flatMap(({ vehicleId, targetA, above = 'fill' }): readonly [string, PlanNow][] => {
      const target = targetA[slot]
      return target === undefined || Number.isNaN(target) ? [] : [[vehicleId, { targetA: Math.max(0, target), above }]]
    }),
  )
}

function beyondLimit(layout: Layout, row: number, limits: Float64Array): ControlProblem {
  const subject = layout.compiled.rows[row]?.subject ?? { kind: 'phasor-limit', id: '' }
  return { kind: 'limit-cannot-be-kept', subject, by: limits[row] ?? 0 }
}

/** Notes what was decided: pilots, starts, and since when. */
function settle({ charging, candidate, duty }: Share, settings: AllocatorSettings, nowMs: number): void {
  const { memory, pointMemory, vehicle } = charging
  const { amperes } = candidate
  if (vehicle.need !== undefined && vehicle.deliveredKwh >= vehicle.need.kwh - MET_KWH) memory.needMetAtMs ??= nowMs
  const { levels, load } = charging
  memory.couldTakeKw = Math.max(amperes, ceilLevel(levels, levels.minA)) * load.kwPerA
  const isOn = amperes > 0
  if (!duty.standsBy && memory.stoppedSinceMs === undefined && isOn !== memory.targetA > 0) {
    memory.switchedAtMs = nowMs
    if (isOn) memory.startsMs = [...memory.startsMs.filter((at) => nowMs - at < HOUR_MS), nowMs]
  }
  if (Math.abs(amperes - memory.targetA) > FINEST_A) memory.changedAtMs = nowMs
  memory.targetA = amperes
  if (settings.confirmation !== 'immediate') return
  if (pointMemory.confirmedA !== amperes) pointMemory.confirmedAtMs = nowMs
  pointMemory.confirmedA = amperes
  pointMemory.confirmedUntilMs = Number.POSITIVE_INFINITY
}

function decisions(
  layout: Layout,
  all: readonly Charging[],
  shares: readonly Share[],
  held: ReadonlyMap<string, Binding>,
): readonly VehicleDecision[] {
  let next = 0
  return all.map((charging) => {
    const { vehicle, point } = charging
    // Shares come in the order of `all`, without those that cannot be controlled.
    const one = shares[next]?.charging === charging ? shares[next++] : undefined
    return {
      vehicleId: vehicle.id,
      pointId: point.id,
      targetA: charging.memory.targetA,
      countedA: charging.countedA,
      binding: held.get(vehicle.id) ?? bindingOf(layout, charging, one),
      outlook: outlookOf(charging),
    }
  })
}

function bindingOf(layout: Layout, charging: Charging, one: Share | undefined): Binding {
  if (one === undefined) {
    return { kind: charging.control === 'offline' ? 'offline' : 'not-controllable', countedA: charging.countedA }
  }
  const { candidate, duty } = one
  const subject = candidate.blockedBy === undefined ? undefined : layout.compiled.rows[candidate.blockedBy]?.subject
  if (duty.upToA > 0 && subject !== undefined && candidate.amperes < duty.upToA - FINEST_A)
    return { kind: 'limit', subject }
  if (one.planA !== undefined && candidate.amperes < duty.upToA - FINEST_A) return { kind: 'plan', targetA: one.planA }
  return duty.binding
}

function outlookOf({ vehicle, memory, belief, levels, load }: Charging): Outlook | undefined {
  const { expectedKwh } = memory
  if (expectedKwh === undefined || vehicle.need === undefined) return undefined
  const wantedKwh = Math.max(0, vehicle.need.kwh - vehicle.deliveredKwh)
  const hours = Math.max(0, belief.leavesAtMs - memory.lastSeenMs) / HOUR_MS
  const atFullKwh = levels.maxA * load.kwPerA * hours
  const willGet = Math.min(wantedKwh, expectedKwh)
  if (willGet >= Math.min(wantedKwh, belief.needKwh) - 0.05)
    return { expectedKwh: willGet, wantedKwh, shortBecause: undefined }
  return { expectedKwh: willGet, wantedKwh, shortBecause: atFullKwh < wantedKwh ? 'time' : 'capacity' }
}
