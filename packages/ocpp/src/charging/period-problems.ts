import type { FieldProblem, OcppVersion } from '../vocabulary/dialect.ts'
import type { ChargingProfile, ChargingSchedule, ChargingSchedulePeriod } from './profile.ts'

/** What a period of 2.0.1 can say; 1.6 has no phaseToUse either. */
const FIELDS_201: ReadonlySet<string> = new Set(['startPeriod', 'limit', 'numberPhases', 'phaseToUse', 'customData'])

/** What is wrong with the periods of a schedule; fields are named from the list. */
export function periodProblems(
  { chargingProfileKind }: ChargingProfile,
  { chargingSchedulePeriod: periods, duration }: ChargingSchedule,
  version: OcppVersion,
): readonly FieldProblem[] {
  if (periods.length === 0) return [{ field: '', rule: 'must have a period' }]
  if (chargingProfileKind === 'Dynamic' && periods.length > 1) {
    return [{ field: '', rule: 'a Dynamic profile has one period, which updates change' }]
  }
  return periods.flatMap((period, index) =>
    [
      ...startProblems(period, index === 0 ? undefined : periods[index - 1], duration),
      ...limitProblems(period, version),
      ...phaseProblems(period, version),
    ].map(({ field, rule }) => ({ field: `${index}.${field}`, rule })),
  )
}

function startProblems(
  { startPeriod }: ChargingSchedulePeriod,
  before: ChargingSchedulePeriod | undefined,
  duration: number | undefined,
): readonly FieldProblem[] {
  const field = 'startPeriod'
  if (before === undefined) return startPeriod === 0 ? [] : [{ field, rule: 'of the first period must be 0' }]
  if (startPeriod <= before.startPeriod) return [{ field, rule: 'must be after the start of the period before it' }]
  if (duration === undefined || startPeriod < duration) return []
  return [{ field, rule: `must be before the end of the schedule (duration ${duration} s)` }]
}

function limitProblems(period: ChargingSchedulePeriod, version: OcppVersion): readonly FieldProblem[] {
  const { limit } = period
  if (version !== '2.1') {
    const unknown = Object.entries(period).find(([field, value]) => value !== undefined && !FIELDS_201.has(field))
    if (unknown !== undefined) return [{ field: unknown[0], rule: `OCPP ${version} has no ${unknown[0]}` }]
    if (limit === undefined) return [{ field: 'limit', rule: `is needed in OCPP ${version}` }]
  }
  if (limit === undefined) return []
  if (limit < 0) return [{ field: 'limit', rule: 'must not be below 0' }]
  // 1.6 §7.13: one digit after the point.
  const isTooFine = version === '1.6' && Math.abs(limit * 10 - Math.round(limit * 10)) > 1e-6
  return isTooFine ? [{ field: 'limit', rule: 'OCPP 1.6 limits have at most one decimal' }] : []
}

function phaseProblems(period: ChargingSchedulePeriod, version: OcppVersion): readonly FieldProblem[] {
  const { numberPhases, phaseToUse } = period
  if (numberPhases !== undefined && (numberPhases < 1 || numberPhases > 3)) {
    return [{ field: 'numberPhases', rule: 'must be 1, 2 or 3' }]
  }
  if (phaseToUse === undefined) return []
  if (version === '1.6') return [{ field: 'phaseToUse', rule: 'OCPP 1.6 cannot choose the phase' }]
  if (numberPhases !== 1) return [{ field: 'phaseToUse', rule: 'is only for numberPhases 1' }]
  return phaseToUse >= 1 && phaseToUse <= 3 ? [] : [{ field: 'phaseToUse', rule: 'must be 1, 2 or 3' }]
}
