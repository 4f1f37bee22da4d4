import type { CommandAnswer, DeviceVariable, ReportedVariable, StationCommand, VariableRef } from '@stationmaster/ocpp'

/**
 * What an answer tells of the station's settings, so that the console shows them without asking again: values read,
 * and values written that the station took.
 */
export function answeredVariables(command: StationCommand, answer: CommandAnswer): readonly DeviceVariable[] {
  switch (command.kind) {
    case 'getConfiguration':
    case 'getVariables':
      return (answer.variables ?? []).filter(({ value }) => value !== undefined).map(readVariable)
    case 'changeConfiguration':
      if (answer.outcome !== 'accepted') return []
      return [{ component: '', variable: command.key, attribute: 'Actual', value: command.value }]
    case 'setVariables':
      return command.variables
        .filter((written) => (answer.variables ?? []).some((result) => isTaken(result) && isSame(result, written)))
        .map(({ value, ...written }) => ({ ...written, attribute: written.attribute ?? 'Actual', value }))
    default:
      return []
  }
}

function readVariable({ status: _, readonly, ...variable }: ReportedVariable): DeviceVariable {
  const attribute = variable.attribute ?? 'Actual'
  if (readonly === undefined) return { ...variable, attribute }
  return { ...variable, attribute, mutability: readonly ? 'ReadOnly' : 'ReadWrite' }
}

function isTaken({ status }: ReportedVariable): boolean {
  return status === 'Accepted' || status === 'RebootRequired'
}

function isSame(one: VariableRef, other: VariableRef): boolean {
  return (
    one.component === other.component &&
    one.componentInstance === other.componentInstance &&
    one.evse?.evseId === other.evse?.evseId &&
    one.evse?.connectorId === other.evse?.connectorId &&
    one.variable === other.variable &&
    one.variableInstance === other.variableInstance &&
    (one.attribute ?? 'Actual') === (other.attribute ?? 'Actual')
  )
}
