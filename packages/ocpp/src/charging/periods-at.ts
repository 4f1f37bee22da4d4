import type { ChargingSchedulePeriod, ProfileSituation } from './profile.ts'
import { cycleStartAt, isValidAt, nextCycleStart, type SchedulePlan } from './schedule-plan.ts'

/** How the delays of starts were drawn, from 0 to 1; undefined: nobody here knows. */
type Draw = ProfileSituation['drawnDelay']

const SILENT: readonly undefined[] = [undefined]

/**
 * The periods that may hold at an instant, undefined among them when the profile may be silent then. Only delays that are not
 * known (2.1 randomizedDelay) leave more than one: what held before goes on until a period begins.
 */
export function periodsAt(
  plan: SchedulePlan,
  atMs: number,
  draw: Draw,
): readonly (ChargingSchedulePeriod | undefined)[] {
  if (!isValidAt(plan, atMs)) return SILENT
  const cycleStartMs = cycleStartAt(plan, atMs)
  const offsetMs = atMs - cycleStartMs
  if (offsetMs >= plan.lengthMs) return SILENT
  const begun = plan.periods.filter(({ startPeriod }) => startPeriod * 1000 <= offsetMs)
  if (plan.delayMs === 0) return [begun.at(-1)]
  const delayOf = delaysOf(plan, cycleStartMs, draw)
  const surely = begun.findLastIndex(({ startPeriod }, index) => startPeriod * 1000 + delayOf(index) <= offsetMs)
  const held = surely < 0 ? heldBefore(plan, cycleStartMs) : begun[surely]
  return draw === undefined ? [held, ...begun.slice(surely + 1)] : [held]
}

/** By how much the periods of a cycle are delayed, by their index; the longest where nobody knows. */
function delaysOf({ delayMs, profileId }: SchedulePlan, cycleStartMs: number, draw: Draw): (period: number) => number {
  return (period) => (draw === undefined ? delayMs : Math.round(delayMs * draw({ profileId, period, cycleStartMs })))
}

/** What goes on until the first period of a cycle begins: the last one of the cycle before, if that runs so long. */
function heldBefore(plan: SchedulePlan, cycleStartMs: number): ChargingSchedulePeriod | undefined {
  if (plan.cycle === undefined || cycleStartMs <= plan.startMs) return undefined
  const lengthMs = cycleStartMs - cycleStartAt(plan, cycleStartMs - 1)
  if (plan.lengthMs < lengthMs) return undefined
  return plan.periods.findLast(({ startPeriod }) => startPeriod * 1000 < lengthMs)
}

/** Instants after `fromMs` and before `toMs` at which the profile may say something else. */
export function changesOf(plan: SchedulePlan, fromMs: number, toMs: number, draw: Draw): number[] {
  const { periods, lengthMs, delayMs, validFromMs, validToMs, startMs } = plan
  const starts = periods.map(({ startPeriod }) => startPeriod * 1000).filter((start) => start <= lengthMs)
  const changes = [validFromMs, validToMs]
  let cycleStartMs = fromMs < startMs ? startMs : cycleStartAt(plan, fromMs)
  while (cycleStartMs < toMs) {
    const delayOf = delaysOf(plan, cycleStartMs, draw)
    const delayed = delayMs === 0 ? [] : starts.map((start, period) => start + delayOf(period))
    for (const step of [0, lengthMs, ...starts, ...delayed]) changes.push(cycleStartMs + step)
    cycleStartMs = nextCycleStart(plan, cycleStartMs)
  }
  return changes.filter((atMs) => atMs > fromMs && atMs < toMs)
}
