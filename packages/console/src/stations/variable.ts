import type { DeviceVariable } from '@stationmaster/server/contract'
import type { z } from 'zod'
import type { CommandRequest } from '../commands/command-request.ts'

type Variable = z.infer<typeof DeviceVariable>
type NamedVariable = Omit<Variable, 'value' | 'mutability' | 'characteristics' | 'reportedAt'>

/** Unique among the variables of a station. */
export function variableKey(variable: NamedVariable): string {
  const { component, componentInstance, evseId, connectorId, variable: name, variableInstance, attribute } = variable
  return [component, componentInstance, evseId, connectorId, name, variableInstance, attribute].join('\u0000')
}

/** "Component[instance]#evse.Variable[instance] (attribute)"; a 1.6 key has no component. */
export function variableName(variable: NamedVariable): string {
  const instance = (name: string) => (name === '' ? '' : `[${name}]`)
  const name = `${variable.variable}${instance(variable.variableInstance)}`
  const attribute = variable.attribute === 'Actual' || variable.attribute === '' ? '' : ` (${variable.attribute})`
  if (variable.component === '') return `${name}${attribute}`
  const evse = variable.evseId > 0 ? `#${variable.evseId}` : ''
  return `${variable.component}${instance(variable.componentInstance)}${evse}.${name}${attribute}`
}

const attributes = ['Actual', 'Target', 'MinSet', 'MaxSet'] as const

/** The command that gives a variable a new value, in the words of the station's version. */
export function setRequest(variable: Variable, value: string, version: string | null): CommandRequest {
  if (version === '1.6') return { kind: 'changeConfiguration', key: variable.variable, value }
  const attribute = attributes.find((each) => each === variable.attribute)
  return {
    kind: 'setVariables',
    variables: [
      {
        component: variable.component,
        variable: variable.variable,
        value,
        ...(variable.componentInstance === '' ? {} : { componentInstance: variable.componentInstance }),
        ...(variable.variableInstance === '' ? {} : { variableInstance: variable.variableInstance }),
        ...(variable.evseId > 0 ? { evseId: variable.evseId } : {}),
        ...(variable.connectorId > 0 ? { connectorId: variable.connectorId } : {}),
        ...(attribute === undefined ? {} : { attribute }),
      },
    ],
  }
}
