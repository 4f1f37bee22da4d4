import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf, RowPlace } from '../api/cursor.ts'
import { instant } from '../api/instant.ts'
import { matchesReadOut, matchesWords } from '../api/search.ts'
import { isAfter, orderBy, type SortColumn, type SortedPlace, sortedCursor, sortingOf } from '../api/sorting.ts'
import type { StationQuery, StationSummary, StatusInterval } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { activeSessions, conditionsByStation, evseConditions, stationCondition } from './condition.ts'
import type { TenantId } from './ids.ts'
import { hasTolerancesOf } from './quirk-profiles/store.ts'
import { readSummaries } from './station-rows.ts'

const Identity = z.string().max(64)

const STATION_COLUMNS = {
  id: { value: sql`s.identity_folded`, text: sql`s.identity_folded`, type: 'text', cursor: Identity },
  // One without a name goes by its identity.
  name: {
    value: sql`coalesce(lower(s.name), s.identity_folded)`,
    text: sql`coalesce(lower(s.name), s.identity_folded)`,
    type: 'text',
    cursor: z.string().max(400),
  },
  createdAt: instantColumn(sql`s.created_at`),
  lastSeenAt: instantColumn(sql`coalesce(s.last_seen_at, 'epoch')`),
} as const satisfies Readonly<Record<string, SortColumn>>

function instantColumn(value: RawBuilder<unknown>): SortColumn {
  return { value, text: instantText(value), type: 'timestamptz', cursor: InstantText }
}

export function stationCursor(sort: StationFilter['sort']) {
  return sortedCursor(sort, sortingOf(sort, STATION_COLUMNS), Identity)
}

export const StatusCursor = z.tuple([InstantText, RowPlace])

export interface StationFilter extends Omit<z.infer<typeof StationQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: SortedPlace | undefined
}

interface KeyRow {
  readonly station_id: number
  readonly identity_folded: string
  readonly sort_text: string
}

/** A page of stations, sorted. The total is counted for the first page only. */
export async function listStations(db: Db, tenantId: TenantId, filter: StationFilter): Promise<Page<StationSummary>> {
  const matching = matchingStations(tenantId, filter)
  const sorting = sortingOf(filter.sort, STATION_COLUMNS)
  const key = { value: sql`s.identity_folded`, type: 'text' } as const
  const after = filter.after === undefined ? sql`` : sql`and ${isAfter(sorting, key, filter.after)}`
  const { rows } = await sql<KeyRow>`
    ${matching.prefix} select s.station_id, s.identity_folded, ${sorting.column.text} as sort_text
    ${matching.from} ${after}
    order by ${orderBy(sorting, key.value)} limit ${filter.limit + 1}`.execute(db)
  const { items: keys, nextCursor } = pageOf(rows, filter.limit, {
    item: (row) => row.station_id,
    key: (row) => [filter.sort, row.sort_text, row.identity_folded],
  })
  const summaries = new Map((await readSummaries(db, tenantId, keys)).map((one) => [one.id.toLowerCase(), one]))
  const items = rows.slice(0, filter.limit).flatMap((row) => summaries.get(row.identity_folded) ?? [])
  const page = nextCursor === undefined ? { items } : { items, nextCursor }
  if (filter.after !== undefined) return page
  if (nextCursor === undefined) return { ...page, total: rows.length }
  const count = await sql<{ total: number }>`${matching.prefix} select count(*)::int as total ${matching.from}`.execute(
    db,
  )
  return { ...page, total: count.rows[0]?.total ?? 0 }
}

/** The row keys of all stations a filter asks for, in the order of their identities. */
export async function matchingStationKeys(
  db: Db,
  tenantId: TenantId,
  filter: Omit<StationFilter, 'limit' | 'after' | 'sort'>,
): Promise<readonly number[]> {
  const matching = matchingStations(tenantId, filter)
  const { rows } = await sql<{ station_id: number }>`
    ${matching.prefix} select s.station_id ${matching.from} order by s.identity_folded`.execute(db)
  return rows.map((row) => row.station_id)
}

/** FROM and WHERE of the stations a filter asks for; conditions are worked out only when one is asked for. */
function matchingStations(tenantId: TenantId, filter: Omit<StationFilter, 'limit' | 'after' | 'sort'>) {
  const conditions: RawBuilder<unknown>[] = [sql`s.tenant_id = ${tenantId}`]
  if (filter.siteId !== undefined) conditions.push(sql`s.site_id = ${filter.siteId}`)
  if (filter.ocppVersion !== undefined) conditions.push(sql`s.ocpp_version = ${filter.ocppVersion}`)
  if (filter.tag !== undefined) {
    conditions.push(sql`s.station_id in (
      select station_id from station_tags where tenant_id = ${tenantId} and tag = ${filter.tag})`)
  }
  if (filter.groupId !== undefined) {
    conditions.push(sql`s.station_id in (
      select station_id from station_group_members where group_id = ${filter.groupId})`)
  }
  if (filter.securityProfile !== undefined) {
    conditions.push(sql`greatest(s.security_profile, s.reached_profile) = ${filter.securityProfile}`)
  }
  if (filter.search !== undefined) {
    const words = matchesWords(sql`s.identity, s.name, t.name, s.vendor, s.model, s.serial_number`, filter.search)
    conditions.push(sql`(${matchesReadOut(sql`s.identity_folded`, filter.search)} or (${words}))`)
  }
  if (filter.quirkProfile !== undefined) conditions.push(hasTolerancesOf(filter.quirkProfile))
  const byCondition = filter.condition !== undefined
  if (byCondition) conditions.push(sql`${stationCondition} = ${filter.condition}`)
  return {
    prefix: byCondition
      ? sql`with active as materialized (${activeSessions(tenantId)}), evse as (${evseConditions(tenantId)})`
      : sql``,
    from: sql`
      from stations s
      ${filter.search === undefined ? sql`` : sql`left join sites t on t.site_id = s.site_id`}
      ${byCondition ? sql`left join (${conditionsByStation}) e on e.station_id = s.station_id` : sql``}
      where ${sql.join(conditions, sql` and `)}`,
  }
}

/** The row key behind an identity; undefined when no such station is registered. */
export async function findStationKey(db: Db, tenantId: TenantId, identity: string): Promise<number | undefined> {
  const { rows } = await sql<{ station_id: number }>`
    select station_id from stations
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()}`.execute(db)
  return rows[0]?.station_id
}

type StatusIntervalItem = z.infer<typeof StatusInterval>

interface StatusRow {
  readonly evse_id: number
  readonly connector_id: number
  readonly status: StatusIntervalItem['status']
  readonly error_code: string | null
  readonly info: string | null
  readonly at: Date
  readonly cursor_at: string
  readonly place: string
}

/** Changes of connector status, newest received first. */
export async function listStatusHistory(
  db: Db,
  stationKey: number,
  filter: { limit: number; after: z.infer<typeof StatusCursor> | undefined },
): Promise<Page<StatusIntervalItem>> {
  const after =
    filter.after === undefined
      ? sql``
      : sql`and (received_at, ctid) < (${filter.after[0]}::timestamptz, ${filter.after[1]}::tid)`
  const { rows } = await sql<StatusRow>`
    select evse_id, connector_id, status, error_code, info, at,
      ${instantText(sql`received_at`)} as cursor_at, ctid::text as place
    from status_history where station_id = ${stationKey} ${after}
    order by received_at desc, ctid desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({
      evseId: row.evse_id,
      connectorId: row.connector_id,
      status: row.status,
      errorCode: row.error_code,
      info: row.info,
      at: instant(row.at),
    }),
    key: (row) => [row.cursor_at, row.place],
  })
}
