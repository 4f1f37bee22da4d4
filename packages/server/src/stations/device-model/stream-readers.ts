import { sql } from 'kysely'
import { type InboxReader, onAnswer, onReport } from '../inbox/index.ts'
import { dateOrNull } from './instant.ts'

/** Streams remembered of a station, and newest values of each. */
const MOST_STREAMS = 100
const MOST_VALUES = 1000

/** Keep the event streams of 2.1 stations: which are open, and their newest values. */
export const STREAM_READERS: readonly InboxReader[] = [
  onReport('eventStreamOpened', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { streamId, monitorId, intervalS = null, values = null } = entry
    await sql`
      insert into event_streams (tenant_id, station_id, stream_id, monitor_id, interval_s, max_values, opened_at)
      values (${tenantId}, ${stationKey}, ${streamId}, ${monitorId}, ${intervalS}, ${values},
        ${new Date(receivedAtMs)})
      on conflict (station_id, stream_id) do update set
        monitor_id = excluded.monitor_id, interval_s = excluded.interval_s, max_values = excluded.max_values,
        opened_at = excluded.opened_at, closed_at = null, pending = 0`.execute(tx)
    await sql`
      delete from event_streams where station_id = ${stationKey} and stream_id in (
        select stream_id from event_streams where station_id = ${stationKey}
        order by opened_at desc offset ${MOST_STREAMS})`.execute(tx)
  }),
  onReport('eventStreamClosed', async (tx, { entry, stationKey, receivedAtMs }) => {
    await sql`
      update event_streams set closed_at = ${new Date(receivedAtMs)}
      where station_id = ${stationKey} and stream_id = ${entry.streamId} and closed_at is null`.execute(tx)
  }),
  onReport('eventStreamData', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const { streamId, pending, baseTime, points } = entry
    // Values of a stream that was never opened belong to nothing; after a restart of ours the row is still there.
    const { rows } = await sql`
      update event_streams set pending = ${pending}, last_at = ${new Date(receivedAtMs)}
      where station_id = ${stationKey} and stream_id = ${streamId} returning stream_id`.execute(tx)
    if (rows.length === 0) return
    const kept = points.slice(-MOST_VALUES)
    const received = new Date(receivedAtMs)
    const times = kept.map(({ offsetS }) => dateOrNull((baseTime.ms ?? Number.NaN) + offsetS * 1000) ?? received)
    const values = kept.map(({ value }) => value)
    await sql`
      insert into event_stream_values (tenant_id, station_id, stream_id, at, value)
      select ${tenantId}, ${stationKey}, ${streamId}, v.at, v.value
      from unnest(${times}::timestamptz[], ${values}::text[]) as v(at, value)`.execute(tx)
    await sql`
      delete from event_stream_values where station_id = ${stationKey} and stream_id = ${streamId} and row_id <= (
        select row_id from event_stream_values where station_id = ${stationKey} and stream_id = ${streamId}
        order by row_id desc offset ${MOST_VALUES} limit 1)`.execute(tx)
  }),
  onAnswer('adjustPeriodicEventStream', async (tx, { entry, stationKey }) => {
    if (entry.answer.outcome !== 'accepted') return
    const { streamId, pace } = entry.command
    await sql`
      update event_streams set interval_s = ${pace.intervalS ?? null}, max_values = ${pace.values ?? null}
      where station_id = ${stationKey} and stream_id = ${streamId}`.execute(tx)
  }),
  onAnswer('getPeriodicEventStreams', async (tx, { entry, tenantId, stationKey, receivedAtMs }) => {
    const at = new Date(receivedAtMs)
    const { streams } = entry.answer
    if (streams === undefined) return
    for (const { streamId, monitorId, intervalS = null, values = null } of streams.slice(0, MOST_STREAMS)) {
      await sql`
        insert into event_streams (tenant_id, station_id, stream_id, monitor_id, interval_s, max_values, opened_at)
        values (${tenantId}, ${stationKey}, ${streamId}, ${monitorId}, ${intervalS}, ${values}, ${at})
        on conflict (station_id, stream_id) do update set
          monitor_id = excluded.monitor_id, interval_s = excluded.interval_s, max_values = excluded.max_values,
          closed_at = null`.execute(tx)
    }
    const open = streams.map(({ streamId }) => streamId)
    await sql`
      update event_streams set closed_at = ${at}
      where station_id = ${stationKey} and closed_at is null and not (stream_id = any (${open}::integer[]))`.execute(tx)
  }),
]
