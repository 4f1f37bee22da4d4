import { parseStationTime } from '../time/station-time.ts'
import type { ChargingProfile, ChargingSchedule, ChargingSchedulePeriod } from './profile.ts'

const DAY_MS = 86_400_000
const CYCLE_MS = { Daily: DAY_MS, Weekly: 7 * DAY_MS } as const
const NEVER_MS = Number.POSITIVE_INFINITY

/** When a profile says what, on the clock. */
export interface SchedulePlan {
  readonly schedule: ChargingSchedule
  /** Earliest period first. */
  readonly periods: readonly ChargingSchedulePeriod[]
  readonly validFromMs: number
  readonly validToMs: number
  readonly startMs: number
  /** How long the schedule runs from its start, or in each cycle. */
  readonly lengthMs: number
  /** Infinite for what does not recur. */
  readonly cycleMs: number
}

/**
 * Puts a profile on the clock. `transactionStartMs` is where Relative schedules begin. Of several schedules offered to a
 * vehicle the first counts. Undefined for a profile that has no beginning: it never says anything.
 */
export function schedulePlan(
  profile: ChargingProfile,
  transactionStartMs: number | undefined,
): SchedulePlan | undefined {
  const [schedule] = profile.chargingSchedule
  if (schedule === undefined) return undefined
  const validFromMs = timeMs(profile.validFrom) ?? -NEVER_MS
  const startMs = startOf(profile, schedule, transactionStartMs)
  if (startMs === undefined) return undefined
  const cycleMs = profile.chargingProfileKind === 'Recurring' ? CYCLE_MS[profile.recurrencyKind ?? 'Daily'] : NEVER_MS
  const durationMs = schedule.duration === undefined ? NEVER_MS : schedule.duration * 1000
  return {
    schedule,
    periods: schedule.chargingSchedulePeriod.toSorted((a, b) => a.startPeriod - b.startPeriod),
    validFromMs,
    validToMs: timeMs(profile.validTo) ?? NEVER_MS,
    startMs,
    lengthMs: Math.min(durationMs, cycleMs),
    cycleMs,
  }
}

/** The period that holds at an instant; undefined when the profile is silent then. */
export function periodAt(plan: SchedulePlan, atMs: number): ChargingSchedulePeriod | undefined {
  if (atMs < plan.validFromMs || atMs >= plan.validToMs || atMs < plan.startMs) return undefined
  // A dynamic profile may hold since ever.
  const sinceStartMs = plan.startMs === -NEVER_MS ? 0 : atMs - plan.startMs
  const offsetMs = plan.cycleMs === NEVER_MS ? sinceStartMs : sinceStartMs % plan.cycleMs
  if (offsetMs >= plan.lengthMs) return undefined
  return plan.periods.findLast(({ startPeriod }) => startPeriod * 1000 <= offsetMs)
}

/** Instants after `fromMs` and before `toMs` at which the profile may say something else. */
export function changesOf(plan: SchedulePlan, fromMs: number, toMs: number): number[] {
  const changes = [plan.validFromMs, plan.validToMs]
  const steps = [...plan.periods.map(({ startPeriod }) => startPeriod * 1000), plan.lengthMs]
  const isCyclic = plan.cycleMs !== NEVER_MS
  const passed = isCyclic ? Math.max(0, Math.floor((fromMs - plan.startMs) / plan.cycleMs)) : 0
  for (let cycle = passed; ; cycle += 1) {
    const cycleStartMs = plan.startMs + (isCyclic ? cycle * plan.cycleMs : 0)
    if (cycleStartMs >= toMs) break
    changes.push(...steps.filter((step) => step <= plan.lengthMs).map((step) => cycleStartMs + step))
    changes.push(cycleStartMs)
    if (!isCyclic) break
  }
  return changes.filter((atMs) => atMs > fromMs && atMs < toMs)
}

function startOf(
  profile: ChargingProfile,
  schedule: ChargingSchedule,
  transactionStartMs: number | undefined,
): number | undefined {
  switch (profile.chargingProfileKind) {
    case 'Absolute':
    case 'Recurring':
      return timeMs(schedule.startSchedule) ?? timeMs(profile.validFrom) ?? transactionStartMs
    case 'Relative':
      return transactionStartMs
    // Its duration counts from the latest update (2.1 K28).
    case 'Dynamic':
      return timeMs(profile.dynUpdateTime) ?? timeMs(profile.validFrom) ?? -NEVER_MS
  }
}

function timeMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseStationTime(text).ms
}
