import type { Pool } from 'pg'
import type { StationKey } from '../../stations/ids.ts'

/** A socket that has closed. */
export interface Departure {
  readonly stationKey: StationKey
  readonly epoch: number
  readonly atMs: number
}

/** Clears the connection columns of stations whose newest socket has closed; a newer epoch keeps its own. */
export async function recordDepartures(pool: Pool, departures: readonly Departure[]): Promise<void> {
  await pool.query({
    name: 'station-departures',
    text: `
      with locked as (
        select station_id from stations where station_id = any($1::integer[]) order by station_id for no key update
      )
      update stations s set connected_node = null, disconnected_at = d.at, last_seen_at = greatest(s.last_seen_at, d.at)
      from unnest($1::integer[], $2::bigint[], $3::timestamptz[]) as d(station_id, epoch, at), locked
      where s.station_id = d.station_id and locked.station_id = d.station_id and s.connection_epoch = d.epoch`,
    values: [
      departures.map((one) => one.stationKey),
      departures.map((one) => one.epoch),
      departures.map((one) => new Date(one.atMs)),
    ],
  })
}

/** Signs of life since the last round. */
export interface Presence {
  readonly stationKey: StationKey
  readonly seenAtMs: number
  readonly heartbeats: number
}

/** Stores when stations were last heard, and counts their heartbeats. */
export async function recordPresence(pool: Pool, presences: readonly Presence[]): Promise<void> {
  await pool.query({
    name: 'station-presence',
    text: `
      with locked as (
        select station_id from stations where station_id = any($1::integer[]) order by station_id for no key update
      )
      update stations s set last_seen_at = greatest(s.last_seen_at, p.at), heartbeats = s.heartbeats + p.heartbeats
      from unnest($1::integer[], $2::timestamptz[], $3::bigint[]) as p(station_id, at, heartbeats), locked
      where s.station_id = p.station_id and locked.station_id = p.station_id`,
    values: [
      presences.map((one) => one.stationKey),
      presences.map((one) => new Date(one.seenAtMs)),
      presences.map((one) => one.heartbeats),
    ],
  })
}

/** A gateway process that has not flushed for this long is taken for dead. */
const NODE_SILENCE = '45 seconds'

/** Says that this process is alive, and proves that the database takes writes. */
export async function recordNodeAlive(pool: Pool, nodeId: string): Promise<void> {
  await pool.query({
    name: 'node-alive',
    text: `insert into journal_flushes (node_id, flush_number, flushed_at) values ($1, 0, now())
           on conflict (node_id) do update set flushed_at = now()`,
    values: [nodeId],
  })
}

/** Marks stations of processes that died without a word as disconnected, and forgets those processes. */
export async function sweepDeadNodes(pool: Pool, nodeId: string): Promise<void> {
  await pool.query({
    name: 'dead-nodes',
    text: `
      with locked as (
        select station_id from stations
        where connected_node is not null and connected_node <> $1 and connected_at < now() - interval '${NODE_SILENCE}'
          and connected_node not in (
            select node_id from journal_flushes where flushed_at > now() - interval '${NODE_SILENCE}')
        order by station_id for no key update
      )
      update stations s set connected_node = null, disconnected_at = coalesce(s.last_seen_at, s.connected_at)
      from locked where s.station_id = locked.station_id`,
    values: [nodeId],
  })
  await pool.query(`delete from journal_flushes where flushed_at < now() - interval '1 day' and node_id <> $1`, [
    nodeId,
  ])
}
