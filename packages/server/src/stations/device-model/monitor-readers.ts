import type { EvseRef, ModelPlace, MonitorSetting, ReportedMonitor } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/index.ts'
import { storableText } from '../../platform/storable-text.ts'
import { type InboxItem, type InboxReader, onAnswer, onReport } from '../inbox/index.ts'
import { dateOrNull } from './instant.ts'
import { findQuestion, notePart, type ReportKey } from './report-store.ts'

type Item = Omit<InboxItem, 'entry'>

/** Monitors and events kept of a station. */
const MOST_MONITORS = 2000
const MOST_EVENTS = 2000

/** Keep the monitors of stations as they are set, cleared and reported, and what they noticed. */
export const MONITOR_READERS: readonly InboxReader[] = [
  onAnswer('setVariableMonitoring', async (tx, { entry, ...item }) => {
    const results = entry.answer.monitors ?? []
    for (const [index, result] of results.entries()) {
      const { monitorId, status } = result
      const asked = entry.command.monitors[index]
      if (asked === undefined || status !== 'Accepted' || monitorId === undefined) continue
      await keepMonitor(tx, item, { ...asked, monitorId, notificationType: 'CustomMonitor' })
    }
  }),
  onAnswer('clearVariableMonitoring', async (tx, { entry, stationKey }) => {
    const gone = (entry.answer.clearedMonitors ?? []).filter(({ status }) => status !== 'Rejected')
    const ids = gone.map(({ monitorId }) => monitorId)
    await sql`
      delete from device_monitors
      where station_id = ${stationKey} and monitor_id = any (${ids}::integer[])`.execute(tx)
  }),
  // N02: custom monitors go in both cases, and with HardWiredOnly the preconfigured ones are off.
  onAnswer('setMonitoringBase', async (tx, { entry, stationKey }) => {
    const { base } = entry.command
    if (entry.answer.outcome !== 'accepted' || base === 'All') return
    const kept = base === 'FactoryDefault' ? ['HardWiredMonitor', 'PreconfiguredMonitor'] : ['HardWiredMonitor']
    await sql`
      delete from device_monitors
      where station_id = ${stationKey} and not (notification_type = any (${kept}::text[]))`.execute(tx)
  }),
  onReport('monitorReport', async (tx, { entry, ...item }) => {
    for (const monitor of entry.monitors) await keepMonitor(tx, item, monitor)
    const key: ReportKey = { ...item, kind: 'monitors', requestId: entry.requestId }
    if (!(await notePart(tx, key, entry))) return
    const asked = await findQuestion(tx, key)
    if (asked === undefined || asked.body['criteria'] !== undefined || asked.body['places'] !== undefined) return
    await sql`
      delete from device_monitors
      where station_id = ${item.stationKey} and reported_at < ${asked.sentAt}`.execute(tx)
  }),
  onReport('monitorEvents', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    for (const event of entry.events) {
      const place = placeColumns(event)
      await sql`
        insert into monitor_events (tenant_id, station_id, event_id, at, received_at, trigger, actual_value, component,
          component_instance, evse_id, connector_id, variable, variable_instance, notification_type, monitor_id,
          cause_event_id, transaction_id, severity, cleared, tech_code, tech_info)
        values (${tenantId}, ${stationKey}, ${event.eventId}, ${dateOrNull(event.at.ms)}, ${new Date(receivedAtMs)},
          ${event.trigger}, ${storableText(event.actualValue)}, ${sql.join(place)}, ${event.notificationType},
          ${event.monitorId ?? null}, ${event.causeEventId ?? null}, ${event.transactionId ?? null},
          ${event.severity ?? null}, ${event.cleared}, ${plainOrNull(event.techCode)},
          ${plainOrNull(event.techInfo)})`.execute(tx)
    }
    await sql`
      delete from monitor_events where station_id = ${stationKey} and row_id <= (
        select row_id from monitor_events where station_id = ${stationKey}
        order by row_id desc offset ${MOST_EVENTS} limit 1)`.execute(tx)
  }),
]

type Monitor = (ReportedMonitor | (MonitorSetting & { readonly monitorId: number })) & {
  readonly notificationType?: string
}

async function keepMonitor(tx: Tx, { tenantId, stationKey, receivedAtMs }: Item, monitor: Monitor): Promise<void> {
  const { monitorId, type, value, severity, transaction = false, notificationType = null } = monitor
  const stream = 'stream' in monitor && monitor.stream !== undefined ? JSON.stringify(monitor.stream) : null
  await sql`
    insert into device_monitors (tenant_id, station_id, monitor_id, component, component_instance, evse_id,
      connector_id, variable, variable_instance, type, value, severity, transaction, notification_type, stream,
      reported_at)
    select ${tenantId}, ${stationKey}, ${monitorId}, ${sql.join(placeColumns(monitor))}, ${type}, ${value},
      ${Math.min(Math.max(severity, 0), 32_767)}, ${transaction}, ${notificationType}, ${stream}::jsonb,
      ${new Date(receivedAtMs)}
    where (select count(*) from device_monitors where station_id = ${stationKey}) < ${MOST_MONITORS}
    on conflict (station_id, monitor_id) do update set
      component = excluded.component, component_instance = excluded.component_instance, evse_id = excluded.evse_id,
      connector_id = excluded.connector_id, variable = excluded.variable,
      variable_instance = excluded.variable_instance, type = excluded.type, value = excluded.value,
      severity = excluded.severity, transaction = excluded.transaction, reported_at = excluded.reported_at,
      notification_type = coalesce(excluded.notification_type, device_monitors.notification_type),
      stream = coalesce(excluded.stream, device_monitors.stream)`.execute(tx)
}

/** Columns component … variable_instance of a place. */
function placeColumns(place: ModelPlace & { readonly variable: string }): readonly (string | number)[] {
  const evse: EvseRef = place.evse ?? { evseId: 0, connectorId: 0 }
  const { component, componentInstance = '', variable, variableInstance = '' } = place
  return [component, componentInstance, evse.evseId, evse.connectorId, variable, variableInstance]
}

function plainOrNull(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text)
}
