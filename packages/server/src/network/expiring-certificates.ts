import { sql } from 'kysely'
import type { ServerCertificate } from '../contract/index.ts'
import type { TenantId } from '../stations/ids.ts'

const DAY_MS = 86_400_000
/** Renewal begins weeks before the end. What is not renewed by now will not be without a person. */
const NEAR_DAYS = 14
/** A new root has to reach every station first. */
const NEAR_ROOT_DAYS = 60

/**
 * Certificates of stations that end soon and have no successor: attention items, the use as cause and the end as info.
 * One that has ended is told of while the station needs it to come in, or for its cars.
 */
export function stationCertificateItems(tenantId: TenantId, nowMs: number) {
  const now = new Date(nowMs)
  const near = new Date(nowMs + NEAR_DAYS * DAY_MS)
  return sql`
    select 'certificateExpiring', c.station_id, null::smallint, null::smallint, null::uuid, c.certificate_use,
      ${utc(sql`c.not_after`)}, greatest(c.requested_at, c.not_after - make_interval(days => ${NEAR_DAYS})),
      case when c.not_after <= ${now} and c.certificate_use = 'ChargingStationCertificate' then i.power_w end,
      'renewCertificate', c.certificate_id::text
    from station_certificates c join stations s on s.station_id = c.station_id
    left join installed i on i.station_id = c.station_id
    where c.tenant_id = ${tenantId} and c.state in ('issued', 'accepted', 'active') and c.not_after < ${near}
      and (c.not_after > ${now} or c.certificate_use <> 'ChargingStationCertificate'
        or greatest(s.security_profile, s.reached_profile) = 3)
      and not exists (
        select from station_certificates n
        where n.station_id = c.station_id and n.certificate_use = c.certificate_use
          and n.state in ('issued', 'accepted', 'active') and n.not_after > c.not_after)`
}

/** Trusted roots that end soon: what stands under them ends too. In the columns of what is not a station's. */
export function rootItems(tenantId: TenantId, nowMs: number) {
  const near = new Date(nowMs + NEAR_ROOT_DAYS * DAY_MS)
  return sql`
    select 'rootExpiring', null, null, null, null, subject, ${utc(sql`not_after`)},
      greatest(created_at, not_after - make_interval(days => ${NEAR_ROOT_DAYS})), null, 'review', root_id::text, null, null,
      null, null, null, false, null::jsonb
    from trusted_roots where tenant_id = ${tenantId} and not_after < ${near}`
}

/** This server's own certificates that end soon. */
export function serverCertificateItems(certificates: readonly ServerCertificate[], nowMs: number) {
  const nearMs = nowMs + NEAR_DAYS * DAY_MS
  const ending = certificates.filter(({ notAfter }) => Date.parse(notAfter) < nearMs)
  return sql`
    select 'serverCertificateExpiring', null, null, null, null, v.subject, v.ends,
      greatest(v.begun::timestamptz, v.ends::timestamptz - make_interval(days => ${NEAR_DAYS})), null, 'review', v.fingerprint, null, null,
      null, null, null, false, null::jsonb
    from unnest(${ending.map(({ subject }) => subject)}::text[], ${ending.map(({ notAfter }) => notAfter)}::text[],
      ${ending.map(({ notBefore }) => notBefore)}::text[],
      ${ending.map(({ fingerprint }) => fingerprint)}::text[]) as v(subject, ends, begun, fingerprint)`
}

function utc(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}
