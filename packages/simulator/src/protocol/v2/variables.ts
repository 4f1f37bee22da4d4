import type { RequestOf, ResponseOf } from '@stationmaster/ocpp'
import type { StationContext } from '../../station/context.ts'
import { SETTINGS, type SetOutcome, settingOfVariable } from '../../station/settings.ts'
import { itemOf, reportItems } from './device-model.ts'

type Place = Pick<RequestOf<'2.0.1', 'GetVariables'>['getVariableData'][number], 'component' | 'variable'>
type GetData = RequestOf<'2.0.1', 'GetVariables'>['getVariableData'][number]
type GetResult = ResponseOf<'2.0.1', 'GetVariables'>['getVariableResult'][number]
type SetData = RequestOf<'2.0.1', 'SetVariables'>['setVariableData'][number]
type SetResult = ResponseOf<'2.0.1', 'SetVariables'>['setVariableResult'][number]

const SET_STATUS: Readonly<Record<SetOutcome, SetResult['attributeStatus']>> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  rebootRequired: 'RebootRequired',
  unknown: 'UnknownVariable',
}

/** Reads one variable (2.x B06). */
export function getVariable(station: StationContext, data: GetData): GetResult {
  const { component, variable, attributeType } = data
  const echo = { component, variable, ...(attributeType && { attributeType }) }
  if (attributeType && attributeType !== 'Actual') return { attributeStatus: 'NotSupportedAttributeType', ...echo }
  const setting = settingOfVariable(component.name, variable.name, variable.instance)
  if (setting?.access === 'writeOnly') return { attributeStatus: 'Rejected', ...echo }
  const attributeValue = setting ? station.settings.get(setting.id) : reported(station, data)
  if (attributeValue === undefined) return { attributeStatus: unknown(station, component.name), ...echo }
  return { attributeStatus: 'Accepted', attributeValue, ...echo }
}

/** Writes one variable (2.x B05). */
export function setVariable(station: StationContext, data: SetData): SetResult {
  const { component, variable, attributeType, attributeValue } = data
  const echo = { component, variable, ...(attributeType && { attributeType }) }
  if (attributeType && attributeType !== 'Actual') return { attributeStatus: 'NotSupportedAttributeType', ...echo }
  const setting = settingOfVariable(component.name, variable.name, variable.instance)
  if (!setting && reported(station, data) !== undefined) return { attributeStatus: 'Rejected', ...echo }
  if (!setting) return { attributeStatus: unknown(station, component.name), ...echo }
  return { attributeStatus: SET_STATUS[station.settings.set(setting, attributeValue)], ...echo }
}

/** Value of a variable that only the inventory has. */
function reported(station: StationContext, place: Place): string | undefined {
  return itemOf(station, place)?.variableAttribute[0]?.value
}

function unknown(station: StationContext, component: string): 'UnknownVariable' | 'UnknownComponent' {
  const known =
    SETTINGS.some((setting) => setting.variable?.component === component) ||
    reportItems(station, 'FullInventory').some((item) => item.component.name === component)
  return known ? 'UnknownVariable' : 'UnknownComponent'
}
