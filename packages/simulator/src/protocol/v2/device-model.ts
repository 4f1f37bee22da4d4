import type { RequestOf } from '@stationmaster/ocpp'
import { ratedPowerW } from '../../energy/hardware.ts'
import { connectorStatus2 } from '../../station/connector-status.ts'
import { type StationContext, timestamp } from '../../station/context.ts'
import { advanceEvse, type Evse, viewEvse } from '../../station/evse.ts'
import { SETTINGS, type Setting } from '../../station/settings.ts'

type ReportData = NonNullable<RequestOf<'2.0.1', 'NotifyReport'>['reportData']>[number]
type DataType = NonNullable<ReportData['variableCharacteristics']>['dataType']
/** What a base report covers. */
export type ReportBase = RequestOf<'2.0.1', 'GetBaseReport'>['reportBase']

const ITEMS_PER_PAGE = 12
const DATA_TYPES: Readonly<Record<Setting['type'], DataType>> = {
  boolean: 'boolean',
  integer: 'integer',
  string: 'string',
  list: 'MemberList',
}
const MUTABILITY = { readWrite: 'ReadWrite', readOnly: 'ReadOnly', writeOnly: 'WriteOnly' } as const

/** Sends the report a GetBaseReport asked for, page by page. */
export function sendBaseReport(station: StationContext, requestId: number, base: ReportBase): void {
  sendReport(station, requestId, reportItems(station, base))
}

/** Sends a report page by page. */
export function sendReport(station: StationContext, requestId: number, items: readonly ReportData[]): void {
  const pages = Math.max(1, Math.ceil(items.length / ITEMS_PER_PAGE))
  for (let seqNo = 0; seqNo < pages; seqNo += 1) {
    const payload: RequestOf<'2.0.1', 'NotifyReport'> = {
      requestId,
      generatedAt: timestamp(station),
      tbc: seqNo < pages - 1,
      seqNo,
      reportData: items.slice(seqNo * ITEMS_PER_PAGE, (seqNo + 1) * ITEMS_PER_PAGE),
    }
    void station.outbox.request({ action: 'NotifyReport', payload })
  }
}

/** The device model, as much of it as a report base covers. */
export function reportItems(station: StationContext, base: ReportBase): ReportData[] {
  switch (base) {
    case 'ConfigurationInventory':
      return settingItems(station)
    case 'SummaryInventory':
      return statusItems(station)
    case 'FullInventory':
      return [
        ...stationItems(station),
        ...statusItems(station),
        ...station.evses.flatMap((evse) => evseItems(station, evse)),
        ...settingItems(station),
      ]
  }
}

function settingItems(station: StationContext): ReportData[] {
  return SETTINGS.flatMap((setting) => {
    const { variable, access } = setting
    if (!variable) return []
    const readable = access !== 'writeOnly'
    return {
      component: { name: variable.component },
      variable: { name: variable.name, ...(variable.instance !== undefined && { instance: variable.instance }) },
      variableAttribute: [
        { mutability: MUTABILITY[access], ...(readable && { value: station.settings.get(setting.id) }) },
      ],
      variableCharacteristics: {
        ...(setting.unit !== undefined && { unit: setting.unit }),
        dataType: DATA_TYPES[setting.type],
        ...(setting.min !== undefined && { minLimit: setting.min }),
        ...(setting.max !== undefined && { maxLimit: setting.max }),
        ...(setting.values !== undefined && { valuesList: setting.values }),
        supportsMonitoring: false,
      },
    }
  })
}

function stationItems({ options, evses }: StationContext): ReportData[] {
  const component = { name: 'ChargingStation' }
  const isBroken = evses.every((evse) => evse.fault !== undefined)
  return [
    fact(component, 'VendorName', options.vendor ?? 'Example Works'),
    fact(component, 'Model', options.model ?? 'Virtual'),
    fact(component, 'SerialNumber', options.serialNumber ?? options.identity),
    flag(
      component,
      'Available',
      evses.some((evse) => evse.operative),
    ),
    flag(component, 'Problem', isBroken),
  ]
}

function statusItems(station: StationContext): ReportData[] {
  const operative = station.evses.some((evse) => evse.operative)
  const state = (component: ReportData['component'], value: string): ReportData =>
    watched(fact(component, 'AvailabilityState', value, 'OptionList'), { valuesList: STATES })
  return [
    state({ name: 'ChargingStation' }, operative ? 'Available' : 'Unavailable'),
    ...station.evses.flatMap((evse) => {
      const status = connectorStatus2(viewEvse(evse))
      return [
        state({ name: 'EVSE', evse: { id: evse.id } }, status),
        state({ name: 'Connector', evse: { id: evse.id, connectorId: evse.connectorId } }, status),
      ]
    }),
  ]
}

const STATES = 'Available,Occupied,Reserved,Unavailable,Faulted'

function evseItems(station: StationContext, evse: Evse): ReportData[] {
  const component = { name: 'EVSE', evse: { id: evse.id } }
  const connector = { name: 'Connector', evse: { id: evse.id, connectorId: evse.connectorId } }
  const phases = evse.hardware.kind === 'ac' ? evse.hardware.phases : 0
  advanceEvse(evse, station.scheduler.now())
  const power = fact(component, 'Power', String(Math.round(evse.charge?.powerW ?? 0)), 'decimal')
  return [
    // What flows now; the limit is what the EVSE can (part 2, appendix: Power).
    watched(power, { unit: 'W', minLimit: 0, maxLimit: Math.round(ratedPowerW(evse.hardware)) }),
    fact(component, 'SupplyPhases', String(phases), 'integer'),
    flag(component, 'Available', evse.operative),
    flag(component, 'Problem', evse.fault !== undefined),
    fact(connector, 'ConnectorType', evse.connectorType),
    fact(connector, 'SupplyPhases', String(phases), 'integer'),
    flag(connector, 'Available', evse.operative),
    flag(connector, 'Problem', evse.fault !== undefined),
  ]
}

type Characteristics = NonNullable<ReportData['variableCharacteristics']>

/** An item that can be monitored, and what else is to be said of it. */
function watched(item: ReportData, more: Partial<Characteristics> = {}): ReportData {
  const { dataType } = item.variableCharacteristics ?? { dataType: 'string' as const }
  return { ...item, variableCharacteristics: { dataType, ...more, supportsMonitoring: true } }
}

function flag(component: ReportData['component'], name: string, value: boolean): ReportData {
  return watched(fact(component, name, String(value), 'boolean'))
}

/** The item of a variable; undefined when the station has none. Names are compared without case. */
export function itemOf(
  station: StationContext,
  place: Pick<ReportData, 'component' | 'variable'>,
): ReportData | undefined {
  return reportItems(station, 'FullInventory').find((item) => isSame(item, place))
}

function isSame(one: Pick<ReportData, 'component' | 'variable'>, other: typeof one): boolean {
  return (
    one.component.name.toLowerCase() === other.component.name.toLowerCase() &&
    one.component.evse?.id === other.component.evse?.id &&
    one.component.evse?.connectorId === other.component.evse?.connectorId &&
    one.variable.name.toLowerCase() === other.variable.name.toLowerCase() &&
    (other.variable.instance === undefined ||
      one.variable.instance?.toLowerCase() === other.variable.instance.toLowerCase())
  )
}

type GetReport = RequestOf<'2.0.1', 'GetReport'>

/** What a GetReport asks for (2.x B08): places, and components by what they say of themselves. */
export function customReport(
  station: StationContext,
  { componentVariable, componentCriteria }: GetReport,
): ReportData[] {
  const all = reportItems(station, 'FullInventory')
  return all.filter(
    (item) =>
      (componentVariable === undefined ||
        componentVariable.some(({ component, variable }) =>
          isSame(item, { component, variable: variable ?? item.variable }),
        )) &&
      (componentCriteria === undefined || componentCriteria.some((criterion) => meets(all, item.component, criterion))),
  )
}

/** A component that says nothing of being active, available or enabled is (B08.FR.08–10); a problem must be said. */
function meets(all: readonly ReportData[], component: ReportData['component'], criterion: string): boolean {
  const said = all.find((item) => isSame(item, { component, variable: { name: criterion } }))
  const value = said?.variableAttribute[0]?.value
  return value === undefined ? criterion !== 'Problem' : value === 'true'
}

function fact(
  component: ReportData['component'],
  name: string,
  value: string,
  dataType: DataType = 'string',
): ReportData {
  return {
    component,
    variable: { name },
    variableAttribute: [{ mutability: 'ReadOnly', value }],
    variableCharacteristics: { dataType, supportsMonitoring: false },
  }
}
