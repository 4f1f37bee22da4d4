import type { BootChange, ConnectorChange, DeviceVariableChange } from '../../../stations/change.ts'
import { isSecretName, REDACTED } from '../../redaction.ts'
import { jsonText } from '../json-text.ts'
import {
  appendOnly,
  bigint,
  boolean,
  type Column,
  integer,
  jsonb,
  smallint,
  type Table,
  text,
  timestamp,
  upsert,
} from '../table.ts'

/** What one flush changes in one row of `stations`: the newest Boot and the newest clock offset. */
export interface StationRow {
  readonly stationKey: number
  boot: BootChange | undefined
  clockOffsetMs: number | undefined
}

const stationColumns: readonly Column<StationRow>[] = [
  integer('station_id', (row) => row.stationKey),
  bigint('clock_offset_ms', (row) => row.clockOffsetMs),
  boolean('has_boot', (row) => row.boot !== undefined),
  timestamp('booted_at', (row) => row.boot?.receivedAtMs),
  text('boot_status', (row) => row.boot?.bootStatus),
  text('boot_reason', (row) => row.boot?.bootReason),
  text('vendor', (row) => row.boot?.vendor),
  text('model', (row) => row.boot?.model),
  text('serial_number', (row) => row.boot?.serialNumber),
  text('firmware_version', (row) => row.boot?.firmwareVersion),
  text('iccid', (row) => row.boot?.iccid),
  text('imsi', (row) => row.boot?.imsi),
  text('meter_type', (row) => row.boot?.meterType),
  text('meter_serial_number', (row) => row.boot?.meterSerialNumber),
]

const bootAssignments = stationColumns
  .slice(3)
  .map(({ name }) => `${name} = case when v.has_boot then v.${name} else s.${name} end`)
  .join(', ')

/** Rows are locked in key order, as every writer of several stations does, so that two of them never deadlock. */
export const stations: Table<StationRow> = {
  name: 'stations',
  columns: stationColumns,
  sql: (source) => `
    update stations s set clock_offset_ms = coalesce(v.clock_offset_ms, s.clock_offset_ms), ${bootAssignments}
    from ${source},
      (select station_id from stations where station_id in (select station_id from ${source})
       order by station_id for no key update) locked
    where s.station_id = v.station_id and locked.station_id = v.station_id`,
}

export const connectors = upsert<ConnectorChange>('connectors', {
  key: ['station_id', 'evse_id', 'connector_id'],
  columns: [
    smallint('tenant_id', (row) => row.tenantId),
    integer('station_id', (row) => row.stationKey),
    smallint('evse_id', (row) => row.evseId),
    smallint('connector_id', (row) => row.connectorId),
    text('status', (row) => row.status),
    text('error_code', (row) => row.errorCode),
    text('info', (row) => row.info),
    text('vendor_error_code', (row) => row.vendorErrorCode),
    timestamp('status_at', (row) => row.statusAtMs),
    timestamp('received_at', (row) => row.receivedAtMs),
  ],
})

export const statusHistory = appendOnly<ConnectorChange>('status_history', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  smallint('evse_id', (row) => row.evseId),
  smallint('connector_id', (row) => row.connectorId),
  text('status', (row) => row.status),
  text('error_code', (row) => row.errorCode),
  text('info', (row) => row.info),
  timestamp('at', (row) => row.statusAtMs),
  timestamp('received_at', (row) => row.receivedAtMs),
])

export const deviceVariables = upsert<DeviceVariableChange>('device_variables', {
  key: [
    'station_id',
    'component',
    'component_instance',
    'evse_id',
    'connector_id',
    'variable',
    'variable_instance',
    'attribute',
  ],
  columns: [
    smallint('tenant_id', (row) => row.tenantId),
    integer('station_id', (row) => row.stationKey),
    text('component', ({ variable }) => variable.component),
    text('component_instance', ({ variable }) => variable.componentInstance ?? ''),
    smallint('evse_id', ({ variable }) => variable.evse?.evseId ?? 0),
    smallint('connector_id', ({ variable }) => variable.evse?.connectorId ?? 0),
    text('variable', ({ variable }) => variable.variable),
    text('variable_instance', ({ variable }) => variable.variableInstance ?? ''),
    text('attribute', ({ variable }) => variable.attribute),
    text('value', ({ variable }) => shownValue(variable)),
    text('mutability', ({ variable }) => variable.mutability),
    jsonb('characteristics', ({ variable }) =>
      variable.characteristics === undefined ? null : jsonText(variable.characteristics),
    ),
    timestamp('reported_at', (row) => row.receivedAtMs),
  ],
  // An answer to a single get says nothing of mutability and characteristics: what a report said stays.
  merge: (column) =>
    column === 'mutability' || column === 'characteristics'
      ? `coalesce(excluded.${column}, device_variables.${column})`
      : `excluded.${column}`,
})

/** A station may report its own secrets; they are not kept. */
function shownValue({ variable, value }: DeviceVariableChange['variable']): string | undefined {
  return value !== undefined && isSecretName(variable) ? REDACTED : value
}
