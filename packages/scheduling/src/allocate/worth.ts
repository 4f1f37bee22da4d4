import { openNeedKwh } from './belief.ts'
import type { Charging } from './charging.ts'
import type { AllocatorSettings } from './settings.ts'

/** Part of the worth that comes from urgency even where the outlook is certain. */
const URGENCY_SHARE = 0.3
/** Keeps everybody above nothing. */
const LEAST = 0.01
/** How fast worth falls with each ampere, and with the share delivered, where wishes are uncertain. */
const PER_AMPERE = 0.07
const PER_SHARE = 0.7
/** A vehicle that is on is worth a little more, so that equals do not take turns for nothing. */
const STEADY = 1.05
/** Doubt that remains where everything is certain, so that equals share and nobody waits for ever. */
const LEAST_DOUBT = 0.15

/** Worth of a kW to a vehicle now, and how fast it falls with amperes. */
export function worthOf(
  { belief, memory, vehicle }: Charging,
  { evenness, longestWaitMs }: AllocatorSettings,
  nowMs: number,
): { readonly weight: number; readonly saturation: number } {
  const { certainty, urgency } = belief
  const doubt = Math.max(LEAST_DOUBT, 1 - certainty) * evenness
  const planned = certainty * memory.postponing + (1 - certainty) * (1 - URGENCY_SHARE) * urgency
  const hurry = LEAST + URGENCY_SHARE * urgency + planned
  const wanted = vehicle.deliveredKwh + openNeedKwh(vehicle)
  const served = wanted > 0 ? vehicle.deliveredKwh / wanted : 1
  const waited = waitOf(memory, nowMs) / longestWaitMs
  const patience = 1 + doubt * waited * waited
  const steady = memory.targetA > 0 ? STEADY : 1
  const weight = ((vehicle.weight ?? 1) * hurry * patience * steady) / (1 + PER_SHARE * doubt * served)
  return { weight, saturation: PER_AMPERE * doubt }
}

/** How long a vehicle has been without current. */
export function waitOf(memory: Charging['memory'], nowMs: number): number {
  if (memory.targetA > 0) return 0
  return nowMs - Math.max(memory.arrivedAtMs, memory.switchedAtMs)
}
