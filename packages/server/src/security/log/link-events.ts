import { sql } from 'kysely'
import type { Database, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { CHAIN_START, type ChainedEvent, linkHash } from './chain.ts'

/** How often events that have been committed are linked. */
export const LINK_EVERY_MS = 2000
const EVENTS_AT_ONCE = 1000
/** A commit may be this many ids behind the newest: those that were open at the same time. */
const LATEST_COMMITS = 100_000
/** Names the advisory locks of chains among those of other parts. */
const LOCK_CLASS = 7_382_120

/** The columns of `ChainedEvent`, for `security_events e`. */
export const chainedColumns = sql`
  e.event_id, e.tenant_id, e.station_id, e.source, e.type, e.detail,
  to_char(e.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as received_at,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at`

export interface ChainedRow {
  readonly event_id: number
  readonly tenant_id: number
  readonly station_id: number | null
  readonly received_at: string
  readonly at: string | null
  readonly source: string
  readonly type: string
  readonly detail: string | null
}

export function chainedEvent(row: ChainedRow): ChainedEvent {
  return {
    eventId: row.event_id,
    tenantId: row.tenant_id,
    stationKey: row.station_id,
    receivedAt: row.received_at,
    at: row.at,
    source: row.source,
    type: row.type,
    detail: row.detail,
  }
}

/** Links what has been committed since the last time, one process at a time. Gives the number of new links. */
export async function linkEvents(database: Database, tenantId: TenantId): Promise<number> {
  let linked = 0
  for (;;) {
    const more = await database.transaction((tx) => linkSome(tx, tenantId))
    linked += more
    if (more < EVENTS_AT_ONCE) return linked
  }
}

async function linkSome(tx: Tx, tenantId: TenantId): Promise<number> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, ${tenantId})`.execute(tx)
  const { rows: events } = await sql<ChainedRow>`
    select ${chainedColumns} from security_events e
    where e.tenant_id = ${tenantId}
      and e.event_id > (select coalesce(max(event_id), 0) - ${LATEST_COMMITS}::bigint from security_event_links)
      and not exists (select from security_event_links l where l.event_id = e.event_id)
    order by e.event_id limit ${EVENTS_AT_ONCE}`.execute(tx)
  if (events.length === 0) return 0
  const head = await readHead(tx, tenantId)
  let { position, hash } = head ?? { position: 0, hash: CHAIN_START }
  const links = events.map((row) => {
    position += 1
    hash = linkHash(hash, position, chainedEvent(row))
    return { position, eventId: row.event_id, hash }
  })
  await sql`
    insert into security_event_links (tenant_id, position, event_id, hash)
    select ${tenantId}, * from unnest(${links.map((link) => link.position)}::bigint[],
      ${links.map((link) => link.eventId)}::bigint[], ${links.map((link) => link.hash)}::bytea[])`.execute(tx)
  return links.length
}

async function readHead(tx: Tx, tenantId: TenantId): Promise<{ position: number; hash: Uint8Array } | undefined> {
  const { rows } = await sql<{ position: number; hash: Buffer }>`
    select position, hash from security_event_links where tenant_id = ${tenantId}
    order by position desc limit 1`.execute(tx)
  return rows[0]
}
