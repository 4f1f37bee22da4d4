import { parseStationTime } from '../time/station-time.ts'
import { instantOfWall, wallTimeAt } from '../time/wall-time.ts'
import type { ChargingProfile, ChargingSchedule, ChargingSchedulePeriod, ProfileSituation } from './profile.ts'

const DAY_MS = 86_400_000
const CYCLE_MS = { Daily: DAY_MS, Weekly: 7 * DAY_MS } as const
const NEVER_MS = Number.POSITIVE_INFINITY

/** When a profile says what, on the clock. */
export interface SchedulePlan {
  readonly profileId: number
  readonly schedule: ChargingSchedule
  /** Earliest period first. */
  readonly periods: readonly ChargingSchedulePeriod[]
  readonly validFromMs: number
  readonly validToMs: number
  /** Of the first cycle; what does not recur has only one. Minus infinity: since ever. */
  readonly startMs: number
  /** How long the schedule runs from the start of each cycle. */
  readonly lengthMs: number
  /** Undefined for what does not recur. */
  readonly cycle: Cycle | undefined
  /** The longest that the start of a period may be delayed. */
  readonly delayMs: number
}

/** A recurrence. With a zone each cycle begins at the same time of the station's clock on the wall. */
interface Cycle {
  readonly lengthMs: number
  readonly timeZone: string
  /** What that clock shows when the first begins. */
  readonly wallStartMs: number
}

/**
 * Puts a profile on the clock. `transactionStartMs` is where Relative schedules begin, `timeZone` that of the station. Of
 * several schedules offered to a vehicle the first counts. Undefined for a profile that has no beginning: it never says
 * anything.
 */
export function schedulePlan(
  profile: ChargingProfile,
  transactionStartMs: number | undefined,
  { timeZone = 'UTC' }: Pick<ProfileSituation, 'timeZone'> = {},
): SchedulePlan | undefined {
  const [schedule] = profile.chargingSchedule
  if (schedule === undefined) return undefined
  const start = startOf(profile, schedule, { transactionStartMs, timeZone })
  if (start === undefined) return undefined
  return {
    profileId: profile.id,
    schedule,
    periods: schedule.chargingSchedulePeriod.toSorted((a, b) => a.startPeriod - b.startPeriod),
    validFromMs: timeMs(profile.validFrom) ?? -NEVER_MS,
    validToMs: timeMs(profile.validTo) ?? NEVER_MS,
    startMs: start.ms,
    lengthMs: schedule.duration === undefined ? NEVER_MS : schedule.duration * 1000,
    cycle:
      profile.chargingProfileKind === 'Recurring'
        ? { lengthMs: CYCLE_MS[profile.recurrencyKind ?? 'Daily'], timeZone: start.timeZone, wallStartMs: start.wallMs }
        : undefined,
    // An update of a dynamic profile holds at once.
    delayMs: profile.chargingProfileKind === 'Dynamic' ? 0 : Math.max(0, schedule.randomizedDelay ?? 0) * 1000,
  }
}

/** Whether the profile can say anything at an instant. */
export function isValidAt({ validFromMs, validToMs, startMs }: SchedulePlan, atMs: number): boolean {
  return atMs >= validFromMs && atMs < validToMs && atMs >= startMs
}

/** The start of the cycle that runs at an instant which is not before the first. */
export function cycleStartAt(plan: SchedulePlan, atMs: number): number {
  const { cycle, startMs } = plan
  // A dynamic profile may hold since ever.
  if (cycle === undefined) return startMs === -NEVER_MS ? atMs : startMs
  const number = Math.floor((wallTimeAt(atMs, cycle.timeZone) - cycle.wallStartMs) / cycle.lengthMs)
  // Where clocks are put forward or back a cycle is shorter or longer.
  const starts = [number + 1, number, number - 1].map((one) => startOfCycle(cycle, one))
  return starts.find((start) => start <= atMs) ?? startMs
}

/** The start of the cycle after the one that begins at `startMs`. */
export function nextCycleStart({ cycle }: SchedulePlan, startMs: number): number {
  if (cycle === undefined) return NEVER_MS
  const { wallStartMs, lengthMs, timeZone } = cycle
  // The clock may leap over a start; half a cycle is more than any leap.
  const number = Math.round((wallTimeAt(startMs, timeZone) - wallStartMs) / lengthMs)
  return startOfCycle(cycle, number + 1)
}

function startOfCycle({ wallStartMs, lengthMs, timeZone }: Cycle, number: number): number {
  return instantOfWall(wallStartMs + number * lengthMs, timeZone)
}

interface Start {
  readonly ms: number
  readonly wallMs: number
  readonly timeZone: string
}

function startOf(
  profile: ChargingProfile,
  schedule: ChargingSchedule,
  { transactionStartMs, timeZone }: { readonly transactionStartMs: number | undefined; readonly timeZone: string },
): Start | undefined {
  switch (profile.chargingProfileKind) {
    case 'Absolute':
    case 'Recurring': {
      const local = schedule.useLocalTime === true ? wallTimeIn(schedule.startSchedule) : undefined
      if (local !== undefined) return { ms: instantOfWall(local, timeZone), wallMs: local, timeZone }
      return universal(timeMs(schedule.startSchedule) ?? timeMs(profile.validFrom) ?? transactionStartMs)
    }
    case 'Relative':
      return universal(transactionStartMs)
    // Its duration counts from the latest update (2.1 K28).
    case 'Dynamic':
      return universal(timeMs(profile.dynUpdateTime) ?? timeMs(profile.validFrom) ?? -NEVER_MS)
  }
}

function universal(ms: number | undefined): Start | undefined {
  return ms === undefined ? undefined : { ms, wallMs: ms, timeZone: 'UTC' }
}

/** The time of day as written, whatever zone stands behind it (2.1 useLocalTime). */
function wallTimeIn(text: string | undefined): number | undefined {
  return timeMs(text?.replace(/\s*(Z|[+-]\d{2}(:?\d{2})?)$/i, ''))
}

function timeMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseStationTime(text).ms
}
