import { parseStationTime } from '../time/station-time.ts'
import type { ChargingSchedulePeriod, CompositeSchedule } from './profile.ts'

/** A stretch of time in which two schedules disagree. */
export interface ScheduleDifference {
  /** Seconds from the start of the reported schedule. */
  readonly startS: number
  readonly endS: number
  /** Null: limited by no profile. */
  readonly expected: number | null
  readonly reported: number | null
}

/** Voltages and roundings differ between stations; what differs by less is the same. */
const TOLERANCE_SHARE = 0.05
const TOLERANCE = { A: 0.2, W: 50 } as const

/**
 * Where a station's composite schedule is not what we expect, both in the same unit. Where no profile limits, whatever the
 * station names is its own rating and no difference. Undefined when the two cannot be compared.
 */
export function compositeDifferences(
  expected: CompositeSchedule,
  reported: CompositeSchedule,
): readonly ScheduleDifference[] | undefined {
  const fromMs = parseStationTime(reported.scheduleStart).ms
  const expectedFromMs = parseStationTime(expected.scheduleStart).ms
  if (fromMs === undefined || expectedFromMs === undefined) return undefined
  if (expected.chargingRateUnit !== reported.chargingRateUnit) return undefined
  const shiftS = Math.round((expectedFromMs - fromMs) / 1000)
  const shifted = expected.chargingSchedulePeriod.map((one) => ({ ...one, startPeriod: one.startPeriod + shiftS }))
  const endS = Math.min(reported.duration, expected.duration + shiftS)
  const tolerance = TOLERANCE[expected.chargingRateUnit]
  const starts = new Set([0, ...[...shifted, ...reported.chargingSchedulePeriod].map(({ startPeriod }) => startPeriod)])
  const inOrder = [...starts]
    .filter((startS) => startS >= Math.max(0, shiftS) && startS < endS)
    .toSorted((a, b) => a - b)
  const differences: ScheduleDifference[] = []
  for (const [index, startS] of inOrder.entries()) {
    const expectedThen = shifted.findLast(({ startPeriod }) => startPeriod <= startS)
    const [should, does] = [expectedThen?.limit ?? null, limitAt(reported.chargingSchedulePeriod, startS)]
    if (should === null || isWithin({ least: expectedThen?.lowestLimit ?? should, most: should }, does, tolerance)) {
      continue
    }
    differences.push({ startS, endS: inOrder[index + 1] ?? endS, expected: should, reported: does })
  }
  return differences
}

function limitAt(periods: readonly ChargingSchedulePeriod[], second: number): number | null {
  return periods.findLast(({ startPeriod }) => startPeriod <= second)?.limit ?? null
}

/** Where starts are delayed at random, whatever lies between is as expected. */
function isWithin(
  { least, most }: { readonly least: number; readonly most: number },
  reported: number | null,
  tolerance: number,
): boolean {
  if (reported === null) return false
  const allowed = (rate: number) => Math.max(tolerance, rate * TOLERANCE_SHARE)
  return reported >= least - allowed(least) && reported <= most + allowed(most)
}
