import type { DerControl, DerControlType, DerField, ReportedDerControl } from '../../charging/der-control.ts'
import type { RequestOf } from '../../messages/types.ts'
import { identifier } from '../bounds.ts'

interface Reported {
  readonly id: string
  /** Absent for what is only ever a default. */
  readonly isDefault?: boolean
  readonly isSuperseded?: boolean
}

/** The controls of a report, which has a list for each kind, as one list. */
export function derControls(report: RequestOf<'2.1', 'ReportDERControl'>): readonly ReportedDerControl[] {
  return [
    ...(report.curve ?? []).map((one) => reported(one, one.curveType, { curve: one.curve })),
    ...(report.enterService ?? []).map((one) => reported(one, 'EnterService', { enterService: one.enterService })),
    ...(report.fixedPFAbsorb ?? []).map((one) => reported(one, 'FixedPFAbsorb', { fixedPFAbsorb: one.fixedPF })),
    ...(report.fixedPFInject ?? []).map((one) => reported(one, 'FixedPFInject', { fixedPFInject: one.fixedPF })),
    ...(report.fixedVar ?? []).map((one) => reported(one, 'FixedVar', { fixedVar: one.fixedVar })),
    ...(report.freqDroop ?? []).map((one) => reported(one, 'FreqDroop', { freqDroop: one.freqDroop })),
    ...(report.gradient ?? []).map((one) => reported(one, 'Gradients', { gradient: one.gradient })),
    ...(report.limitMaxDischarge ?? []).map((one) =>
      reported(one, 'LimitMaxDischarge', { limitMaxDischarge: one.limitMaxDischarge }),
    ),
  ]
}

function reported(
  { id, isDefault = true, isSuperseded = false }: Reported,
  controlType: DerControlType,
  settings: Pick<DerControl, DerField>,
): ReportedDerControl {
  return { controlId: identifier(id), controlType, isDefault, isSuperseded, settings }
}
