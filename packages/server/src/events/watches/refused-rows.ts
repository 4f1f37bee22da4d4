import { sql } from 'kysely'
import type { TenantId } from '../../stations/ids.ts'
import { MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface RefusedRow {
  readonly tenant_id: TenantId
  readonly subject: string
  readonly station_id: number | null
  readonly identity: string | null
  readonly site_id: string | null
  readonly rows: number
  readonly told: number
  readonly table_name: string
  readonly last_at: Date
}

/** Rows that the database would not take. They are few, or something is very wrong. */
export const refusedRowWatch: Watch = {
  name: 'refused',
  sweepMs: 60_000,
  async look(tx) {
    const { rows } = await sql<RefusedRow>`
      select x.*, coalesce(s.identity, r.identity) as identity, s.site_id, coalesce((m.mark ->> 'rows')::int, 0) as told
      from (
        select tenant_id, station_id, coalesce(station_id::text, '') as subject, count(*)::int as rows,
          max(received_at) as last_at, (array_agg(table_name order by received_at desc))[1] as table_name
        from refused_rows group by tenant_id, station_id
      ) x
      left join stations s on s.station_id = x.station_id
      left join removed_stations r on r.station_id = x.station_id
      left join event_marks m on m.tenant_id = x.tenant_id and m.watch = 'refused' and m.subject = x.subject
      where coalesce((m.mark ->> 'rows')::int, 0) <> x.rows
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map(({ tenant_id, subject, station_id, identity, site_id, rows: now, told, table_name, last_at }) => {
      const data = { stationId: identity, siteId: site_id, rows: now - told, table: table_name }
      return {
        ...{ tenantId: tenant_id, subject, stationKey: station_id, siteId: site_id, mark: { rows: now } },
        // Fewer than before: some were cleared away.
        happenings: now > told ? [{ type: 'data.refused', atMs: last_at.getTime(), data }] : [],
      }
    })
  },
}
