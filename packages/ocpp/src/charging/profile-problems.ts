import { parseStationTime } from '../time/station-time.ts'
import type { FieldProblem, OcppVersion } from '../vocabulary/dialect.ts'
import { periodProblems } from './period-problems.ts'
import type { ChargingProfile, ChargingSchedule } from './profile.ts'

/** Where a profile is to be installed, and by which version's rules. */
export interface ProfilePlace {
  readonly evseId: number
  /** It comes with the start of the transaction that it is for (1.6 §5.11, 2.x F01 and K05). */
  readonly startsTransaction?: boolean
  readonly version: OcppVersion
}

const LONGEST_RECURRENCE_S = { Daily: 86_400, Weekly: 604_800 } as const
const PURPOSES_16: readonly string[] = ['ChargingStationMaxProfile', 'TxDefaultProfile', 'TxProfile']
const PURPOSES_201: readonly string[] = [...PURPOSES_16, 'ChargingStationExternalConstraints']
const FIELDS_21 = [
  'maxOfflineDuration',
  'invalidAfterOfflineDuration',
  'dynUpdateInterval',
  'dynUpdateTime',
  'priceScheduleSignature',
] as const

const SCHEDULE_FIELDS_21 = [
  'limitAtSoC',
  'powerTolerance',
  'signatureId',
  'digestValue',
  'useLocalTime',
  'randomizedDelay',
  'absolutePriceSchedule',
  'priceLevelSchedule',
] as const

/**
 * What is wrong with a profile before it is sent (1.6 §3.13, 2.x K01): each problem with its field and the rule it breaks.
 * Types and ranges are the schema's; this holds the rules between fields. Empty when it is sound.
 */
export function profileProblems(profile: ChargingProfile, place: ProfilePlace): readonly FieldProblem[] {
  const schedules = profile.chargingSchedule.flatMap((schedule, index) =>
    scheduleProblems(profile, schedule, place).map(inside(`chargingSchedule.${index}`)),
  )
  const own = [
    ...purposeProblems(profile, place),
    ...kindProblems(profile),
    ...validityProblems(profile),
    ...countProblems(profile, place),
    ...versionProblems(profile, place),
  ]
  return [...own, ...schedules].map(inside('chargingProfile'))
}

function inside(path: string): (problem: FieldProblem) => FieldProblem {
  return ({ field, rule }) => ({ field: field === '' ? path : `${path}.${field}`, rule })
}

function when(isBroken: boolean, field: string, rule: string): readonly FieldProblem[] {
  return isBroken ? [{ field, rule }] : []
}

function purposeProblems(profile: ChargingProfile, place: ProfilePlace): readonly FieldProblem[] {
  const { evseId, version, startsTransaction = false } = place
  const { chargingProfilePurpose: purpose, chargingProfileKind: kind, transactionId } = profile
  const known = version === '1.6' ? PURPOSES_16 : version === '2.0.1' ? PURPOSES_201 : undefined
  if (known !== undefined && !known.includes(purpose)) {
    return [{ field: 'chargingProfilePurpose', rule: `OCPP ${version} has no ${purpose}` }]
  }
  const field = 'chargingProfilePurpose'
  if (startsTransaction) {
    const rule = 'must be left out: the transaction that the profile starts with has no id yet'
    return [
      ...when(
        purpose !== 'TxProfile',
        field,
        'must be TxProfile: the profile is of the transaction that it starts with',
      ),
      ...when(transactionId !== undefined, 'transactionId', rule),
    ]
  }
  const isTx = purpose === 'TxProfile'
  const isMaximum = purpose === 'ChargingStationMaxProfile'
  return [
    ...when(isTx && transactionId === undefined, 'transactionId', 'is needed: a TxProfile is of one transaction'),
    ...when(!isTx && transactionId !== undefined, 'transactionId', 'belongs only to a TxProfile'),
    ...when(
      isTx && evseId === 0,
      field,
      'TxProfile needs the EVSE of its transaction, not the whole station (evseId 0)',
    ),
    ...when(isMaximum && evseId !== 0, field, 'ChargingStationMaxProfile is of the whole station: evseId must be 0'),
    ...when(
      isMaximum && kind === 'Relative',
      'chargingProfileKind',
      'of a ChargingStationMaxProfile cannot be Relative',
    ),
    ...when(
      purpose === 'ChargingStationExternalConstraints',
      field,
      'ChargingStationExternalConstraints come from outside; a station reports them and takes none',
    ),
  ]
}

function kindProblems(profile: ChargingProfile): readonly FieldProblem[] {
  const { chargingProfileKind: kind, recurrencyKind, dynUpdateInterval } = profile
  const isRecurring = kind === 'Recurring'
  return [
    ...when(isRecurring && recurrencyKind === undefined, 'recurrencyKind', 'is needed when the kind is Recurring'),
    ...when(!isRecurring && recurrencyKind !== undefined, 'recurrencyKind', 'belongs only to the kind Recurring'),
    ...when(
      kind !== 'Dynamic' && dynUpdateInterval !== undefined,
      'dynUpdateInterval',
      'belongs only to the kind Dynamic',
    ),
  ]
}

function validityProblems({ validFrom, validTo }: ChargingProfile): readonly FieldProblem[] {
  const [fromMs, toMs] = [validFrom, validTo].map((text) =>
    text === undefined ? undefined : parseStationTime(text).ms,
  )
  return [
    ...when(validFrom !== undefined && fromMs === undefined, 'validFrom', 'must be a time'),
    ...when(validTo !== undefined && toMs === undefined, 'validTo', 'must be a time'),
    ...when(fromMs !== undefined && toMs !== undefined && toMs <= fromMs, 'validTo', 'must be after validFrom'),
  ]
}

function countProblems(profile: ChargingProfile, { version }: ProfilePlace): readonly FieldProblem[] {
  const { chargingSchedule, chargingProfilePurpose } = profile
  const field = 'chargingSchedule'
  const ids = new Set(chargingSchedule.map(({ id }) => id))
  const several = chargingSchedule.length > 1
  return [
    ...when(chargingSchedule.length === 0, field, 'must have a schedule'),
    ...when(several && version === '1.6', field, 'OCPP 1.6 profiles have one schedule'),
    ...when(several && chargingProfilePurpose !== 'TxProfile', field, 'only a TxProfile offers several schedules'),
    ...when(ids.size < chargingSchedule.length, field, 'the ids of its schedules must differ'),
  ]
}

function versionProblems(profile: ChargingProfile, { version }: ProfilePlace): readonly FieldProblem[] {
  const { chargingProfileKind, transactionId } = profile
  const isNumber = transactionId === undefined || /^-?\d{1,15}$/.test(transactionId)
  return [
    ...when(version === '1.6' && !isNumber, 'transactionId', 'OCPP 1.6 transaction ids are whole numbers'),
    ...(version === '2.1'
      ? []
      : [
          ...when(chargingProfileKind === 'Dynamic', 'chargingProfileKind', `OCPP ${version} has no Dynamic profiles`),
          ...FIELDS_21.flatMap((field) => when(profile[field] !== undefined, field, `OCPP ${version} has no ${field}`)),
        ]),
  ]
}

/** What the schedules of a version cannot say. */
function absentFields(schedule: ChargingSchedule, { version }: ProfilePlace): readonly FieldProblem[] {
  if (version === '2.1') return []
  const absent = version === '1.6' ? ([...SCHEDULE_FIELDS_21, 'salesTariff'] as const) : SCHEDULE_FIELDS_21
  return absent.flatMap((field) => when(schedule[field] !== undefined, field, `OCPP ${version} has no ${field}`))
}

function scheduleProblems(
  profile: ChargingProfile,
  schedule: ChargingSchedule,
  place: ProfilePlace,
): readonly FieldProblem[] {
  const { chargingProfileKind: kind, recurrencyKind } = profile
  const { startSchedule, duration, minChargingRate, randomizedDelay = 0 } = schedule
  const isOfSession = ['TxProfile', 'TxDefaultProfile'].includes(profile.chargingProfilePurpose)
  const needsStart = kind === 'Absolute' || kind === 'Recurring'
  const isTime = startSchedule === undefined || parseStationTime(startSchedule).ms !== undefined
  const longestS = kind === 'Recurring' ? LONGEST_RECURRENCE_S[recurrencyKind ?? 'Daily'] : Number.POSITIVE_INFINITY
  return [
    ...when(needsStart && startSchedule === undefined, 'startSchedule', `is needed when the kind is ${kind}`),
    ...when(!needsStart && startSchedule !== undefined, 'startSchedule', `must be left out when the kind is ${kind}`),
    ...when(!isTime, 'startSchedule', 'must be a time'),
    ...when(duration !== undefined && duration <= 0, 'duration', 'must be longer than 0 seconds'),
    ...when(duration !== undefined && duration > longestS, 'duration', `must not pass one recurrence (${longestS} s)`),
    ...when(minChargingRate !== undefined && minChargingRate < 0, 'minChargingRate', 'must not be below 0'),
    ...when(
      randomizedDelay > 0 && !isOfSession,
      'randomizedDelay',
      'is only for TxProfile and TxDefaultProfile: other limits must hold at once',
    ),
    ...absentFields(schedule, place),
    ...periodProblems(profile, schedule, place.version).map(inside('chargingSchedulePeriod')),
  ]
}
