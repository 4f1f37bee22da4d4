import type { VehicleNow } from './control-input.ts'
import type { VehicleMemory } from './memory.ts'

/** What is believed of a vehicle that charges. */
export interface Belief {
  /** 1 when it must charge at full current from now on to be served, falling with the time to spare. */
  readonly urgency: number
  /** When it leaves, on the safe side. */
  readonly leavesAtMs: number
  /** kWh that it really still needs. */
  readonly needKwh: number
  /** 1: stays and needs of the past were as stated. Falls towards 0 with the hours they were off. */
  readonly certainty: number
}

const HOUR_MS = 3_600_000
/** Weight of the vehicle's own statement beside the sessions like it. */
const STATEMENT_WEIGHT = 0.5
/** Share of like sessions that left earlier than the believed departure. */
const EARLY_SHARE = 0.3
/** Time to spare at which a vehicle is half as urgent as one without. */
const HALF_URGENT_HOURS = 0.5
/** Hours to spare of a vehicle of which nothing is known. */
const UNKNOWN_HOURS = 4
/** A vehicle that stayed longer than it said may go at any moment. */
const SOON_MS = 300_000
/** Energy left in a session that by likeness should be over. */
const LAST_KWH = 0.1

/** What to believe of a vehicle now, from its statement and how statements like it turned out. */
export function believe(
  vehicle: VehicleNow,
  memory: VehicleMemory,
  { nowMs, fullKw }: { readonly nowMs: number; readonly fullKw: number },
): Belief {
  const stated = statedOutcome(vehicle, nowMs)
  const outcomes = likelyOutcomes(vehicle, memory, nowMs)
  insertByDeparture(outcomes, stated)
  let weights = 0
  let urgency = 0
  let needKwh = 0
  for (const outcome of outcomes) {
    weights += outcome.weight
    urgency += outcome.weight * urgencyOf(outcome, nowMs, fullKw)
    needKwh += outcome.weight * outcome.needKwh
  }
  const leavesAtMs = earlyDeparture(outcomes, weights)
  const spread = outcomes.reduce((sum, { weight, leavesAtMs: at }) => sum + weight * Math.abs(at - leavesAtMs), 0)
  const needSpread = outcomes.reduce((sum, one) => sum + one.weight * Math.abs(one.needKwh - stated.needKwh), 0)
  const hoursOff = spread / weights / HOUR_MS + needSpread / weights / Math.max(fullKw, 1e-6)
  return { urgency: urgency / weights, leavesAtMs, needKwh: needKwh / weights, certainty: 1 / (1 + hoursOff) }
}

interface Outcome {
  readonly leavesAtMs: number
  readonly needKwh: number
  readonly weight: number
}

function statedOutcome(vehicle: VehicleNow, nowMs: number): Outcome {
  const leavesAtMs = Math.max(vehicle.departure?.atMs ?? nowMs + UNKNOWN_HOURS * HOUR_MS, nowMs + SOON_MS)
  return { leavesAtMs, needKwh: openNeedKwh(vehicle), weight: STATEMENT_WEIGHT }
}

/** kWh still wanted; plenty when nothing is known. */
export function openNeedKwh(vehicle: VehicleNow): number {
  if (vehicle.need === undefined) return 20
  return Math.max(0, vehicle.need.kwh - vehicle.deliveredKwh)
}

/** The outcomes of like sessions, scaled to this one's statement, that are still possible; the earliest first. */
function likelyOutcomes(vehicle: VehicleNow, { similar }: VehicleMemory, nowMs: number): Outcome[] {
  const { departure, need } = vehicle
  if (similar === undefined || departure?.basis !== 'stated') return []
  const outcomes: Outcome[] = []
  for (const { lateMs, energyRatio, weight } of similar) {
    const leavesAtMs = departure.atMs + lateMs
    if (leavesAtMs <= nowMs) continue
    const kwh = need?.basis === 'stated' ? need.kwh * energyRatio - vehicle.deliveredKwh : openNeedKwh(vehicle)
    outcomes.push({ leavesAtMs, needKwh: Math.max(LAST_KWH, kwh), weight })
  }
  return outcomes
}

function urgencyOf({ leavesAtMs, needKwh }: Outcome, nowMs: number, fullKw: number): number {
  const spareHours = (leavesAtMs - nowMs) / HOUR_MS - needKwh / Math.max(fullKw, 1e-6)
  return 1 / (1 + Math.max(0, spareHours) / HALF_URGENT_HOURS)
}

function insertByDeparture(outcomes: Outcome[], one: Outcome): void {
  const later = outcomes.findIndex(({ leavesAtMs }) => leavesAtMs > one.leavesAtMs)
  outcomes.splice(later < 0 ? outcomes.length : later, 0, one)
}

function earlyDeparture(outcomes: readonly Outcome[], weights: number): number {
  let passed = 0
  for (const { leavesAtMs, weight } of outcomes) {
    passed += weight
    if (passed >= EARLY_SHARE * weights) return leavesAtMs
  }
  return outcomes.at(-1)?.leavesAtMs ?? Number.POSITIVE_INFINITY
}
