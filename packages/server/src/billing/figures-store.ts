import { sql } from 'kysely'
import type { RevenueFigures } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { isOpenForReview, lastReview } from '../sessions/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Day } from './calendar.ts'

/** Figures of one currency: of a day, all sites together; or of a site, all days together. */
export interface FiguresRow extends RevenueFigures {
  readonly currency: string | null
  /** Null: of a site. */
  readonly day: Day | null
  readonly siteId: string | null
  readonly siteName: string | null
}

export interface FiguresSpan {
  readonly tenantId: TenantId
  readonly timeZone: string
  readonly from: Day
  /** Included. */
  readonly to: Day
}

interface Row {
  readonly currency: string | null
  readonly day: Day | null
  readonly site_id: string | null
  readonly site_name: string | null
  readonly sessions: number
  readonly energy_wh: number
  readonly net: number
  readonly tax: number
  readonly gross: number
  readonly unpriced: number
  readonly waiting: number
}

/** When a span begins and ends, by the midnights of its zone. */
export function spanOf({ timeZone, from, to }: Omit<FiguresSpan, 'tenantId'>) {
  return {
    begins: sql`(${from}::date::timestamp at time zone ${timeZone}::text)`,
    ends: sql`((${to}::date + 1)::timestamp at time zone ${timeZone}::text)`,
  }
}

/** People confined to some sites see the sessions of the stations there now; some of those were sold elsewhere. */
const isSoldWithin = sql`((select scope_is_whole_tenant()) or x.site_id = any ((select scope_sites())::uuid[]))`

/** Adds up the sessions that ended in a span, by day and by site. */
export async function readFigures(db: Db, span: FiguresSpan): Promise<readonly FiguresRow[]> {
  const { tenantId, timeZone } = span
  const { begins, ends } = spanOf(span)
  const { rows } = await sql<Row>`
    with ended as (
      select p.ended_at, p.site_id, p.currency, p.gross_minor is null as is_unpriced, false as is_waiting,
        case when p.gross_minor is not null then p.energy_wh end as energy_wh, p.net_minor, p.tax_minor, p.gross_minor
      from session_prices p
      where p.tenant_id = ${tenantId} and p.superseded_at is null and p.ended_at >= ${begins} and p.ended_at < ${ends}
      union all
      select x.ended_at, x.site_id, null, false, true, null, null, null, null
      from sessions x ${lastReview}
      where x.tenant_id = ${tenantId} and ${isOpenForReview} and ${isSoldWithin} and x.ended_at >= ${begins} and x.ended_at < ${ends}
    ),
    sold as (select *, (ended_at at time zone ${timeZone}::text)::date::text as day from ended),
    added as (
      select currency, day, site_id,
        count(gross_minor)::int as sessions, coalesce(sum(energy_wh), 0)::float8 as energy_wh,
        coalesce(sum(net_minor), 0)::float8 as net, coalesce(sum(tax_minor), 0)::float8 as tax,
        coalesce(sum(gross_minor), 0)::float8 as gross,
        count(*) filter (where is_unpriced)::int as unpriced, count(*) filter (where is_waiting)::int as waiting
      from sold group by grouping sets ((currency, day), (currency, site_id))
    )
    select a.*, t.name as site_name from added a left join sites t on t.site_id = a.site_id`.execute(db)
  return rows.map(figuresOf)
}

function figuresOf(row: Row): FiguresRow {
  return {
    currency: row.currency,
    day: row.day,
    siteId: row.site_id,
    siteName: row.site_name,
    sessions: row.sessions,
    energyWh: row.energy_wh,
    netMinor: row.net,
    taxMinor: row.tax,
    grossMinor: row.gross,
    unpriced: row.unpriced,
    waiting: row.waiting,
  }
}
