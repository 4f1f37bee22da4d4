import type { RequestOf } from '../messages/types.ts'
import type { FieldProblem } from '../vocabulary/dialect.ts'

/** A control of distributed energy resources (2.1 R04), as it is set. */
export type DerControl = RequestOf<'2.1', 'SetDERControl'>
export type DerControlType = DerControl['controlType']

/** The fields of which each control has one. */
export const DER_FIELDS = [
  'curve',
  'enterService',
  'fixedPFAbsorb',
  'fixedPFInject',
  'fixedVar',
  'freqDroop',
  'gradient',
  'limitMaxDischarge',
] as const
export type DerField = (typeof DER_FIELDS)[number]

/** A control as a station reports it (2.1 R05). */
export interface ReportedDerControl {
  readonly controlId: string
  readonly controlType: DerControlType
  readonly isDefault: boolean
  readonly isSuperseded: boolean
  /** The settings, under the field of their kind. */
  readonly settings: Pick<DerControl, DerField>
}

/** Which field holds the settings of a control of a type. */
export function derFieldOf(controlType: DerControlType): DerField {
  switch (controlType) {
    case 'EnterService':
      return 'enterService'
    case 'FreqDroop':
      return 'freqDroop'
    case 'FixedPFAbsorb':
      return 'fixedPFAbsorb'
    case 'FixedPFInject':
      return 'fixedPFInject'
    case 'FixedVar':
      return 'fixedVar'
    case 'Gradients':
      return 'gradient'
    case 'LimitMaxDischarge':
      return 'limitMaxDischarge'
    default:
      return 'curve'
  }
}

/** When a control begins and how long it holds, where it is a scheduled one. */
export function derSchedule(control: DerControl): { readonly startTime?: string; readonly duration?: number } {
  const settings = control[derFieldOf(control.controlType)]
  if (settings === undefined) return {}
  return {
    ...('startTime' in settings && settings.startTime !== undefined && { startTime: settings.startTime }),
    ...('duration' in settings && settings.duration !== undefined && { duration: settings.duration }),
  }
}

/** What is wrong with a control before it is sent (2.1 R04): each problem with its field and rule. */
export function derControlProblems(control: DerControl): readonly FieldProblem[] {
  const { controlType, isDefault } = control
  const field = derFieldOf(controlType)
  const { startTime } = derSchedule(control)
  const strange = DER_FIELDS.filter((one) => one !== field && control[one] !== undefined)
  const neverScheduled = field === 'enterService' || field === 'gradient'
  return [
    ...(control[field] === undefined ? [{ field, rule: `is needed for ${controlType}` }] : []),
    ...strange.map((one) => ({ field: one, rule: `does not belong to ${controlType}` })),
    ...(isDefault && startTime !== undefined
      ? [{ field: `${field}.startTime`, rule: 'must be left out for a default control, which always holds' }]
      : []),
    ...(!isDefault && neverScheduled ? [{ field: 'isDefault', rule: `must be true for ${controlType}` }] : []),
    ...(!isDefault && !neverScheduled && startTime === undefined
      ? [{ field: `${field}.startTime`, rule: 'is needed for a control that is not a default one' }]
      : []),
  ].map(({ field: inner, rule }) => ({ field: `control.${inner}`, rule }))
}
