import type { CommandAnswer, ReportedVariable, StationCommand, VariableRef } from '@stationmaster/ocpp'
import type { Item, Reading, SetResult } from './comparison.ts'
import { type Place, placeKey } from './compile.ts'

/** How a place is named in commands of 2.x. */
export function variableRef(place: Place): VariableRef {
  const { component, componentInstance, evseId, connectorId, variable, variableInstance, attribute } = place
  return {
    component,
    variable,
    ...(componentInstance !== '' && { componentInstance }),
    ...(variableInstance !== '' && { variableInstance }),
    ...(evseId > 0 && { evse: { evseId, connectorId } }),
    ...(attribute !== 'Actual' && { attribute }),
  }
}

function placeOf(ref: VariableRef): Place {
  return {
    component: ref.component,
    componentInstance: ref.componentInstance ?? '',
    evseId: ref.evse?.evseId ?? 0,
    connectorId: ref.evse?.connectorId ?? 0,
    variable: ref.variable,
    variableInstance: ref.variableInstance ?? '',
    attribute: ref.attribute ?? 'Actual',
  }
}

/** Asks for the present values. */
export function readCommand(places: readonly Place[], is16: boolean): StationCommand {
  return is16
    ? { kind: 'getConfiguration', keys: places.map(({ variable }) => variable) }
    : { kind: 'getVariables', variables: places.map(variableRef) }
}

/** What a station answered, by place. */
export function readingsIn(answer: CommandAnswer | undefined): ReadonlyMap<string, Reading> {
  const told = answer?.variables ?? []
  return new Map(told.map((one: ReportedVariable) => [placeKey(placeOf(one)), readingOf(one)]))
}

function readingOf({ status, value }: ReportedVariable): Reading {
  return value === undefined ? { status } : { status, value }
}

/** Sets what is to be applied: one command in 2.x, one for each key in 1.6. */
export function setCommands(items: readonly Item[], is16: boolean): readonly StationCommand[] {
  if (items.length === 0) return []
  if (is16) {
    return items.map(({ variable: key, wanted: { value } }) => ({ kind: 'changeConfiguration', key, value }))
  }
  return [
    {
      kind: 'setVariables',
      variables: items.map((item) => ({ ...variableRef(item), value: item.wanted.value })),
    },
  ]
}

/** What became of a set command, by place. Without an answer, nothing. */
export function resultsOf(command: StationCommand, answer: CommandAnswer | undefined): ReadonlyMap<string, SetResult> {
  if (answer === undefined) return new Map()
  const { status, reason } = answer
  switch (command.kind) {
    case 'changeConfiguration':
      return new Map([[placeKey(placeOf({ component: '', variable: command.key })), { status, reason }]])
    case 'setVariables':
      return new Map((answer.variables ?? []).map((one) => [placeKey(placeOf(one)), { status: one.status }]))
    default:
      return new Map()
  }
}
