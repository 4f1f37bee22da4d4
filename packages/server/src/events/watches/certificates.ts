import { sql } from 'kysely'
import { instant } from '../../api/instant.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type Difference, MOST_DIFFERENCES, type Watch } from '../watch.ts'

const DAY_MS = 86_400_000
/** Told when it comes this near its end, and once more when it is about to end. */
const NEAR_DAYS = 14
const NEAR_ROOT_DAYS = 60
const LAST_DAYS = 2

interface ExpiringRow {
  readonly tenant_id: TenantId
  readonly certificate_id: string
  readonly station_id: number | null
  readonly identity: string | null
  readonly site_id: string | null
  readonly name: string
  readonly not_after: Date
  readonly stage: 'near' | 'last'
}

/** Certificates of stations without a successor, and trusted roots. */
export const certificateWatch: Watch = {
  name: 'certificate',
  sweepMs: 3_600_000,
  async look(tx, { nowMs }) {
    const inDays = (days: number) => new Date(nowMs + days * DAY_MS)
    const now = new Date(nowMs)
    const { rows } = await sql<ExpiringRow>`
      select x.* from (
        select c.tenant_id, c.certificate_id, c.station_id, s.identity, s.site_id, c.certificate_use as name, c.not_after,
          case when c.not_after < ${inDays(LAST_DAYS)} then 'last' else 'near' end as stage
        from station_certificates c join stations s on s.station_id = c.station_id
        where c.state in ('issued', 'accepted', 'active') and c.not_after between ${now} and ${inDays(NEAR_DAYS)}
          and not exists (
            select from station_certificates n
            where n.station_id = c.station_id and n.certificate_use = c.certificate_use
              and n.state in ('issued', 'accepted', 'active') and n.not_after > c.not_after)
        union all
        select tenant_id, root_id, null, null, null, subject, not_after,
          case when not_after < ${inDays(LAST_DAYS)} then 'last' else 'near' end
        from trusted_roots where not_after between ${now} and ${inDays(NEAR_ROOT_DAYS)}
      ) x
      left join event_marks m
        on m.tenant_id = x.tenant_id and m.watch = 'certificate' and m.subject = x.certificate_id::text
      where m.mark ->> 'stage' is distinct from x.stage
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map((row) => differenceOf(row, nowMs))
  },
}

function differenceOf(row: ExpiringRow, nowMs: number): Difference {
  const { identity: stationId, site_id: siteId, name } = row
  const data = { stationId, siteId, name, notAfter: instant(row.not_after) }
  return {
    tenantId: row.tenant_id,
    subject: row.certificate_id,
    stationKey: row.station_id,
    siteId,
    mark: { stage: row.stage },
    happenings: [{ type: 'certificate.expiring', atMs: nowMs, data }],
  }
}
