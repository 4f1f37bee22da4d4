import type { ChargingPoint } from '../site/site.ts'
import type { Admitted } from './admit.ts'
import { type Belief, believe } from './belief.ts'
import { countedA, forgetExpired, isControllable } from './channel.ts'
import type { PointReport, VehicleNow } from './control-input.ts'
import type { ControlProblem } from './decision.ts'
import { similarStays } from './experience.ts'
import { type Fits, fitOf } from './fit.ts'
import type { FlatLoad, Layout } from './ledger.ts'
import type { Levels } from './levels.ts'
import { type AllocatorMemory, freshPoint, freshVehicle, type PointMemory, type VehicleMemory } from './memory.ts'
import { observeDraw } from './observe.ts'
import type { AllocatorSettings } from './settings.ts'

/** A vehicle with everything one decision needs of it. */
export interface Charging {
  readonly vehicle: VehicleNow
  readonly point: ChargingPoint
  readonly pointIndex: number
  readonly memory: VehicleMemory
  readonly pointMemory: PointMemory
  readonly levels: Levels
  readonly load: FlatLoad
  /** The same on one line, where the station can change over. */
  readonly singleLoad: FlatLoad | undefined
  readonly safeA: number
  /** Most that may be in effect now, or is measured. */
  readonly countedA: number
  readonly control: 'yes' | 'offline' | 'does-not-obey'
  readonly belief: Belief
}

/** Above so many vehicles a belief is kept for so long. */
const MANY = 200
const BELIEVED_MS = 60_000
/** Over-draws in a row after which a vehicle counts with all its point can give. */
const DISOBEYED = 3

/** Builds the working record of each vehicle and brings its memory up to date. */
export function lookAt(
  admitted: readonly Admitted[],
  context: {
    readonly layout: Layout
    readonly fits: Fits
    readonly memory: AllocatorMemory
    readonly settings: AllocatorSettings
    readonly nowMs: number
    /** By index of point. */
    readonly reports: readonly (PointReport | undefined)[]
    readonly problems: ControlProblem[]
  },
): readonly Charging[] {
  const { memory, nowMs, settings, reports, problems } = context
  const isMany = admitted.length > MANY
  const all: Charging[] = []
  for (const { vehicle, pointIndex } of admitted) {
    const own = vehicleMemoryFor(memory, vehicle, nowMs)
    const fit = fitOf(context, pointIndex, vehicle, own)
    if (fit === undefined) continue
    const { point, levels, load, singleLoad } = fit
    const safeA = point.safeA ?? 0
    const pointMemory = pointMemoryFor(memory, point, vehicle.id)
    forgetExpired(pointMemory, nowMs)
    const mayBeA = countedA(pointMemory, safeA, nowMs)
    const isSettled = pointMemory.outstanding.length === 0
    const seen = { nowMs, levels, mayBeA, isSettled, steadySinceMs: pointMemory.confirmedAtMs, settings }
    const problem = observeDraw(vehicle, own, seen)
    if (problem !== undefined) problems.push(problem)
    const control = controlOf(pointMemory, own, reports[pointIndex], settings)
    const counted = Math.max(mayBeA, own.overDrawA, control === 'does-not-obey' ? point.maxA : 0)
    const belief = beliefOf(vehicle, own, { nowMs, fullKw: levels.maxA * load.kwPerA, isMany })
    const state = { memory: own, pointMemory, countedA: counted, control, belief }
    all.push({ vehicle, point, pointIndex, levels, load, singleLoad, safeA, ...state })
  }
  return all
}

function beliefOf(
  vehicle: VehicleNow,
  memory: VehicleMemory,
  { nowMs, fullKw, isMany }: { readonly nowMs: number; readonly fullKw: number; readonly isMany: boolean },
): Belief {
  const isFresh = isMany && nowMs - memory.believedAtMs < BELIEVED_MS
  if (isFresh && memory.belief !== undefined) return memory.belief
  const belief = believe(vehicle, memory, { nowMs, fullKw })
  memory.belief = belief
  // Spread over time, so that no decision has to think of all vehicles anew.
  memory.believedAtMs = memory.believedAtMs === Number.NEGATIVE_INFINITY ? nowMs - spreadOf(vehicle.id) : nowMs
  return belief
}

function spreadOf(id: string): number {
  let sum = 0
  for (let index = 0; index < id.length; index++) sum = (31 * sum + id.charCodeAt(index)) % BELIEVED_MS
  return sum
}

function pointMemoryFor(memory: AllocatorMemory, point: ChargingPoint, vehicleId: string): PointMemory {
  const known = memory.points.get(point.id)
  if (known !== undefined && (known.vehicleId === vehicleId || known.vehicleId === undefined)) {
    known.vehicleId = vehicleId
    return known
  }
  const fresh = freshPoint(point.safeA ?? 0)
  fresh.vehicleId = vehicleId
  memory.points.set(point.id, fresh)
  return fresh
}

function vehicleMemoryFor(memory: AllocatorMemory, vehicle: VehicleNow, nowMs: number): VehicleMemory {
  const known = memory.vehicles.get(vehicle.id)
  const own = known ?? freshVehicle(vehicle.arrivedAtMs, nowMs)
  own.lastSeenMs = nowMs
  own.deliveredKwh = vehicle.deliveredKwh
  own.wantedKwh = vehicle.need?.kwh ?? 0
  own.statedStayMs = vehicle.departure?.basis === 'stated' ? vehicle.departure.atMs - vehicle.arrivedAtMs : 0
  if (known === undefined) {
    memory.vehicles.set(vehicle.id, own)
    if (own.statedStayMs > 0 && memory.stays.length > 0) own.similar = similarStays(memory.stays, own)
  }
  return own
}

function controlOf(
  pointMemory: PointMemory,
  memory: VehicleMemory,
  report: PointReport | undefined,
  { confirmation }: AllocatorSettings,
): Charging['control'] {
  if (memory.overDraws >= DISOBEYED || !isControllable(pointMemory)) return 'does-not-obey'
  if (confirmation === 'reported' && report?.online !== true) return 'offline'
  return report?.online === false ? 'offline' : 'yes'
}
