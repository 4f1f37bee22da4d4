import { z } from 'zod'
import { TimeInput, Uuid } from '../primitives.ts'
import { ChargingProfile, int32, ProfilePurpose, RateUnit, ScheduleUpdate, stackLevel } from './charging-profile.ts'
import { DerControl, DerControlType } from './der-control.ts'

/** An EVSE, or 0 for the whole station. */
const place = z.int().min(0).max(999)
const controlId = z.string().min(1).max(36).exactOptional()
/** A session of ours, or the station's id of the transaction. */
const transaction = { sessionId: Uuid.optional(), transactionId: z.string().min(1).max(36).optional() }

/** Charging profiles, priority and support of the grid. */
export const CHARGING_COMMANDS = [
  z.strictObject({
    kind: z.literal('setChargingProfile'),
    evseId: place,
    /** For a TxProfile: the session it is for, in place of chargingProfile.transactionId. */
    sessionId: Uuid.optional(),
    chargingProfile: ChargingProfile,
  }),
  z.strictObject({
    kind: z.literal('clearChargingProfile'),
    chargingProfileId: int32.exactOptional(),
    evseId: place.exactOptional(),
    purpose: ProfilePurpose.exactOptional(),
    stackLevel: stackLevel.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('getChargingProfiles'),
    evseId: place.exactOptional(),
    chargingProfileIds: z.array(int32).min(1).max(100).exactOptional(),
    purpose: ProfilePurpose.exactOptional(),
    stackLevel: stackLevel.exactOptional(),
    limitSources: z.array(z.string().min(1).max(20)).min(1).max(4).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('getCompositeSchedule'),
    evseId: place.default(0),
    /** Seconds from now; a day when left out. */
    durationS: z.int().min(1).max(604_800).default(86_400),
    unit: RateUnit.exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('updateDynamicSchedule'),
    chargingProfileId: int32,
    scheduleUpdate: ScheduleUpdate,
  }),
  z.strictObject({ kind: z.literal('usePriorityCharging'), ...transaction, activate: z.boolean() }),
  z.strictObject({
    kind: z.literal('notifyAllowedEnergyTransfer'),
    ...transaction,
    allowedEnergyTransfer: z
      .array(
        z.enum([
          'AC_single_phase',
          'AC_two_phase',
          'AC_three_phase',
          'DC',
          'AC_BPT',
          'AC_BPT_DER',
          'AC_DER',
          'DC_BPT',
          'DC_ACDP',
          'DC_ACDP_BPT',
          'WPT',
        ]),
      )
      .min(1)
      .max(11),
  }),
  z.strictObject({
    kind: z.literal('sendAfrrSignal'),
    /** When the signal was given; now when left out. */
    at: TimeInput.optional(),
    signal: int32,
  }),
  z.strictObject({ kind: z.literal('setDerControl'), control: DerControl }),
  z.strictObject({
    kind: z.literal('getDerControl'),
    isDefault: z.boolean().exactOptional(),
    controlType: DerControlType.exactOptional(),
    controlId,
  }),
  z.strictObject({
    kind: z.literal('clearDerControl'),
    isDefault: z.boolean(),
    controlType: DerControlType.exactOptional(),
    controlId,
  }),
] as const
