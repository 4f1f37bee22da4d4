import { z } from 'zod'
import { Timestamp, Uuid } from './primitives.ts'

/** As OCPP 2.1 shapes it, from whatever version: what stations say is shown as they say it. */
const asTold = z.record(z.string(), z.unknown())

export const ChargingProfilesQuery = z.strictObject({
  /** Only what this command set, or what the report it asked for says. */
  commandId: Uuid.optional(),
})

/**
 * A profile as we have set it beside what the station reports. `unverified`: accepted, not asked for since; `missing`:
 * accepted, but not in the latest report; `unexpected`: reported, but not set by us.
 */
export const StationChargingProfile = z.strictObject({
  id: z.int(),
  evseId: z.int(),
  purpose: z.string(),
  kind: z.string(),
  stackLevel: z.number(),
  transactionId: z.string().nullable(),
  /** Who set it: CSO is us. */
  source: z.string(),
  state: z.enum(['unverified', 'asExpected', 'differs', 'missing', 'unexpected']),
  /** Fields that differ. */
  differences: z.array(z.string()).readonly(),
  expected: asTold.nullable(),
  expectedAt: Timestamp.nullable(),
  /** The commands that set it, and that asked for the report. */
  setBy: Uuid.nullable(),
  reported: asTold.nullable(),
  checkedAt: Timestamp.nullable(),
  checkedBy: Uuid.nullable(),
})
export const StationChargingProfiles = z.strictObject({ items: z.array(StationChargingProfile) })

export const CompositeScheduleQuery = z.strictObject({
  /** 0 is the whole station. */
  evseId: z.coerce.number().int().min(0).max(999).default(0),
  durationS: z.coerce.number().int().min(1).max(604_800).default(86_400),
  unit: z.enum(['A', 'W']).default('A'),
})

/** What all profiles allow together; a period without `limit` is limited by no profile. */
export const CompositeSchedule = z.strictObject({
  evseId: z.int(),
  duration: z.number(),
  scheduleStart: z.string(),
  chargingRateUnit: z.enum(['A', 'W']),
  minChargingRate: z.number().optional(),
  chargingSchedulePeriod: z
    .array(
      z.strictObject({
        startPeriod: z.number(),
        limit: z.number().optional(),
        /** Where starts are delayed at random: the lowest limit that may hold; `limit` is the highest. */
        lowestLimit: z.number().optional(),
        numberPhases: z.number().optional(),
        phaseToUse: z.number().optional(),
      }),
    )
    .readonly(),
})

export const ExpectedAndReported = z.strictObject({
  /** From now on, by our own calculation. */
  expected: CompositeSchedule,
  /** The station's latest answer to getCompositeSchedule for this EVSE and unit. */
  reported: z
    .strictObject({
      schedule: CompositeSchedule,
      reportedAt: Timestamp,
      commandId: Uuid,
      /** Our own for the time of the answer. */
      expectedThen: CompositeSchedule,
      /** Where they disagree, seconds from the start of the answer; null when they cannot be compared. */
      differences: z
        .array(
          z.strictObject({
            startS: z.number(),
            endS: z.number(),
            expected: z.number().nullable(),
            reported: z.number().nullable(),
          }),
        )
        .nullable(),
    })
    .nullable(),
})

/** Limits that others have set at the station, as it tells us. */
export const ChargingLimits = z.strictObject({
  items: z.array(
    z.strictObject({
      evseId: z.int(),
      source: z.string(),
      isGridCritical: z.boolean(),
      isLocalGeneration: z.boolean(),
      schedules: z.array(asTold),
      notifiedAt: Timestamp,
    }),
  ),
})

/** What the vehicle at an EVSE last said it needs (ISO 15118), and the schedule it has chosen. */
export const EvCharging = z.strictObject({
  items: z.array(
    z.strictObject({
      evseId: z.int(),
      needs: asTold.nullable(),
      maxScheduleTuples: z.int().nullable(),
      needsAt: Timestamp.nullable(),
      schedule: asTold.nullable(),
      scheduleTimeBase: Timestamp.nullable(),
      selectedScheduleId: z.int().nullable(),
      scheduleAt: Timestamp.nullable(),
    }),
  ),
})

/** Controls of distributed energy resources, as set and as reported (OCPP 2.1). */
export const DerControls = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      isDefault: z.boolean(),
      isSuperseded: z.boolean(),
      state: z.enum(['unverified', 'present', 'missing', 'unexpected']),
      /** Whether the station says that a scheduled control holds; null before it began. */
      started: z.boolean().nullable(),
      startedAt: Timestamp.nullable(),
      expected: asTold.nullable(),
      expectedAt: Timestamp.nullable(),
      reported: asTold.nullable(),
      checkedAt: Timestamp.nullable(),
      checkedBy: Uuid.nullable(),
    }),
  ),
})

/** Events of the grid that made a control act, newest first. */
export const DerAlarms = z.strictObject({
  items: z.array(
    z.strictObject({
      type: z.string(),
      gridEventFault: z.string().nullable(),
      ended: z.boolean(),
      info: z.string().nullable(),
      at: Timestamp.nullable(),
      receivedAt: Timestamp,
    }),
  ),
})
