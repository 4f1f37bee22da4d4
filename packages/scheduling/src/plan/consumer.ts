import type { Load } from '../site/compile.ts'
import { keyOfUse } from '../site/compile.ts'
import type { VehicleProblem } from '../site/problem.ts'
import type { ChargingPoint } from '../site/site.ts'
import type { DischargeAbility, Vehicle } from '../site/vehicle.ts'
import { PHASES } from '../site/wiring.ts'
import { type Part, partsOf, riskOf, type Stay, stayOf } from './beliefs.ts'
import type { PlanRequest, PlanVehicle } from './request.ts'
import type { SlotGrid } from './slots.ts'
import { hoursOf } from './slots.ts'

/** A vehicle as the planner sees it. */
export interface Consumer {
  readonly id: string
  readonly planned: PlanVehicle
  readonly load: Load
  readonly minA: number
  readonly maxA: number
  /** Slots from `firstSlot` to before `endSlot` in which it may charge, and the hours in each of them. */
  readonly firstSlot: number
  readonly endSlot: number
  readonly hours: Float64Array
  /** Share of each slot's energy that may come too late. */
  readonly risk: Float64Array
  readonly parts: readonly Part[]
  /** Only where more than the driver's word says that the vehicle stays. */
  readonly discharge?: DischargeAbility & { readonly endSlot: number }
}

export function consumersOf(
  request: PlanRequest,
  grid: SlotGrid,
): { readonly consumers: readonly Consumer[]; readonly problems: readonly VehicleProblem[] } {
  const consumers: Consumer[] = []
  const problems: VehicleProblem[] = []
  const seen = { byId: new Map<string, string>(), byPoint: new Map<string, string>() }
  for (const planned of request.vehicles) {
    const { vehicle } = planned
    const problem = problemOf(request, vehicle) ?? conflictOf(vehicle, request.nowMs, seen)
    if (problem !== undefined) problems.push(problem)
    if (problem !== undefined && problem.kind !== 'departure-before-arrival') continue
    seen.byId.set(vehicle.id, vehicle.pointId)
    if (vehicle.arrivedAtMs <= request.nowMs) seen.byPoint.set(vehicle.pointId, vehicle.id)
    const consumer = consumerOf(request, planned, grid)
    if (consumer !== undefined) consumers.push(consumer)
  }
  return { consumers, problems }
}

/** The last instant at which anything planned for a vehicle can still reach it. */
export function lastMomentOf(request: PlanRequest, planned: PlanVehicle): number {
  return soundStay(planned, request.nowMs).departureMs.p80
}

function consumerOf(request: PlanRequest, planned: PlanVehicle, grid: SlotGrid): Consumer | undefined {
  const { vehicle } = planned
  const point = pointOf(request, vehicle)
  const load = point === undefined ? undefined : loadOf(request, vehicle)
  if (point === undefined || load === undefined) return undefined
  const stay = soundStay(planned, request.nowMs)
  const window = windowOf(grid, vehicle.arrivedAtMs, stay)
  const maxA = Math.min(point.maxA, vehicle.maxA ?? Number.POSITIVE_INFINITY)
  const minA = Math.max(point.minA, vehicle.minA ?? 0)
  const discharge = dischargeOf(vehicle, stay, grid)
  return {
    id: vehicle.id,
    planned,
    load,
    minA,
    maxA: maxA >= minA ? maxA : 0,
    ...window,
    parts: partsOf(planned, request.values),
    ...(discharge === undefined ? {} : { discharge }),
  }
}

/** Somebody who should have left by now may leave at any time. */
function soundStay(planned: PlanVehicle, nowMs: number): Stay {
  const stay = stayOf(planned, nowMs)
  if (stay.departureMs.p80 > nowMs) return stay
  const { departure: _, ...vehicle } = planned.vehicle
  return stayOf({ vehicle }, nowMs)
}

function windowOf(grid: SlotGrid, arrivesAtMs: number, stay: Stay) {
  const untilMs = stay.departureMs.p80
  const slots = Array.from({ length: grid.count }, (_, slot) => slot)
  const hours = Float64Array.from(slots, (slot) => hoursOf(grid, slot, { fromMs: arrivesAtMs, untilMs }))
  const risk = Float64Array.from(slots, (slot) => riskOf(stay, grid, slot))
  const firstSlot = Math.max(
    0,
    hours.findIndex((share) => share > 0),
  )
  return { firstSlot, endSlot: 1 + hours.findLastIndex((share) => share > 0), hours, risk }
}

function dischargeOf({ discharge }: Vehicle, { basis, departureMs }: Stay, grid: SlotGrid) {
  if (discharge === undefined || basis !== 'estimated') return undefined
  if (![discharge.maxA, discharge.batteryKwh, discharge.storedKwh].every(Number.isFinite)) return undefined
  const endSlot = Math.min(grid.count, Math.floor((departureMs.p20 - grid.startMs) / grid.slotMs))
  return endSlot <= 0 ? undefined : { ...discharge, endSlot }
}

function pointOf({ compiled }: PlanRequest, { pointId }: Vehicle): ChargingPoint | undefined {
  const index = compiled.pointIndex.get(pointId)
  return index === undefined ? undefined : compiled.points[index]?.point
}

/** What the vehicle draws on: the terminals where current was measured, else as many as it has. */
function loadOf({ compiled }: PlanRequest, { pointId, phases, measuredTerminals }: Vehicle): Load | undefined {
  const index = compiled.pointIndex.get(pointId)
  const loads = index === undefined ? undefined : compiled.points[index]?.loads
  const terminals = measuredTerminals ?? (phases === undefined || phases === 3 ? undefined : PHASES.slice(0, phases))
  const key = terminals === undefined || terminals.length === 0 ? 'all' : keyOfUse({ kind: 'terminals', terminals })
  return loads?.get(key) ?? loads?.get('all')
}

function problemOf(request: PlanRequest, vehicle: Vehicle): VehicleProblem | undefined {
  const { id: vehicleId, pointId, deliveredKwh, arrivedAtMs, departure } = vehicle
  if (!request.compiled.pointIndex.has(pointId)) return { kind: 'unknown-point', vehicleId, pointId }
  const numbers = { deliveredKwh, maxA: vehicle.maxA ?? 0, minA: vehicle.minA ?? 0, weight: vehicle.weight ?? 1 }
  for (const [field, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value) || value < 0) return { kind: 'bad-number', vehicleId, field, value }
  }
  if (departure === undefined || departure.atMs >= arrivedAtMs) return undefined
  return { kind: 'departure-before-arrival', vehicleId, departureMs: departure.atMs, arrivedAtMs }
}

/** One vehicle here and now at each point, and each vehicle at one point. Who is expected later conflicts with nobody. */
function conflictOf(
  { id: vehicleId, pointId, arrivedAtMs }: Vehicle,
  nowMs: number,
  seen: { readonly byId: ReadonlyMap<string, string>; readonly byPoint: ReadonlyMap<string, string> },
): VehicleProblem | undefined {
  const elsewhere = seen.byId.get(vehicleId)
  if (elsewhere !== undefined) return { kind: 'vehicle-on-two-points', vehicleId, pointIds: [elsewhere, pointId] }
  const otherId = arrivedAtMs > nowMs ? undefined : seen.byPoint.get(pointId)
  return otherId === undefined ? undefined : { kind: 'two-vehicles-on-point', vehicleId, otherId, pointId }
}
