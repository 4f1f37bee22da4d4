import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { SecurityEvent, SecurityEventQuery } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { CRITICAL_EVENTS, isCritical } from './event-types.ts'

export const SecurityEventCursor = z.tuple([InstantText, z.int()])

export interface SecurityEventFilter extends Omit<z.output<typeof SecurityEventQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof SecurityEventCursor> | undefined
}

interface Row {
  readonly event_id: number
  readonly identity: string | null
  readonly received_at: Date
  readonly at: Date | null
  readonly source: SecurityEvent['source']
  readonly type: string
  readonly detail: string | null
  readonly position: number | null
}

/** Security events, newest first. Those of a removed station keep its identity. */
export async function listSecurityEvents(
  db: Db,
  tenantId: TenantId,
  filter: SecurityEventFilter,
): Promise<Page<SecurityEvent>> {
  const { rows } = await sql<Row & { cursor_at: string }>`
    select e.event_id, coalesce(s.identity, r.identity) as identity, e.received_at, e.at, e.source, e.type, e.detail,
      l.position, ${instantText(sql`e.received_at`)} as cursor_at
    from security_events e
    left join stations s on s.station_id = e.station_id
    left join removed_stations r on r.station_id = e.station_id
    left join security_event_links l on l.event_id = e.event_id
    where ${sql.join(conditionsOf(tenantId, filter), sql` and `)}
    order by e.received_at desc, e.event_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: eventOf, key: (row) => [row.cursor_at, row.event_id] })
}

function conditionsOf(tenantId: TenantId, filter: SecurityEventFilter) {
  const conditions = [sql`e.tenant_id = ${tenantId}`]
  const { stationId, type, source, critical, from, to, after } = filter
  if (stationId !== undefined) {
    conditions.push(sql`lower(coalesce(s.identity, r.identity)) = ${stationId.toLowerCase()}`)
  }
  if (type !== undefined) conditions.push(sql`e.type = ${type}`)
  if (source !== undefined) conditions.push(sql`e.source = ${source}`)
  if (critical !== undefined) conditions.push(sql`(e.type = any(${[...CRITICAL_EVENTS]}::text[])) = ${critical}`)
  if (from !== undefined) conditions.push(sql`e.received_at >= ${from}::timestamptz`)
  if (to !== undefined) conditions.push(sql`e.received_at < ${to}::timestamptz`)
  if (after !== undefined) {
    conditions.push(sql`(e.received_at, e.event_id) < (${after[0]}::timestamptz, ${after[1]}::bigint)`)
  }
  return conditions
}

function eventOf(row: Row): SecurityEvent {
  return {
    id: row.event_id,
    stationId: row.identity,
    receivedAt: instant(row.received_at),
    at: instantOrNull(row.at),
    source: row.source,
    type: row.type,
    critical: isCritical(row.type),
    detail: row.detail,
    position: row.position,
  }
}
