import { type Profile, valueAt } from '../site/time-profile.ts'

const MS_PER_HOUR = 3_600_000

/** Slots of equal length on whole multiples of it; the first one is under way. */
export interface SlotGrid {
  readonly nowMs: number
  readonly startMs: number
  readonly slotMs: number
  readonly count: number
}

/** The grid from the slot that holds `nowMs` to the one that holds `endMs`; at least one slot. */
export function slotsUntil(nowMs: number, endMs: number, slotMs: number): SlotGrid {
  const startMs = Math.floor(nowMs / slotMs) * slotMs
  return { nowMs, startMs, slotMs, count: Math.max(1, Math.ceil((endMs - startMs) / slotMs)) }
}

/** Where a slot begins; the first one begins now. */
export function beginOf(grid: SlotGrid, slot: number): number {
  return Math.max(grid.nowMs, grid.startMs + slot * grid.slotMs)
}

export function endOf(grid: SlotGrid, slot: number): number {
  return grid.startMs + (slot + 1) * grid.slotMs
}

/** Hours of a slot that are still to come, within a stay. */
export function hoursOf(
  grid: SlotGrid,
  slot: number,
  stay?: { readonly fromMs: number; readonly untilMs: number },
): number {
  const begin = Math.max(beginOf(grid, slot), stay?.fromMs ?? 0)
  const end = Math.min(endOf(grid, slot), stay?.untilMs ?? Number.POSITIVE_INFINITY)
  return Math.max(0, end - begin) / MS_PER_HOUR
}

/** Hours of each slot that are still to come. */
export function slotHours(grid: SlotGrid): Float64Array {
  return Float64Array.from({ length: grid.count }, (_, slot) => hoursOf(grid, slot))
}

/** Mean of a profile over what is left of each slot. */
export function meansOf(profile: Profile, grid: SlotGrid): Float64Array {
  return Float64Array.from({ length: grid.count }, (_, slot) =>
    meanBetween(profile, beginOf(grid, slot), endOf(grid, slot)),
  )
}

function meanBetween(profile: Profile, fromMs: number, toMs: number): number {
  if (typeof profile === 'number') return profile
  let sum = 0
  let atMs = fromMs
  for (const step of profile) {
    if (step.fromMs <= atMs) continue
    if (step.fromMs >= toMs) break
    sum += valueAt(profile, atMs) * (step.fromMs - atMs)
    atMs = step.fromMs
  }
  return (sum + valueAt(profile, atMs) * (toMs - atMs)) / (toMs - fromMs)
}
