import type { RequestOf } from '@stationmaster/ocpp'
import { ratedPowerW } from '../../energy/hardware.ts'
import { connectorStatus2 } from '../../station/connector-status.ts'
import { type StationContext, timestamp } from '../../station/context.ts'
import type { Evse } from '../../station/evse.ts'
import { viewEvse } from '../../station/evse.ts'
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
  const items = reportItems(station, base)
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
        ...station.evses.flatMap(evseItems),
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
      variable: { name: variable.name },
      variableAttribute: [
        { mutability: MUTABILITY[access], ...(readable && { value: station.settings.get(setting.id) }) },
      ],
      variableCharacteristics: {
        dataType: DATA_TYPES[setting.type],
        supportsMonitoring: false,
        ...(setting.unit !== undefined && { unit: setting.unit }),
      },
    }
  })
}

function stationItems({ options }: StationContext): ReportData[] {
  return [
    fact({ name: 'ChargingStation' }, 'VendorName', options.vendor ?? 'Example Works'),
    fact({ name: 'ChargingStation' }, 'Model', options.model ?? 'Virtual'),
    fact({ name: 'ChargingStation' }, 'SerialNumber', options.serialNumber ?? options.identity),
  ]
}

function statusItems(station: StationContext): ReportData[] {
  const operative = station.evses.some((evse) => evse.operative)
  return [
    fact({ name: 'ChargingStation' }, 'AvailabilityState', operative ? 'Available' : 'Unavailable', 'OptionList'),
    ...station.evses.map((evse) =>
      fact(
        { name: 'EVSE', evse: { id: evse.id } },
        'AvailabilityState',
        connectorStatus2(viewEvse(evse)),
        'OptionList',
      ),
    ),
  ]
}

function evseItems(evse: Evse): ReportData[] {
  const component = { name: 'EVSE', evse: { id: evse.id } }
  const connector = { name: 'Connector', evse: { id: evse.id, connectorId: evse.connectorId } }
  const phases = evse.hardware.kind === 'ac' ? evse.hardware.phases : 0
  return [
    fact(component, 'Power', String(Math.round(ratedPowerW(evse.hardware))), 'decimal'),
    fact(component, 'SupplyPhases', String(phases), 'integer'),
    fact(connector, 'ConnectorType', evse.connectorType),
    fact(connector, 'SupplyPhases', String(phases), 'integer'),
  ]
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
