import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import type { StationKey, TenantId } from '../stations/ids.ts'
import { type KeptTariff, type OcpiTariff, readOwnTariff } from './ocpi-tariff.ts'

/** A site, or the site of a station; neither: what belongs to no site. */
export type PricedPlace =
  | { readonly kind: 'site'; readonly siteId: string | null }
  | { readonly kind: 'station'; readonly stationKey: StationKey }

/** What was in force, and the clock on the wall by which it is read. */
export type TariffInForce = KeptTariff & {
  readonly tariffId: string
  readonly versionId: string
  /** IANA name: the site's, or the organisation's for what belongs to no site. */
  readonly timeZone: string
}

interface InForceRow {
  readonly tariff_id: string
  readonly version_id: string
  readonly tariff: OcpiTariff
  readonly time_zone: string
}

/** Where and when, as a query names them. */
interface AskedFor {
  readonly tenantId: RawBuilder<unknown>
  readonly siteId: RawBuilder<unknown>
  readonly at: RawBuilder<unknown>
}

/** A query of the version in force there and then; no row: none is. */
export function versionInForce({ tenantId, siteId, at }: AskedFor): RawBuilder<unknown> {
  const assigned = (where: RawBuilder<unknown>) => sql`
    (select a.tariff_id from tariff_assignments a
      where a.tenant_id = ${tenantId} and ${where} and a.since <= ${at}
      order by a.since desc, a.sequence desc limit 1)`
  return sql`
    select w.* from tariff_versions w
    where w.tenant_id = ${tenantId} and w.withdrawn_at is null and w.valid_from <= ${at}
      and w.tariff_id = coalesce(${assigned(sql`a.site_id = ${siteId}`)}, ${assigned(sql`a.site_id is null`)})
    order by w.valid_from desc, w.published_at desc, w.version_id desc limit 1`
}

/**
 * The tariff in force at a place and an instant: that of the site, or else the network's, as both were assigned then.
 * Null: neither had one, or it had no price yet. A session keeps what was in force when it started.
 */
export async function tariffInForce(
  db: Db,
  tenantId: TenantId,
  place: PricedPlace,
  atMs: number,
): Promise<TariffInForce | null> {
  const at = new Date(atMs)
  const siteId =
    place.kind === 'site'
      ? sql`${place.siteId}::uuid`
      : sql`(select s.site_id from stations s where s.tenant_id = ${tenantId} and s.station_id = ${place.stationKey})`
  const { rows } = await sql<InForceRow>`
    select v.tariff_id, v.version_id, v.tariff, coalesce(l.time_zone, o.time_zone, 'UTC') as time_zone
    from (select ${siteId} as site_id) p
    left join sites l on l.tenant_id = ${tenantId} and l.site_id = p.site_id
    left join organisations o on o.tenant_id = ${tenantId}
    join lateral (${versionInForce({ tenantId: sql`${tenantId}`, siteId: sql`p.site_id`, at: sql`${at}` })}) v on true`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined) return null
  return {
    tariffId: row.tariff_id,
    versionId: row.version_id,
    ...readOwnTariff(row.tariff),
    timeZone: row.time_zone,
  }
}
