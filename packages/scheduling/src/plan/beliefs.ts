import type { Quantiles } from '../forecast/quantiles.ts'
import type { PlanVehicle, Values } from './request.ts'
import type { SlotGrid } from './slots.ts'
import { endOf } from './slots.ts'

/** What is assumed of a vehicle of which nothing is known: hours from now, and kWh. */
const UNKNOWN_STAY_HOURS: Quantiles = { p20: 1, p50: 4, p80: 8 }
const UNKNOWN_NEED_KWH: Quantiles = { p20: 5, p50: 12, p80: 30 }
const MS_PER_HOUR = 3_600_000
/** A need is cut in so many parts, so that the worth of a kWh can fall while it is being met. */
const PARTS = 4
const DEFAULT_FAIRNESS = 0.2

/** When a vehicle leaves: how likely it is still there, and whether anything but its driver's word says so. */
export interface Stay {
  readonly departureMs: Quantiles
  readonly basis: 'stated' | 'estimated' | 'unknown'
}

export function stayOf({ vehicle, departureMs }: PlanVehicle, nowMs: number): Stay {
  if (departureMs !== undefined && isSound(departureMs)) return { departureMs, basis: 'estimated' }
  const stated = vehicle.departure
  if (stated !== undefined && Number.isFinite(stated.atMs)) {
    return { departureMs: { p20: stated.atMs, p50: stated.atMs, p80: stated.atMs }, basis: stated.basis }
  }
  const after = (hours: number) => nowMs + hours * MS_PER_HOUR
  const { p20, p50, p80 } = UNKNOWN_STAY_HOURS
  return { departureMs: { p20: after(p20), p50: after(p50), p80: after(p80) }, basis: 'unknown' }
}

/** How likely the vehicle is still there at an instant, straight lines between the quantiles. */
export function presenceAt({ departureMs: { p20, p50, p80 } }: Stay, atMs: number): number {
  if (atMs <= p20) return 1
  if (atMs >= p80) return 0
  if (atMs <= p50) return p50 === p20 ? 0.5 : 1 - (0.5 * (atMs - p20)) / (p50 - p20)
  return 0.5 - (0.5 * (atMs - p50)) / (p80 - p50)
}

/** Share of what is delivered in a slot that comes too late, because the vehicle has left by then. */
export function riskOf(stay: Stay, grid: SlotGrid, slot: number): number {
  const { p20, p80 } = stay.departureMs
  // A certain departure bounds the slots already.
  if (p20 === p80) return 0
  // It is here now, whatever was to be expected.
  return 1 - presenceAt(stay, Math.min(endOf(grid, slot), p80)) / Math.max(presenceAt(stay, grid.nowMs), 1e-9)
}

/** A part of what a vehicle needs, and what a kWh of it is worth. */
export interface Part {
  readonly kwh: number
  readonly worthPerKwh: number
}

/**
 * What is still to be delivered, in parts of falling worth: by how likely it is needed, by how far the vehicle is from
 * what it needs (so that nobody is left behind for others' last kWh), by the vehicle's weight.
 */
export function partsOf(planned: PlanVehicle, values: Values): readonly Part[] {
  const need = needOf(planned)
  const fairness = values.fairness ?? DEFAULT_FAIRNESS
  const weight = planned.vehicle.weight ?? 1
  const delivered = Math.max(0, planned.vehicle.deliveredKwh)
  const total = Math.max(need.p80, 1e-9)
  const bounds = new Set<number>([need.p20, need.p50, need.p80])
  for (let part = 1; part < PARTS; part++) bounds.add((total * part) / PARTS)
  const parts: Part[] = []
  let from = delivered
  for (const to of [...bounds].sort((a, b) => a - b)) {
    if (to - from <= 1e-6) continue
    const middle = (from + to) / 2
    const worth = likelihood(need, middle) * (1 + fairness * (0.5 - middle / total))
    parts.push({ kwh: to - from, worthPerKwh: values.unservedPerKwh * weight * worth })
    from = to
  }
  return parts
}

/** kWh of the whole session, as quantiles. */
export function needOf({ vehicle, needKwh }: PlanVehicle): Quantiles {
  if (needKwh !== undefined && isSound(needKwh)) return needKwh
  const kwh = vehicle.need?.kwh
  if (kwh !== undefined && Number.isFinite(kwh))
    return { p20: Math.max(0, kwh), p50: Math.max(0, kwh), p80: Math.max(0, kwh) }
  const more = Math.max(0, vehicle.deliveredKwh)
  const { p20, p50, p80 } = UNKNOWN_NEED_KWH
  return { p20: more + p20, p50: more + p50, p80: more + p80 }
}

/** How likely more than `kwh` is needed, in steps. */
function likelihood({ p20, p50, p80 }: Quantiles, kwh: number): number {
  if (kwh < p20 || p20 === p80) return 1
  return kwh < p50 ? 0.65 : 0.35
}

function isSound({ p20, p50, p80 }: Quantiles): boolean {
  return Number.isFinite(p20) && p20 <= p50 && p50 <= p80 && Number.isFinite(p80)
}
