import { type CompiledSite, compileSite } from '../../site/compile.ts'
import type { ChargingPoint, Site, SiteNode } from '../../site/site.ts'
import type { Vehicle } from '../../site/vehicle.ts'
import { loadSolver } from '../load-solver.ts'
import type { PlanResult } from '../plan-result.ts'
import { planSite } from '../planner.ts'
import type { PlanRequest, PlanVehicle } from '../request.ts'
import type { Solver } from '../solver.ts'

export const HOUR = 3_600_000
export const NOW = Date.parse('2024-03-05T12:00:00Z')
export const solver: Solver = await loadSolver()

/** A point with three phases, from 6 to 32 A. */
export function point(id: string, nodeId: string, changes: Partial<ChargingPoint> = {}): ChargingPoint {
  const wiring = { kind: 'three-phase', rotation: 'RST' } as const
  return { id, nodeId, wiring, maxA: 32, minA: 6, steps: { kind: 'continuous' }, ...changes }
}

export function compiled(
  nodes: readonly SiteNode[],
  points: readonly ChargingPoint[],
  more: Partial<Site> = {},
): CompiledSite {
  const result = compileSite({ id: 'site', voltageV: 230, nodes, points, ...more })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** A vehicle of which it is certain that it leaves in `hours` and needs `kwh`. */
export function vehicle(pointId: string, hours: number, kwh: number, changes: Partial<Vehicle> = {}): PlanVehicle {
  return {
    vehicle: {
      id: `at ${pointId}`,
      pointId,
      arrivedAtMs: NOW - HOUR,
      departure: { basis: 'estimated', atMs: NOW + hours * HOUR },
      need: { basis: 'estimated', kwh },
      deliveredKwh: 0,
      ...changes,
    },
  }
}

export function request(
  site: CompiledSite,
  vehicles: readonly PlanVehicle[],
  changes: Partial<PlanRequest> = {},
): PlanRequest {
  return { nowMs: NOW, compiled: site, vehicles, prices: { buy: 0.2 }, values: { unservedPerKwh: 1 }, ...changes }
}

export function planned(order: PlanRequest): PlanResult {
  solver.forget()
  const outcome = planSite(order, solver, 20_000)
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome.result
}

export function targetOf({ plan }: PlanResult, pointId: string): readonly number[] {
  return plan.vehicles.find(({ vehicleId }) => vehicleId === `at ${pointId}`)?.targetA ?? []
}

export function outlookOf({ vehicles }: PlanResult, pointId: string) {
  const found = vehicles.find(({ vehicleId }) => vehicleId === `at ${pointId}`)
  if (found === undefined) throw new Error(`no vehicle at ${pointId}`)
  return found
}
