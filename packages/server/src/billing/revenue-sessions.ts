import { sql } from 'kysely'
import type { z } from 'zod'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../api/cursor.ts'
import { instant } from '../api/instant.ts'
import type { RevenueSession, RevenueSessionQuery } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { spanOf } from './figures-store.ts'

export interface SoldFilter extends Omit<z.infer<typeof RevenueSessionQuery>, 'cursor'> {
  readonly timeZone: string
  readonly after: z.infer<typeof NewestCursor> | undefined
}

interface Row {
  readonly session_id: string
  readonly identity: string | null
  readonly site_id: string | null
  readonly site_name: string | null
  readonly started_at: Date
  readonly ended_at: Date
  readonly energy_wh: number
  readonly currency: string | null
  readonly net: number | null
  readonly tax: number | null
  readonly gross: number | null
  readonly unpriced_reason: RevenueSession['unpricedReason']
  readonly cursor_at: string
}

const newest = newestFirst(sql`p.ended_at`, sql`p.session_id`)

/** The sessions behind the figures of a span: those that have a price, and those that can have none. */
export async function listSold(db: Db, tenantId: TenantId, filter: SoldFilter): Promise<Page<RevenueSession>> {
  const { rows } = await sql<Row>`
    select p.session_id, coalesce(s.identity, r.identity) as identity, p.site_id, t.name as site_name, p.started_at,
      p.ended_at, p.energy_wh::float8 as energy_wh, p.currency, p.net_minor::float8 as net, p.tax_minor::float8 as tax,
      p.gross_minor::float8 as gross, p.unpriced_reason, ${newest.at} as cursor_at
    from session_prices p
    left join stations s on s.station_id = p.station_id
    left join removed_stations r on r.station_id = p.station_id
    left join sites t on t.site_id = p.site_id
    where ${sql.join(conditionsOf(tenantId, filter), sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: soldOf, key: (row) => [row.cursor_at, row.session_id] })
}

function conditionsOf(tenantId: TenantId, filter: SoldFilter) {
  const { begins, ends } = spanOf(filter)
  const { siteId, withoutSite, state, after } = filter
  return [
    sql`p.tenant_id = ${tenantId} and p.superseded_at is null and p.ended_at >= ${begins} and p.ended_at < ${ends}`,
    ...(siteId === undefined ? [] : [sql`p.site_id = ${siteId}`]),
    ...(withoutSite === true ? [sql`p.site_id is null`] : []),
    ...(state === undefined ? [] : [state === 'priced' ? sql`p.gross_minor is not null` : sql`p.gross_minor is null`]),
    ...(after === undefined ? [] : [newest.after(after)]),
  ]
}

function soldOf(row: Row): RevenueSession {
  return {
    sessionId: row.session_id,
    stationId: row.identity,
    siteId: row.site_id,
    siteName: row.site_name,
    startedAt: instant(row.started_at),
    endedAt: instant(row.ended_at),
    energyWh: row.energy_wh,
    currency: row.currency,
    netMinor: row.net,
    taxMinor: row.tax,
    grossMinor: row.gross,
    unpricedReason: row.unpriced_reason,
  }
}
