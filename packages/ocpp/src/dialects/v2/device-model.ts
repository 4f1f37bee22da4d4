import type { RequestOf } from '../../messages/types.ts'
import type { VariableRef } from '../../vocabulary/command.ts'
import type { ModelPlace } from '../../vocabulary/commands/device.ts'
import type { DeviceVariable } from '../../vocabulary/events/device.ts'
import type { EvseRef } from '../../vocabulary/identity.ts'
import { modelName, place } from '../bounds.ts'
import { type Defined, defined } from '../defined.ts'
import type { Version2 } from './version.ts'

type ReportData = NonNullable<RequestOf<Version2, 'NotifyReport'>['reportData']>[number]
type GetVariableData = RequestOf<Version2, 'GetVariables'>['getVariableData'][number]
type WireEvse = NonNullable<GetVariableData['component']['evse']>
type WirePlace = Pick<GetVariableData, 'component' | 'variable'>

const ATTRIBUTES = ['Actual', 'Target', 'MinSet', 'MaxSet'] as const
type Attribute = (typeof ATTRIBUTES)[number]

/** An EVSE as 2.x names it. connectorId 0 stands for "not named". */
export function evseOf({ id, connectorId = 0 }: WireEvse): EvseRef {
  return place(id, connectorId)
}

/** The wire form of an EVSE; undefined for the whole station. */
export function wireEvse(evse: EvseRef | undefined): WireEvse | undefined {
  if (evse === undefined || evse.evseId <= 0) return undefined
  return defined({ id: evse.evseId, connectorId: evse.connectorId > 0 ? evse.connectorId : undefined })
}

/** Reads component and variable of any 2.x message. */
export function placeOf({ component, variable }: WirePlace): Defined<Place> {
  return defined({
    component: modelName(component.name),
    componentInstance: component.instance === undefined ? undefined : modelName(component.instance),
    evse: component.evse === undefined ? undefined : evseOf(component.evse),
    variable: modelName(variable.name),
    variableInstance: variable.instance === undefined ? undefined : modelName(variable.instance),
  })
}

interface Place {
  readonly component: string
  readonly componentInstance: string | undefined
  readonly evse: EvseRef | undefined
  readonly variable: string
  readonly variableInstance: string | undefined
}

/** Writes component and variable. */
export function wirePlace(ref: Omit<VariableRef, 'attribute'>): WirePlace {
  return {
    component: defined({ evse: wireEvse(ref.evse), name: ref.component, instance: ref.componentInstance }),
    variable: defined({ name: ref.variable, instance: ref.variableInstance }),
  }
}

/** Writes a component with or without a variable. */
export function wireModelPlace({ variable, variableInstance, ...ref }: ModelPlace) {
  const component = defined({ evse: wireEvse(ref.evse), name: ref.component, instance: ref.componentInstance })
  if (variable === undefined) return { component }
  return { component, variable: defined({ name: variable, instance: variableInstance }) }
}

/** An attribute as text; what is absent or not known is the actual value (part 2, VariableAttributeType). */
export function attributeOf(text: string | undefined): Attribute {
  return ATTRIBUTES.find((attribute) => attribute === text) ?? 'Actual'
}

/** Each attribute of a reported variable as an entry of its own. */
export function deviceVariables(data: ReportData): readonly DeviceVariable[] {
  const place = placeOf(data)
  const { variableCharacteristics } = data
  return data.variableAttribute.map((attribute) =>
    defined({
      ...place,
      attribute: attributeOf(attribute.type),
      value: attribute.value,
      mutability: attribute.mutability,
      persistent: attribute.persistent,
      constant: attribute.constant,
      characteristics: variableCharacteristics === undefined ? undefined : { ...variableCharacteristics },
    }),
  )
}
