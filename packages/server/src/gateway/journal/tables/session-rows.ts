import { foldIdToken, type MeterSample } from '@stationmaster/ocpp'
import type { MeterSampleChange, SessionChange, SessionEventChange } from '../../../stations/change.ts'
import { jsonText } from '../json-text.ts'
import {
  appendOnly,
  bigint,
  boolean,
  type Column,
  integer,
  jsonb,
  real,
  smallint,
  type Table,
  text,
  texts,
  timestamp,
  upsert,
  uuid,
} from '../table.ts'
import { meterContextCode } from './meter-context.ts'

const sessionColumns: readonly Column<SessionChange>[] = [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  uuid('session_id', ({ session }) => session.sessionId),
  smallint('evse_id', ({ session }) => session.evse.evseId),
  smallint('connector_id', ({ session }) => session.evse.connectorId),
  text('transaction_id', ({ session }) => session.transactionId),
  smallint('generation', ({ session }) => session.generation),
  text('start_key', ({ session }) => session.startKey),
  text('id_token', ({ session }) => session.idToken?.value),
  text('id_token_folded', ({ session }) => session.idToken && foldIdToken(session.idToken.value)),
  text('id_token_type', ({ session }) => session.idToken?.type),
  uuid('token_id', ({ session }) => session.tokenId),
  text('authorization_status', ({ session }) => session.authorizationStatus),
  text('state', ({ session }) => session.state),
  text('charging_state', ({ session }) => session.chargingState),
  timestamp('started_at', ({ session }) => session.startedAtMs),
  timestamp('ended_at', ({ session }) => session.endedAtMs),
  timestamp('started_at_station', ({ session }) => session.startedAtStationMs),
  timestamp('ended_at_station', ({ session }) => session.endedAtStationMs),
  bigint('meter_start_wh', ({ session }) => session.meterStartWh),
  bigint('meter_stop_wh', ({ session }) => session.meterStopWh),
  bigint('energy_wh', ({ session }) => session.energyWh),
  real('power_w', ({ session }) => session.powerW),
  real('max_power_w', ({ session }) => session.maxPowerW),
  real('soc_percent', ({ session }) => session.socPercent),
  real('start_soc_percent', ({ session }) => session.startSocPercent),
  text('stopped_reason', ({ session }) => session.stoppedReason),
  integer('remote_start_id', ({ session }) => session.remoteStartId),
  boolean('offline', ({ session }) => session.offline),
  jsonb('flags', ({ session }) => jsonText(session.flags)),
  real('confidence', ({ session }) => session.confidence),
  jsonb('fold', ({ session }) => jsonText(session.fold)),
  timestamp('last_event_at', ({ session }) => session.lastEventAtMs),
  timestamp('received_at', ({ session }) => session.receivedAtMs),
  timestamp('updated_at', (row) => row.receivedAtMs),
]

const sessionKey = ['station_id', 'session_id']

/** Where it charges is where its station was when it was first heard of, wherever that moves. One look by key, in the statement. */
const atFirst = { site_id: '(select s.site_id from stations s where s.station_id = v.station_id)' }

export const sessions = upsert('sessions', { key: sessionKey, columns: sessionColumns, atFirst })

/**
 * Rows that are written some time after their reports. Another process may have taken the station in between: what it has
 * written since is newer, and a session that has ended does not run again.
 */
export const sessionProgress = upsert('sessions', {
  key: sessionKey,
  columns: sessionColumns,
  atFirst,
  where: `sessions.state = 'active' and sessions.last_event_at <= excluded.last_event_at`,
})

export const sessionEvents = appendOnly<SessionEventChange>('session_events', [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  uuid('session_id', (row) => row.sessionId),
  timestamp('received_at', (row) => row.receivedAtMs),
  text('phase', (row) => row.phase),
  integer('seq_no', (row) => row.seqNo),
  timestamp('at', (row) => row.atMs),
  bigint('content_hash', (row) => row.contentHash),
  jsonb('body', (row) => jsonText(row.body)),
])

type Figure = Exclude<keyof MeterSample, 'at' | 'context' | 'other' | 'signed'>

const FIGURES: readonly (readonly [column: string, figure: Figure])[] = [
  ['power_import_w', 'powerImportW'],
  ['power_export_w', 'powerExportW'],
  ['power_offered_w', 'powerOfferedW'],
  ['current_import_a', 'currentImportA'],
  ['current_l1_a', 'currentL1A'],
  ['current_l2_a', 'currentL2A'],
  ['current_l3_a', 'currentL3A'],
  ['current_offered_a', 'currentOfferedA'],
  ['voltage_v', 'voltageV'],
  ['voltage_l1_v', 'voltageL1V'],
  ['voltage_l2_v', 'voltageL2V'],
  ['voltage_l3_v', 'voltageL3V'],
  ['soc_percent', 'socPercent'],
  ['temperature_c', 'temperatureC'],
  ['frequency_hz', 'frequencyHz'],
]

const sampleColumns: readonly Column<MeterSampleChange>[] = [
  smallint('tenant_id', (row) => row.tenantId),
  integer('station_id', (row) => row.stationKey),
  timestamp('at', (row) => row.atMs),
  smallint('evse_id', (row) => row.evseId),
  smallint('connector_id', (row) => row.connectorId),
  smallint('context', ({ sample }) => meterContextCode(sample.context)),
  uuid('session_id', (row) => row.sessionId),
  bigint('energy_import_wh', ({ sample }) => sample.energyImportWh),
  bigint('energy_export_wh', ({ sample }) => sample.energyExportWh),
  ...FIGURES.map(([column, figure]) => real<MeterSampleChange>(column, ({ sample }) => sample[figure])),
  jsonb('other', ({ sample }) => (sample.other === undefined ? null : jsonText(Object.fromEntries(sample.other)))),
]

/** Samples that come after all others of their session: nothing stored shares their key. */
export const newSamples: Table<MeterSampleChange> = appendOnly('meter_samples', [
  ...sampleColumns,
  texts('signed', ({ sample }) => sample.signed),
])

/** Samples of one instant and connector merge, in a batch and in the table: a later value fills or replaces an earlier one. */
export const mergedSamples = upsert<MeterSampleChange>('meter_samples', {
  key: ['station_id', 'at', 'evse_id', 'connector_id', 'context'],
  columns: [
    ...sampleColumns,
    jsonb('signed', ({ sample }) => (sample.signed === undefined ? null : jsonText(sample.signed))),
  ],
  // An array of arrays cannot be unnested to its rows.
  values: { signed: 'case when v.signed is not null then array(select jsonb_array_elements_text(v.signed)) end' },
  merge: (column) => `coalesce(excluded.${column}, meter_samples.${column})`,
})

/** Two samples of one key as one. */
export function mergeSamples(earlier: MeterSampleChange, later: MeterSampleChange): MeterSampleChange {
  return {
    ...later,
    sessionId: later.sessionId ?? earlier.sessionId,
    isNewest: earlier.isNewest,
    sample: { ...earlier.sample, ...later.sample },
  }
}
