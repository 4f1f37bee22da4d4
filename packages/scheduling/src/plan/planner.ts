import type { VehicleProblem } from '../site/problem.ts'
import { buildModel, isCoupled, type PlanContext, type PlanModel } from './build-model.ts'
import { baseKwOfSlots, limitsOfSlots } from './capacity.ts'
import { faultOfRequest, type RequestFault } from './check-request.ts'
import { type Consumer, consumersOf, lastMomentOf } from './consumer.ts'
import { closeCurrentGap } from './current-gap.ts'
import { fewerStarts } from './fewer-starts.ts'
import type { LinearSolution } from './linear-model.ts'
import { createNetwork, splitApart, tightCuts } from './network.ts'
import type { PlanResult } from './plan-result.ts'
import { readPlan } from './read-plan.ts'
import type { PlanRequest } from './request.ts'
import { meansOf, slotHours, slotsUntil } from './slots.ts'
import type { Solver, SolverOutcome } from './solver.ts'
import { plannedBatteries } from './stationary-battery.ts'

const QUARTER_HOUR_MS = 900_000
const HOUR_MS = 3_600_000

export type PlanOutcome =
  | { readonly ok: true; readonly result: PlanResult }
  | { readonly ok: false; readonly reason: Extract<SolverOutcome, { ok: false }>['reason'] }
  | { readonly ok: false; readonly reason: 'bad-request'; readonly fault: RequestFault }

/** A part of a plan that hangs together, solved. */
export interface SolvedPart {
  readonly plan: PlanModel
  readonly solution: LinearSolution
}

/**
 * Plans a site: who charges when, at least cost, within every limit. Runs as long as the solver runs, at most
 * `timeLimitMs`; use `openPlannerThread` where that would hold others up.
 */
export function planSite(request: PlanRequest, solver: Solver, timeLimitMs: number): PlanOutcome {
  const fault = faultOfRequest(request)
  if (fault !== undefined) return { ok: false, reason: 'bad-request', fault }
  const { context, consumers, problems } = prepare(request)
  const apart = splitUp(context, consumers)
  const firstSlot = context.grid.startMs / context.grid.slotMs
  const parts: SolvedPart[] = []
  solver.beginPlan()
  for (const members of apart) {
    const plan = buildModel(context, members)
    const outcome = solver.solve(plan.model, { timeLimitMs, firstSlot })
    if (!outcome.ok) return outcome
    parts.push({ plan, solution: outcome.solution })
  }
  const currents = closeCurrentGap(context, fewerStarts(context, parts), solver)
  return { ok: true, result: readPlan(context, { parts, currents, problems }) }
}

/** A plan before it is solved: what all parts share, who takes part, and which vehicles could not. */
export function prepare(request: PlanRequest): {
  readonly context: PlanContext
  readonly consumers: readonly Consumer[]
  readonly problems: readonly VehicleProblem[]
} {
  const slotMs = request.slotMs ?? QUARTER_HOUR_MS
  const latest = request.nowMs + (request.horizonMs ?? 36 * HOUR_MS)
  const moments = request.vehicles.map((planned) => lastMomentOf(request, planned)).filter(Number.isFinite)
  const grid = slotsUntil(request.nowMs, Math.min(latest, Math.max(request.nowMs, ...moments)), slotMs)
  const { consumers, problems } = consumersOf(request, grid)
  const network = createNetwork(request.compiled.rows)
  const limits = limitsOfSlots(request, grid)
  const batteries = plannedBatteries(request)
  const hours = slotHours(grid)
  const loads = batteries.map(({ battery, load }) => ({
    load,
    maxA: Math.max(battery.maxChargeKw, battery.maxDischargeKw),
    hours,
  }))
  const tight = tightCuts(network, [...consumers, ...loads], limits)
  const base = baseKwOfSlots(request, (profile) => meansOf(profile, grid))
  const buy = meansOf(request.prices.buy, grid)
  return { context: { request, grid, network, limits, tight, buy, base, batteries }, consumers, problems }
}

function splitUp(context: PlanContext, consumers: readonly Consumer[]): readonly (readonly Consumer[])[] {
  if (isCoupled(context)) return [consumers]
  return splitApart(context.network, consumers, context.tight)
}
