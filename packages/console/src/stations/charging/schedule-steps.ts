import type { CallOutput } from '@stationmaster/server/contract'

type Schedule = CallOutput<'compareCompositeSchedule'>['expected']

/** Just before a step, so that a line drawn from point to point shows it upright. */
const BEFORE_MS = 1

/** The instants where schedules begin, change and end, with one just before each change, epoch ms. */
export function stepsOf(schedules: readonly Schedule[]): readonly number[] {
  const instants = schedules.flatMap(({ scheduleStart, duration, chargingSchedulePeriod }) => {
    const startMs = Date.parse(scheduleStart)
    const changes = chargingSchedulePeriod.map(({ startPeriod }) => startMs + startPeriod * 1000)
    return [...changes, startMs + duration * 1000]
  })
  return [...new Set(instants.flatMap((ms) => [ms - BEFORE_MS, ms]))].sort((a, b) => a - b)
}

/** The limit at an instant; null where there is none. */
export function limitAt(schedule: Schedule, atMs: number): number | null {
  return periodAt(schedule, atMs)?.limit ?? null
}

/** The lowest limit that may hold at an instant, while it is not known whether a delayed start has come. */
export function lowestLimitAt(schedule: Schedule, atMs: number): number | null {
  const period = periodAt(schedule, atMs)
  return period?.lowestLimit ?? period?.limit ?? null
}

function periodAt({ scheduleStart, duration, chargingSchedulePeriod }: Schedule, atMs: number) {
  const second = (atMs - Date.parse(scheduleStart)) / 1000
  if (second < 0 || second >= duration) return undefined
  return chargingSchedulePeriod.findLast(({ startPeriod }) => startPeriod <= second)
}
