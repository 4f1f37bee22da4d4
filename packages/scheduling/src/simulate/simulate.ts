import { type Allocator, allocate } from '../allocate/allocate.ts'
import type { ControlInput, PointReport, VehicleNow } from '../allocate/control-input.ts'
import type { Decision } from '../allocate/decision.ts'
import { type AllocatorMemory, freshMemory } from '../allocate/memory.ts'
import type { Phase } from '../site/wiring.ts'
import { acceptedKw, takenKwh } from './battery.ts'
import type { Faults, Random, Visit } from './scenario.ts'
import { advance, clearPoint, pilotOf, type SimulatedPoint, sendTo, simulatedPoint } from './station.ts'

/** What one point carries at an instant. */
export interface PointCurrent {
  readonly pointId: string
  readonly visit: Visit
  /** Terminals that carry the current. */
  readonly terminals: readonly Phase[]
  readonly pilotA: number
  readonly drawA: number
}

/** How a visit went. */
export interface VisitResult {
  readonly visit: Visit
  readonly deliveredKwh: number
  readonly starts: number
  readonly pilotChanges: number
}

export interface SimulationResult {
  readonly visits: readonly VisitResult[]
  readonly messages: number
  readonly decisions: number
  /** kW of all vehicles, in steps from `fromMs`. */
  readonly powerKw: readonly number[]
  readonly fromMs: number
  readonly stepMs: number
}

export interface SimulationOptions {
  readonly allocator: Allocator
  readonly visits: readonly Visit[]
  /** How finely time passes, and how often decisions are made (a multiple of it). */
  readonly stepMs: number
  readonly decideEveryMs: number
  /** How often draws are metered. Default at every decision. */
  readonly meterEveryMs?: number
  readonly faults: Faults
  readonly random: Random
  /** kW that a point delivers for an ampere on so many lines. */
  readonly kwPerA: (visit: Visit, lines: number) => number
  /** Sees the currents of every step in which a vehicle is plugged in. */
  readonly observe?: (currents: readonly PointCurrent[], nowMs: number) => void
  /** Adds to what a decision is told: meters, plans, limits. */
  readonly input?: (nowMs: number) => Partial<ControlInput>
  readonly onDecision?: (decision: Decision, nowMs: number) => void
}

interface Plugged {
  readonly visit: Visit
  readonly point: SimulatedPoint
  deliveredKwh: number
  drawA: number
  /** What the meter said last. */
  metered: { readonly drawA: number; readonly atMs: number }
  pilotA: number
  starts: number
  changes: number
  offSinceMs: number | undefined
  isAsleep: boolean
}

const HOUR_MS = 3_600_000

/** Runs vehicles, stations and the allocator against each other in closed loop. */
export function simulate(options: SimulationOptions): SimulationResult {
  const { allocator, stepMs, faults, random } = options
  const visits = [...options.visits].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs)
  const fromMs = visits[0]?.arrivesAtMs ?? 0
  const untilMs = visits.reduce((last, { leavesAtMs }) => Math.max(last, leavesAtMs), fromMs)
  const points = new Map(
    allocator.layout.compiled.site.points.map(({ id, safeA }) => [id, simulatedPoint(id, safeA ?? 0, faults, random)]),
  )
  for (const point of points.values()) point.nextChangeMs += fromMs
  const world: World = {
    options,
    memory: freshMemory(),
    plugged: new Map(),
    known: new Map(),
    done: [],
    points,
    messages: 0,
    decisions: 0,
  }
  const powerKw: number[] = []
  let next = 0
  for (let nowMs = fromMs; nowMs < untilMs; nowMs += stepMs) {
    unplug(world, nowMs)
    for (let visit = visits[next]; visit !== undefined && visit.arrivesAtMs <= nowMs; visit = visits[++next]) {
      plugIn(world, visit)
    }
    if (world.plugged.size === 0) {
      powerKw.push(0)
      continue
    }
    for (const point of points.values()) advance(point, nowMs, faults, random)
    if ((nowMs - fromMs) % options.decideEveryMs === 0) decide(world, nowMs)
    powerKw.push(draw(world, nowMs))
  }
  unplug(world, Number.POSITIVE_INFINITY)
  const { done, messages, decisions } = world
  return { visits: done, messages, decisions, powerKw, fromMs, stepMs }
}

interface World {
  readonly options: SimulationOptions
  readonly memory: AllocatorMemory
  readonly plugged: Map<string, Plugged>
  /** What was last heard of the vehicle at each point. */
  readonly known: Map<string, VehicleNow>
  readonly done: VisitResult[]
  readonly points: ReadonlyMap<string, SimulatedPoint>
  messages: number
  decisions: number
}

function unplug({ plugged, done }: World, nowMs: number): void {
  for (const [pointId, { visit, point, deliveredKwh, starts, changes }] of plugged) {
    if (visit.leavesAtMs > nowMs) continue
    plugged.delete(pointId)
    clearPoint(point)
    done.push({ visit, deliveredKwh, starts, pilotChanges: changes })
  }
}

function plugIn({ plugged, points }: World, visit: Visit): void {
  const point = points.get(visit.pointId)
  if (point === undefined || plugged.has(visit.pointId)) return
  const fresh = {
    deliveredKwh: 0,
    drawA: 0,
    metered: { drawA: 0, atMs: visit.arrivesAtMs },
    pilotA: 0,
    starts: 0,
    changes: 0,
    offSinceMs: undefined,
    isAsleep: false,
  }
  plugged.set(visit.pointId, { visit, point, ...fresh })
}

function decide(world: World, nowMs: number): void {
  const { options, memory, plugged, points } = world
  const { allocator, faults, random } = options
  // Of a point that is offline nothing new is heard: not that a vehicle left, nor that another came.
  for (const { id, online } of points.values()) {
    const one = plugged.get(id)
    if (one !== undefined && nowMs - one.metered.atMs >= (options.meterEveryMs ?? 0)) {
      one.metered = { drawA: one.drawA, atMs: nowMs }
    }
    if (online && one !== undefined) world.known.set(id, vehicleNow(one, nowMs))
    else if (online) world.known.delete(id)
  }
  const decision = allocate(allocator, memory, {
    nowMs,
    vehicles: [...world.known.values()],
    points: [...points.values()].map(reportOf),
    ...options.input?.(nowMs),
  })
  world.decisions += 1
  world.messages += decision.commands.length
  if (allocator.settings.confirmation === 'immediate') {
    for (const { pointId, targetA } of decision.vehicles) {
      const point = points.get(pointId)
      if (point === undefined) continue
      point.limitA = targetA
      point.holdUntilMs = Number.POSITIVE_INFINITY
    }
  }
  for (const command of decision.commands) {
    const point = points.get(command.pointId)
    if (point !== undefined) sendTo(point, command, nowMs, faults, random)
  }
  options.onDecision?.(decision, nowMs)
}

function vehicleNow({ visit, deliveredKwh, metered, pilotA }: Plugged, nowMs: number): VehicleNow {
  const { id, pointId, arrivesAtMs, departure, need, terminals, phasesKnown } = visit
  const phases = terminals.length === 1 ? 1 : terminals.length === 2 ? 2 : 3
  return {
    id,
    pointId,
    arrivedAtMs: arrivesAtMs,
    deliveredKwh,
    ...(departure === undefined ? {} : { departure }),
    ...(need === undefined ? {} : { need }),
    ...(phasesKnown ? { phases, measuredTerminals: terminals } : {}),
    drawA: metered.drawA,
    drawAtMs: metered.atMs,
    ...(visit.reportsWish === true ? { wish: wishOf(visit, { deliveredKwh, pilotA, nowMs }) } : {}),
  }
}

function wishOf(
  visit: Visit,
  { deliveredKwh, pilotA, nowMs }: { readonly deliveredKwh: number; readonly pilotA: number; readonly nowMs: number },
): NonNullable<VehicleNow['wish']> {
  if (deliveredKwh >= visit.takesKwh || isPausing(visit, nowMs)) return 'declines'
  return pilotA > 0 ? 'charging' : 'wants'
}

function isPausing({ pauses }: Visit, nowMs: number): boolean {
  return pauses?.some(({ fromMs, untilMs }) => nowMs >= fromMs && nowMs < untilMs) ?? false
}

function reportOf({ id, online, confirmedSequence }: SimulatedPoint): PointReport {
  return { pointId: id, online, ...(confirmedSequence === undefined ? {} : { confirmedSequence }) }
}

/** One step of physics. Returns the power of all vehicles, kW. */
function draw({ plugged, options }: World, nowMs: number): number {
  const hours = options.stepMs / HOUR_MS
  let kw = 0
  const currents: PointCurrent[] = []
  for (const one of plugged.values()) {
    const pilotA = pilotOf(one.point, nowMs)
    notePilot(one, pilotA, nowMs)
    const terminals = one.point.phases === 1 ? one.visit.terminals.slice(0, 1) : one.visit.terminals
    const kwPerA = options.kwPerA(one.visit, terminals.length)
    const taken = wanted(one, pilotA * kwPerA, hours, nowMs)
    one.deliveredKwh += taken
    one.drawA = taken / hours / kwPerA + (taken > 0 ? (one.visit.overDrawA ?? 0) : 0)
    kw += taken / hours
    currents.push({ pointId: one.visit.pointId, visit: one.visit, terminals, pilotA, drawA: one.drawA })
  }
  options.observe?.(currents, nowMs)
  return kw
}

function notePilot(one: Plugged, pilotA: number, nowMs: number): void {
  if (pilotA !== one.pilotA) one.changes += 1
  if (pilotA > 0 && one.pilotA === 0) {
    const slept =
      one.offSinceMs !== undefined && nowMs - one.offSinceMs > (one.visit.sleepsAfterMs ?? Number.POSITIVE_INFINITY)
    // A sleeper misses one rise of its pilot and follows the next.
    one.isAsleep = slept && !one.isAsleep
    one.starts += 1
  }
  if (pilotA === 0 && one.pilotA > 0) one.offSinceMs = nowMs
  one.pilotA = pilotA
}

function wanted({ visit, deliveredKwh, isAsleep }: Plugged, offeredKw: number, hours: number, nowMs: number): number {
  if (isAsleep || isPausing(visit, nowMs)) return 0
  const open = Math.max(0, visit.takesKwh - deliveredKwh)
  const { slackens, drawsShare = 1 } = visit
  const isSlack = slackens !== undefined && nowMs >= slackens.fromMs && nowMs < slackens.untilMs
  const share = drawsShare * (isSlack ? slackens.share : 1)
  const taken = takenKwh(
    visit.battery,
    deliveredKwh,
    Math.min(offeredKw, acceptedKw(visit.battery, deliveredKwh)) * share,
    hours,
  )
  return Math.min(open, taken)
}
