import type { ChargingProfile } from '@stationmaster/ocpp'
import { z } from 'zod'
import { type Check, failed, passed, unanswered } from './check.ts'

/** A number of its own, so that it is known among the profiles of a station. */
const FAIL_SAFE_PROFILE_ID = 990_000_000

/** TxDefaultProfile at the lowest stack level: what holds when nobody says anything else (energy design, fail-safe). */
function failSafeProfile(limitA: number): ChargingProfile {
  return {
    id: FAIL_SAFE_PROFILE_ID,
    stackLevel: 0,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [
      { id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: limitA, numberPhases: 3 }] },
    ],
  }
}

/** What is kept of an answer is JSON: the part of a composite schedule that is judged. */
const Composite = z.object({
  chargingRateUnit: z.enum(['A', 'W']),
  chargingSchedulePeriod: z.array(z.object({ limit: z.number().optional() })).min(1),
})

/** 230 V on each of three phases, for stations that answer in watts. */
const W_PER_A = 690
const ROUNDING_A = 0.5

/** The limit that a station must keep by itself is set, and then read back as the station understands it. */
export const FAIL_SAFE_CHECKS: readonly Check[] = [
  {
    id: 'failSafeSet',
    ask: ({ failSafeA }) =>
      failSafeA === null
        ? undefined
        : { kind: 'setChargingProfile', evseId: 0, chargingProfile: failSafeProfile(failSafeA) },
    judge: (evidence) => {
      const silence = unanswered(evidence)
      if (silence !== undefined) return silence
      const { status } = evidence.command ?? {}
      return evidence.command?.state === 'accepted' ? passed('failSafeTaken') : failed('failSafeRefused', { status })
    },
  },
  {
    id: 'failSafeKept',
    ask: ({ failSafeA }) =>
      failSafeA === null ? undefined : { kind: 'getCompositeSchedule', evseId: 1, durationS: 3600, unit: 'A' },
    judge: (evidence) => {
      const silence = unanswered(evidence)
      if (silence !== undefined) return silence
      const read = Composite.safeParse(evidence.command?.answer?.compositeSchedule)
      if (!read.success) return failed('failSafeUnread', { status: evidence.command?.status ?? null })
      const { chargingRateUnit, chargingSchedulePeriod } = read.data
      const limits = chargingSchedulePeriod.map(({ limit = 0 }) => (chargingRateUnit === 'A' ? limit : limit / W_PER_A))
      const highestA = Math.max(...limits)
      const data = { limitA: evidence.failSafeA, highestA }
      return highestA <= (evidence.failSafeA ?? 0) + ROUNDING_A
        ? passed('failSafeKept', data)
        : failed('failSafeBroken', data)
    },
  },
]
