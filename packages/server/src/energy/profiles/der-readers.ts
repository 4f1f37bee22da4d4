import { type ChargingCommand, DER_FIELDS, type ReportedDerControl } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { type InboxReader, onAnswer, onReport } from '../../stations/inbox/index.ts'
import { dateOrNull, isKnownOrFits, json } from './profile-store.ts'
import { findAskingCommand, keepPart, type ReportPart, takeParts } from './report-parts.ts'

type GetDerControl = Extract<ChargingCommand, { readonly kind: 'getDerControl' }>
type Station = Omit<ReportPart, 'kind' | 'requestId'>

/** Alarms kept of a station. */
const MOST_ALARMS = 1000
const MOST_CONTROLS = 500

/** Keep the grid-support controls of stations, what is reported of them, and the alarms. */
export const DER_READERS: readonly InboxReader[] = [
  onAnswer('setDerControl', async (tx, { entry, ...item }) => {
    if (entry.answer.outcome !== 'accepted') return
    const { control } = entry.command
    await sql`
      insert into der_controls (tenant_id, station_id, control_id, control_type, is_default, expected, expected_at)
      values (${item.tenantId}, ${item.stationKey}, ${control.controlId}, ${control.controlType},
        ${control.isDefault}, ${json(control)}, ${new Date(item.receivedAtMs)})
      on conflict (station_id, control_id) do update set
        control_type = excluded.control_type, is_default = excluded.is_default, expected = excluded.expected,
        expected_at = excluded.expected_at, reported = null, checked_at = null, checked_by = null,
        is_superseded = false, started = null, started_at = null`.execute(tx)
    await supersede(tx, item, entry.answer.supersededIds ?? [])
  }),
  onAnswer('clearDerControl', async (tx, { entry, stationKey }) => {
    const { isDefault, controlType = null, controlId = null } = entry.command
    if (entry.answer.outcome !== 'accepted' && entry.answer.status !== 'NotFound') return
    await sql`
      delete from der_controls
      where station_id = ${stationKey} and is_default = ${isDefault}
        and (${controlType}::text is null or control_type = ${controlType})
        and (${controlId}::text is null or control_id = ${controlId})`.execute(tx)
  }),
  onReport('derControls', async (tx, { entry, ...item }) => {
    const part: ReportPart = { ...item, kind: 'derControls', requestId: entry.requestId }
    if (entry.more) return keepPart(tx, part, entry.controls)
    const before = await takeParts<readonly ReportedDerControl[]>(tx, part)
    await applyDerReport(tx, part, [...before.flat(), ...entry.controls])
  }),
  onReport('derStartStop', async (tx, { entry, ...item }) => {
    const startedAt = dateOrNull(entry.at.ms) ?? new Date(item.receivedAtMs)
    await sql`
      update der_controls set started = ${entry.started}, started_at = ${startedAt}
      where station_id = ${item.stationKey} and control_id = ${entry.controlId}`.execute(tx)
    await supersede(tx, item, entry.supersededIds)
  }),
  onReport('derAlarm', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { controlType, gridEventFault = null, ended, info = null, at } = entry
    await sql`
      insert into der_alarms (tenant_id, station_id, control_type, grid_event_fault, ended, info, at, received_at)
      values (${tenantId}, ${stationKey}, ${controlType}, ${gridEventFault}, ${ended}, ${info},
        ${dateOrNull(at.ms)}, ${new Date(receivedAtMs)})`.execute(tx)
    await sql`
      delete from der_alarms where station_id = ${stationKey} and alarm_id <= (
        select alarm_id from der_alarms where station_id = ${stationKey}
        order by alarm_id desc offset ${MOST_ALARMS} limit 1)`.execute(tx)
  }),
]

async function supersede(tx: Tx, { stationKey }: Station, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update der_controls set is_superseded = true
    where station_id = ${stationKey} and control_id = any (${[...ids]}::text[])`.execute(tx)
}

/** A complete report: its controls are there, and those that were asked for and are not in it are not. */
async function applyDerReport(tx: Tx, part: ReportPart, controls: readonly ReportedDerControl[]): Promise<void> {
  const asking = await findAskingCommand<GetDerControl>(tx, part, 'getDerControl')
  const checkedAt = new Date(part.receivedAtMs)
  const checkedBy = asking?.commandId ?? null
  if (asking !== undefined) {
    const { isDefault = null, controlType = null, controlId = null } = asking.command
    const asked = sql`station_id = ${part.stationKey}
      and (${isDefault}::boolean is null or is_default = ${isDefault})
      and (${controlType}::text is null or control_type = ${controlType})
      and (${controlId}::text is null or control_id = ${controlId})`
    await sql`
      update der_controls set reported = null, checked_at = ${checkedAt}, checked_by = ${checkedBy}
      where ${asked}`.execute(tx)
  }
  for (const control of controls.slice(0, MOST_CONTROLS)) {
    await sql`
      insert into der_controls (tenant_id, station_id, control_id, control_type, is_default, reported, is_superseded,
        checked_at, checked_by)
      select ${part.tenantId}::smallint, ${part.stationKey}::integer, ${control.controlId}::text,
        ${control.controlType}::text, ${control.isDefault}::boolean, ${json(settingsOf(control))},
        ${control.isSuperseded}::boolean, ${checkedAt}::timestamptz, ${checkedBy}::uuid
      where ${isKnownOrFits(
        sql`from der_controls where station_id = ${part.stationKey}`,
        sql`control_id = ${control.controlId}`,
      )}
      on conflict (station_id, control_id) do update set
        control_type = excluded.control_type, is_default = excluded.is_default, reported = excluded.reported,
        is_superseded = excluded.is_superseded, checked_at = excluded.checked_at,
        checked_by = excluded.checked_by`.execute(tx)
  }
  await sql`
    delete from der_controls
    where station_id = ${part.stationKey} and expected is null and reported is null`.execute(tx)
}

/** The settings themselves, without the name of the field they stand in. */
function settingsOf({ settings }: ReportedDerControl): unknown {
  return DER_FIELDS.map((field) => settings[field]).find((value) => value !== undefined) ?? {}
}
