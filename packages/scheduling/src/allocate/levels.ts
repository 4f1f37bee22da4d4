import type { ChargingPoint } from '../site/site.ts'

/** Pilots finer than this are not told apart, A. */
export const FINEST_A = 0.01

/** What a pilot may be, between a lower and an upper end. 0 is always allowed. */
export interface Levels {
  readonly minA: number
  readonly maxA: number
  /** Sorted, without 0; `undefined` where any current is allowed. */
  readonly list: readonly number[] | undefined
  readonly stepA: number | undefined
}

/** The levels of a point for a vehicle with its own ends. */
export function levelsOf(point: ChargingPoint, vehicle: { readonly minA?: number; readonly maxA?: number }): Levels {
  const minA = Math.max(point.minA, vehicle.minA ?? 0)
  const maxA = Math.min(point.maxA, vehicle.maxA ?? Number.POSITIVE_INFINITY)
  const { steps } = point
  if (steps.kind === 'step') return { minA, maxA, list: undefined, stepA: steps.stepA }
  if (steps.kind === 'continuous') return { minA, maxA, list: undefined, stepA: undefined }
  const list = steps.amperes.filter((amperes) => amperes > 0 && amperes >= minA && amperes <= point.maxA)
  return { minA, maxA, list: list.sort((a, b) => a - b), stepA: undefined }
}

/** The highest allowed pilot that is not above `amperes`; 0 when there is none. */
export function floorLevel(levels: Levels, amperes: number): number {
  const { minA, maxA, list, stepA } = levels
  const wanted = Math.min(amperes, maxA) + FINEST_A / 10
  if (list !== undefined) {
    let best = 0
    for (const level of list) if (level <= wanted) best = level
    return best
  }
  if (!(wanted >= minA) || wanted <= FINEST_A) return 0
  if (stepA === undefined) return Math.min(amperes, maxA)
  const level = Math.floor(wanted / stepA) * stepA
  return level >= minA ? level : 0
}

/** The lowest allowed pilot that is not below `amperes`; the highest there is when none is. */
export function ceilLevel(levels: Levels, amperes: number): number {
  const { minA, maxA, list, stepA } = levels
  if (list !== undefined) {
    return list.find((level) => level >= amperes && level <= maxA) ?? floorLevel(levels, maxA)
  }
  const wanted = Math.max(amperes, minA)
  if (stepA === undefined) return Math.min(wanted, maxA)
  const level = Math.ceil(wanted / stepA - FINEST_A) * stepA
  return level <= maxA + FINEST_A / 10 ? level : floorLevel(levels, maxA)
}

/** The next pilot to try above `from`, at most `upTo` and about `stride` higher; `undefined` when there is none. */
export function nextLevel(levels: Levels, from: number, upTo: number, stride: number): number | undefined {
  const top = Math.min(upTo, levels.maxA)
  const { list, minA, stepA } = levels
  if (list !== undefined) {
    const next = list.find((level) => level > from + FINEST_A)
    if (next === undefined || next > top + FINEST_A / 10) return undefined
    const further = floorLevel(levels, Math.min(top, from + stride))
    return Math.max(next, further)
  }
  if (from < minA) {
    const first = ceilLevel(levels, minA)
    return first <= top + FINEST_A / 10 && first > 0 ? first : undefined
  }
  const next =
    stepA === undefined
      ? Math.min(top, from + stride)
      : floorLevel(levels, Math.min(top, from + Math.max(stride, stepA)))
  return next > from + FINEST_A ? next : undefined
}
