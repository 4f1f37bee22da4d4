import type { NodeCap, Plan, VehiclePlan } from '../site/plan.ts'
import type { VehicleProblem } from '../site/problem.ts'
import { needOf } from './beliefs.ts'
import type { PlanContext } from './build-model.ts'
import { type ConsumerCurrents, type Currents, plannedPeakKw } from './currents.ts'
import { bindingLimits, reasonsFor } from './explain.ts'
import { startsOf } from './fewer-starts.ts'
import type { BatterySchedule, PlanCost, PlanResult, VehicleOutlook } from './plan-result.ts'
import type { SolvedPart } from './planner.ts'
import { wearOf } from './vehicle-discharge.ts'

/** Prices closer than this are the same. */
const SAME_PRICE = 1e-9
const NOTHING_KWH = 1e-3

/** Everything that a plan comes from, after solving. */
export interface Solved {
  readonly parts: readonly SolvedPart[]
  readonly currents: Currents
  readonly problems: readonly VehicleProblem[]
}

/** Turns a solution into currents for the allocator and sentences' worth of reasons for people. */
export function readPlan(context: PlanContext, solved: Solved): PlanResult {
  const { grid } = context
  const peakKw = plannedPeakKw(solved.parts)
  const plan: Plan = {
    madeAtMs: grid.nowMs,
    startMs: grid.startMs,
    slotMs: grid.slotMs,
    slots: grid.count,
    vehicles: solved.currents.all.map((one) => vehiclePlan(context, one)),
    caps: nodeCaps(context, solved, peakKw),
  }
  const binding = bindingLimits(context, solved.parts)
  return {
    plan,
    vehicles: solved.currents.all.map((one) => outlook(context, solved, one)),
    batteries: solved.parts.flatMap(batterySchedules),
    binding,
    cost: costOf(context, solved),
    ...(peakKw === undefined ? {} : { peakKw }),
    problems: solved.problems,
  }
}

function vehiclePlan(context: PlanContext, one: ConsumerCurrents): VehiclePlan {
  const { consumer, takenA, givenA } = one
  return {
    vehicleId: consumer.id,
    targetA: Array.from(takenA, (amperes, slot) => amperes - (givenA[slot] ?? 0)),
    above: isCheaperLater(context, one) ? 'cap' : 'fill',
  }
}

/** Whether charging more now than planned would cost more than the same energy costs later in the plan. */
function isCheaperLater({ buy, request }: PlanContext, { consumer, takenA, givenA }: ConsumerCurrents): boolean {
  if (givenA.some((amperes) => amperes > 0)) return true
  const now = buy[0] ?? 0
  if (now > request.values.unservedPerKwh * (consumer.planned.vehicle.weight ?? 1)) return true
  return takenA.some((amperes, slot) => slot > 0 && amperes > 0 && (buy[slot] ?? 0) < now - SAME_PRICE)
}

function nodeCaps(context: PlanContext, { currents }: Solved, peakKw: number | undefined): readonly NodeCap[] {
  const { grid, request, network, limits } = context
  const caps = new Map<string, number[]>()
  for (const { nodeId } of request.caps ?? []) {
    const row = network.rows.findIndex(({ subject }) => subject.kind === 'power' && subject.nodeId === nodeId)
    if (row >= 0)
      caps.set(
        nodeId,
        Array.from({ length: grid.count }, (_, slot) => limits[slot]?.[row] ?? 0),
      )
  }
  const root = request.compiled.site.nodes.find(({ parentId }) => parentId === undefined)
  if (peakKw !== undefined && root !== undefined) {
    const before = caps.get(root.id)
    const underPeak = Array.from(
      { length: grid.count },
      (_, slot) => currents.vehiclesKw(slot) + currents.powerLeftKw(slot),
    )
    caps.set(root.id, before === undefined ? underPeak : underPeak.map((kw, slot) => Math.min(kw, before[slot] ?? kw)))
  }
  return [...caps].map(([nodeId, vehiclesKw]) => ({ nodeId, vehiclesKw }))
}

function outlook(context: PlanContext, solved: Solved, one: ConsumerCurrents): VehicleOutlook {
  const { consumer, takenA, givenA } = one
  const { planned, hours, load } = consumer
  const deliveredKwh = planned.vehicle.deliveredKwh
  let kwh = 0
  let cost = 0
  takenA.forEach((amperes, slot) => {
    const energy = (amperes - (givenA[slot] ?? 0)) * load.kwPerA * (hours[slot] ?? 0)
    kwh += energy
    cost += energy * (context.buy[slot] ?? 0)
  })
  const wantedKwh = Math.max(deliveredKwh, needOf(planned).p80)
  const plannedKwh = deliveredKwh + kwh
  const isShort = wantedKwh - plannedKwh > Math.max(NOTHING_KWH, 1e-4 * wantedKwh)
  const short = isShort ? reasonsFor(context, solved.parts, one, wantedKwh) : []
  return { vehicleId: consumer.id, deliveredKwh, plannedKwh, wantedKwh, cost, starts: startsOf(takenA), short }
}

function batterySchedules({ plan, solution: { colValue } }: SolvedPart): readonly BatterySchedule[] {
  return plan.batteries.map(({ planned, take, give, store }) => ({
    batteryId: planned.battery.id,
    kw: take.map((column, slot) => (colValue[column] ?? 0) - (colValue[give[slot] ?? 0] ?? 0)),
    storedKwh: store.map((column) => colValue[column] ?? 0),
  }))
}

/** Costs of the currents as they are given out; what the whole site pays where sun, battery or peak play a part. */
function costOf(context: PlanContext, { parts, currents }: Solved): PlanCost {
  const { request, buy } = context
  const wear = wearOf(request.values)
  let energy = 0
  let worn = 0
  for (const { consumer, takenA, givenA } of currents.all) {
    for (const [slot, amperes] of takenA.entries()) {
      const kwh = consumer.load.kwPerA * (consumer.hours[slot] ?? 0)
      energy += (amperes - (givenA[slot] ?? 0)) * kwh * (buy[slot] ?? 0)
      worn += (givenA[slot] ?? 0) * kwh * wear
    }
  }
  let peak = 0
  for (const { plan, solution } of parts) {
    const { balance, batteries, model } = plan
    const paid = (columns: readonly number[]) =>
      columns.reduce((sum, column) => sum + (solution.colValue[column] ?? 0) * (model.colCost[column] ?? 0), 0)
    if (balance !== undefined) energy = paid(balance.fromGrid) + paid(balance.intoGrid)
    if (balance?.abovePeak !== undefined) peak = paid([balance.abovePeak.column])
    for (const { give } of batteries) worn += paid(give)
  }
  return { energy, peak, wear: worn, unserved: parts.reduce((sum, part) => sum + unservedOf(part), 0) }
}

function unservedOf({ plan, solution }: SolvedPart): number {
  let unserved = 0
  for (const { consumer, parts } of plan.consumers) {
    for (const [index, column] of parts.entries()) {
      const part = consumer.parts[index]
      if (part !== undefined) unserved += Math.max(0, part.kwh - (solution.colValue[column] ?? 0)) * part.worthPerKwh
    }
  }
  return unserved
}
