import { sql } from 'kysely'
import type { z } from 'zod'
import type { MapPoint } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { activeSessions, evseConditions } from '../stations/condition.ts'
import type { TenantId } from '../stations/ids.ts'

interface MapRow {
  readonly site_id: string
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  readonly evses: number
  readonly available: number
  readonly charging: number
  readonly faulted: number
  readonly offline: number
}

/** Sites that have coordinates, with their EVSEs by condition. A station has no place of its own yet: it is its site's. */
export async function readMapPoints(db: Db, tenantId: TenantId): Promise<z.infer<typeof MapPoint>[]> {
  const { rows } = await sql<MapRow>`
    with active as materialized (${activeSessions(tenantId)}),
    evse as (${evseConditions(tenantId)}),
    seen as (
      select s.site_id, case when s.connected_node is null then 'offline' else e.condition end as condition
      from evse e join stations s on s.station_id = e.station_id
      where e.evse_id > 0
    )
    select t.site_id, t.name, t.latitude, t.longitude, count(seen.condition)::int as evses,
      (count(*) filter (where seen.condition = 'available'))::int as available,
      (count(*) filter (where seen.condition = 'charging'))::int as charging,
      (count(*) filter (where seen.condition = 'faulted'))::int as faulted,
      (count(*) filter (where seen.condition = 'offline'))::int as offline
    from sites t left join seen on seen.site_id = t.site_id
    where t.tenant_id = ${tenantId} and t.latitude is not null and t.longitude is not null
    group by t.site_id order by t.name`.execute(db)
  return rows.map(({ site_id, ...point }) => ({ siteId: site_id, stationId: null, ...point }))
}
