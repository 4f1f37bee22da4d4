import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../ids.ts'
import type { InboxEntry, InboxItem } from './entry.ts'

/** An entry with its place. */
export interface StoredItem extends InboxItem {
  readonly inboxId: string
  readonly attempts: number
}

/** Names the advisory locks of the inbox among those of other parts. */
const LOCK_CLASS = 7_382_115

/**
 * Stations with an entry that may be worked on now, those that wait longest first. Steps from station to station in the
 * index, so that its cost does not grow with what one of them has piled up.
 */
export async function stationsWithWork(db: Db, nowMs: number, limit: number): Promise<readonly StationKey[]> {
  const { rows } = await sql<{ station_id: StationKey }>`
    with recursive waiting as (
      (select station_id from station_inbox order by station_id limit 1)
      union all
      select (select i.station_id from station_inbox i where i.station_id > w.station_id order by i.station_id limit 1)
      from waiting w where w.station_id is not null
    )
    select w.station_id from waiting w
    cross join lateral (
      select received_at, next_try_at from station_inbox i
      where i.station_id = w.station_id order by inbox_id limit 1
    ) oldest
    where next_try_at is null or next_try_at <= ${new Date(nowMs)}
    order by received_at limit ${limit}`.execute(db)
  return rows.map((row) => row.station_id)
}

/** Takes a station's oldest entry for this transaction alone; undefined when there is none or another process has it. */
export async function takeOldest(tx: Tx, stationKey: StationKey): Promise<StoredItem | undefined> {
  const locked = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK_CLASS}, ${stationKey}) as got`.execute(tx)
  if (locked.rows[0]?.got !== true) return undefined
  const { rows } = await sql<{
    tenant_id: TenantId
    inbox_id: string
    received_at: Date
    body: InboxEntry
    attempts: number
  }>`
    select tenant_id, inbox_id, received_at, body, attempts from station_inbox
    where station_id = ${stationKey} order by inbox_id limit 1`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    tenantId: row.tenant_id,
    stationKey,
    receivedAtMs: row.received_at.getTime(),
    entry: row.body,
    inboxId: row.inbox_id,
    attempts: row.attempts,
  }
}

export async function removeItem(tx: Tx, { stationKey, inboxId }: StoredItem): Promise<void> {
  await sql`delete from station_inbox where station_id = ${stationKey} and inbox_id = ${inboxId}`.execute(tx)
}

/** Counts a failed attempt and says when the next may be. */
export async function postpone(tx: Tx, { stationKey, inboxId }: StoredItem, nextTryAtMs: number): Promise<void> {
  await sql`
    update station_inbox set attempts = attempts + 1, next_try_at = ${new Date(nextTryAtMs)}
    where station_id = ${stationKey} and inbox_id = ${inboxId}`.execute(tx)
}

/** Moves an entry that cannot be worked on out of the way, whole, for a person to look at. */
export async function setAside(tx: Tx, item: StoredItem, error: string): Promise<void> {
  await sql`
    insert into refused_rows (tenant_id, station_id, received_at, table_name, error, content)
    values (${item.tenantId}, ${item.stationKey}, ${new Date(item.receivedAtMs)}, ${`inbox ${item.entry.kind}`},
            ${error}, ${Buffer.from(JSON.stringify(item.entry))})`.execute(tx)
  await removeItem(tx, item)
}
