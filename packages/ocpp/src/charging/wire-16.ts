import { defined } from '../dialects/defined.ts'
import type { RequestOf, ResponseOf } from '../messages/types.ts'
import type { ChargingProfile, ChargingProfilePurpose, ChargingSchedule, CompositeSchedule } from './profile.ts'

export type ChargingProfile16 = RequestOf<'1.6', 'SetChargingProfile'>['csChargingProfiles']
type Schedule16 = ChargingProfile16['chargingSchedule']
type Purpose16 = ChargingProfile16['chargingProfilePurpose']

/** A purpose as 1.6 calls it; undefined for those it does not have. */
export function purpose16(purpose: ChargingProfilePurpose): Purpose16 | undefined {
  switch (purpose) {
    case 'ChargingStationMaxProfile':
      return 'ChargePointMaxProfile'
    case 'TxDefaultProfile':
    case 'TxProfile':
      return purpose
    case 'ChargingStationExternalConstraints':
    case 'PriorityCharging':
    case 'LocalGeneration':
      return undefined
  }
}

/** The same read from 1.6. */
export function purposeOf16(purpose: Purpose16): ChargingProfilePurpose {
  return purpose === 'ChargePointMaxProfile' ? 'ChargingStationMaxProfile' : purpose
}

/** Writes a profile for 1.6; undefined when `profileProblems` would have named why not. */
export function writeProfile16(profile: ChargingProfile): ChargingProfile16 | undefined {
  const purpose = purpose16(profile.chargingProfilePurpose)
  const [schedule] = profile.chargingSchedule
  const { chargingProfileKind: kind, transactionId } = profile
  if (purpose === undefined || schedule === undefined || kind === 'Dynamic') return undefined
  return defined({
    chargingProfileId: profile.id,
    transactionId: transactionId === undefined ? undefined : Number(transactionId),
    stackLevel: profile.stackLevel,
    chargingProfilePurpose: purpose,
    chargingProfileKind: kind,
    recurrencyKind: profile.recurrencyKind,
    validFrom: profile.validFrom,
    validTo: profile.validTo,
    chargingSchedule: writeSchedule16(schedule),
  })
}

/** Reads a profile of 1.6. */
export function readProfile16(profile: ChargingProfile16): ChargingProfile {
  const { chargingProfileId: id, transactionId, chargingProfilePurpose, chargingSchedule, ...rest } = profile
  return {
    ...rest,
    id,
    ...(transactionId !== undefined && { transactionId: String(transactionId) }),
    chargingProfilePurpose: purposeOf16(chargingProfilePurpose),
    // Schedules of 1.6 have no id of their own.
    chargingSchedule: [{ id, ...chargingSchedule }],
  }
}

function writeSchedule16(schedule: ChargingSchedule): Schedule16 {
  const { duration, startSchedule, chargingRateUnit, chargingSchedulePeriod, minChargingRate } = schedule
  return defined({
    duration,
    startSchedule,
    chargingRateUnit,
    chargingSchedulePeriod: chargingSchedulePeriod.map(({ startPeriod, limit = 0, numberPhases }) =>
      defined({ startPeriod, limit, numberPhases }),
    ),
    minChargingRate,
  })
}

/** Reads the answer to GetCompositeSchedule of 1.6; undefined without a schedule. What it leaves out is 0 or empty. */
export function readComposite16(response: ResponseOf<'1.6', 'GetCompositeSchedule'>): CompositeSchedule | undefined {
  const { chargingSchedule: schedule, connectorId, scheduleStart } = response
  if (schedule === undefined) return undefined
  const { chargingRateUnit, chargingSchedulePeriod, minChargingRate } = schedule
  return defined({
    evseId: connectorId ?? 0,
    duration: schedule.duration ?? 0,
    scheduleStart: scheduleStart ?? schedule.startSchedule ?? '',
    chargingRateUnit,
    chargingSchedulePeriod,
    minChargingRate,
  })
}

/** Writes a composite schedule for 1.6: limits rounded down to one decimal, so that nobody draws more (1.6 §7.13). */
export function writeComposite16(composite: CompositeSchedule): ResponseOf<'1.6', 'GetCompositeSchedule'> {
  const { evseId, duration, scheduleStart, chargingRateUnit, chargingSchedulePeriod, minChargingRate } = composite
  const down = (rate: number) => Math.floor(rate * 10 + 1e-6) / 10
  return {
    status: 'Accepted',
    connectorId: evseId,
    scheduleStart,
    chargingSchedule: defined({
      duration,
      startSchedule: scheduleStart,
      chargingRateUnit,
      chargingSchedulePeriod: chargingSchedulePeriod.map(({ startPeriod, limit = 0, numberPhases }) =>
        defined({ startPeriod, limit: down(limit), numberPhases }),
      ),
      minChargingRate: minChargingRate === undefined ? undefined : down(minChargingRate),
    }),
  }
}
