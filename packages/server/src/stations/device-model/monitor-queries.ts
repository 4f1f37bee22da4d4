import { sql } from 'kysely'
import { z } from 'zod'
import { type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import { matchesWords } from '../../api/search.ts'
import type {
  DeviceMonitor,
  EventStream,
  MonitorEvent,
  MonitorEventQuery,
  MonitorQuery,
  StreamValueList,
} from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'

export const MonitorCursor = z.tuple([z.int32()])
/** Newest first by the number of the row; bigint as text. */
export const MonitorEventCursor = z.tuple([z.string().regex(/^\d{1,18}$/)])

type Place = Pick<
  z.infer<typeof DeviceMonitor>,
  'component' | 'componentInstance' | 'evseId' | 'connectorId' | 'variable' | 'variableInstance'
>
const placeOf = sql`component, component_instance as "componentInstance", evse_id as "evseId",
  connector_id as "connectorId", variable, variable_instance as "variableInstance"`

type MonitorRow = Omit<z.infer<typeof DeviceMonitor>, 'reportedAt' | 'lastEvent'> & {
  readonly reportedAt: Date
  readonly lastEvent: z.infer<typeof DeviceMonitor>['lastEvent']
}

/** Monitors of a station, each with the newest thing it noticed. */
export async function listMonitors(
  db: Db,
  stationKey: number,
  filter: Omit<z.output<typeof MonitorQuery>, 'cursor'> & { after: z.infer<typeof MonitorCursor> | undefined },
): Promise<Page<z.infer<typeof DeviceMonitor>>> {
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.search !== undefined) conditions.push(matchesWords(sql`component, variable, type`, filter.search))
  if (filter.evseId !== undefined) conditions.push(sql`evse_id = ${filter.evseId}`)
  if (filter.after !== undefined) conditions.push(sql`monitor_id > ${filter.after[0]}`)
  const { rows } = await sql<MonitorRow>`
    select monitor_id as "monitorId", ${placeOf}, type, value, severity, transaction,
      notification_type as "notificationType", stream, reported_at as "reportedAt",
      (select json_build_object('at', to_char(e.at at time zone 'UTC', ${RFC_3339}),
         'receivedAt', to_char(e.received_at at time zone 'UTC', ${RFC_3339}), 'actualValue', e.actual_value,
         'cleared', e.cleared)
       from monitor_events e where e.station_id = m.station_id and e.monitor_id = m.monitor_id
       order by e.row_id desc limit 1) as "lastEvent"
    from device_monitors m where ${sql.join(conditions, sql` and `)}
    order by monitor_id limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: ({ reportedAt, ...row }) => ({ ...row, reportedAt: instant(reportedAt) }),
    key: (row) => [row.monitorId],
  })
}

const RFC_3339 = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'

type EventRow = Place &
  Omit<z.infer<typeof MonitorEvent>, 'at' | 'receivedAt'> & {
    readonly rowId: string
    readonly at: Date | null
    readonly receivedAt: Date
  }

/** What a station noticed, newest first. */
export async function listMonitorEvents(
  db: Db,
  stationKey: number,
  filter: Omit<z.output<typeof MonitorEventQuery>, 'cursor'> & {
    after: z.infer<typeof MonitorEventCursor> | undefined
  },
): Promise<Page<z.infer<typeof MonitorEvent>>> {
  const conditions = [sql`station_id = ${stationKey}`]
  if (filter.monitorId !== undefined) conditions.push(sql`monitor_id = ${filter.monitorId}`)
  if (filter.component !== undefined) conditions.push(sql`lower(component) = lower(${filter.component})`)
  if (filter.severity !== undefined) conditions.push(sql`severity <= ${filter.severity}`)
  if (filter.after !== undefined) conditions.push(sql`row_id < ${filter.after[0]}::bigint`)
  const { rows } = await sql<EventRow>`
    select row_id as "rowId", event_id as "eventId", at, received_at as "receivedAt", trigger,
      actual_value as "actualValue", ${placeOf}, notification_type as "notificationType", monitor_id as "monitorId",
      cause_event_id as "causeEventId", transaction_id as "transactionId", severity, cleared, tech_code as "techCode",
      tech_info as "techInfo"
    from monitor_events where ${sql.join(conditions, sql` and `)}
    order by row_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: ({ rowId: _, at, receivedAt, ...row }) => ({
      ...row,
      at: instantOrNull(at),
      receivedAt: instant(receivedAt),
    }),
    key: (row) => [row.rowId],
  })
}

type StreamRow = Omit<z.infer<typeof EventStream>, 'openedAt' | 'closedAt' | 'lastAt'> & {
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly lastAt: Date | null
}

/** Streams of a station, open ones first. */
export async function listStreams(db: Db, stationKey: number): Promise<{ items: z.infer<typeof EventStream>[] }> {
  const { rows } = await sql<StreamRow>`
    select stream_id as "streamId", monitor_id as "monitorId", interval_s as "intervalS", max_values as "values",
      opened_at as "openedAt", closed_at as "closedAt", pending, last_at as "lastAt"
    from event_streams where station_id = ${stationKey}
    order by closed_at is not null, stream_id`.execute(db)
  const items = rows.map(({ openedAt, closedAt, lastAt, ...row }) => ({
    ...row,
    openedAt: instant(openedAt),
    closedAt: instantOrNull(closedAt),
    lastAt: instantOrNull(lastAt),
  }))
  return { items }
}

/** The newest values of a stream, oldest first. */
export async function listStreamValues(
  db: Db,
  stationKey: number,
  streamId: number,
): Promise<z.infer<typeof StreamValueList>> {
  const { rows } = await sql<{ at: Date; value: string }>`
    select at, value from event_stream_values
    where station_id = ${stationKey} and stream_id = ${streamId} order by row_id`.execute(db)
  return { items: rows.map(({ at, value }) => ({ at: instant(at), value })) }
}
