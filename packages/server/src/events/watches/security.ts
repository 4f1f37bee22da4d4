import { sql } from 'kysely'
import { isCritical } from '../../security/log/event-types.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Difference, MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface LinkRow {
  readonly tenant_id: TenantId
  readonly position: number
  readonly station_id: number | null
  readonly identity: string | null
  readonly site_id: string | null
  readonly received_at: Date
  readonly type: string
  readonly detail: string | null
}

/** The security log, in the order of its chain, in which nothing ever appears further back. */
export const securityWatch: Watch = {
  name: 'security',
  sweepMs: 2_000,
  async look(tx) {
    const { rows } = await sql<LinkRow>`
      select l.tenant_id, l.position, e.station_id, s.identity, s.site_id, e.received_at, e.type, e.detail
      from tenants t
      left join event_marks m on m.tenant_id = t.tenant_id and m.watch = 'security' and m.subject = ''
      cross join lateral (
        select * from security_event_links l
        where l.tenant_id = t.tenant_id and l.position > coalesce((m.mark ->> 'position')::bigint, -1)
        order by l.position limit ${MOST_DIFFERENCES}
      ) l
      join security_events e on e.event_id = l.event_id
      left join stations s on s.station_id = e.station_id
      order by l.tenant_id, l.position`.execute(tx)
    // The mark of the last one of each tenant stays.
    return rows.map(differenceOf)
  },
}

function differenceOf(row: LinkRow): Difference {
  const { type, detail } = row
  const data = { stationId: row.identity, siteId: row.site_id, type, detail, critical: isCritical(type) }
  return {
    tenantId: row.tenant_id,
    subject: '',
    stationKey: row.station_id,
    siteId: row.site_id,
    mark: { position: row.position },
    happenings: [{ type: 'security.event', atMs: row.received_at.getTime(), data }],
  }
}
