import { type RawBuilder, sql } from 'kysely'
import type { FaultQuery, SiteFaultKind } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import type { Point } from './distance.ts'

/** A fault that somebody may be sent to, and where. */
export interface FoundFault {
  readonly stationKey: StationKey
  readonly siteId: string | null
  readonly siteName: string | null
  readonly place: Point | null
  readonly cause: string | null
  readonly info: string | null
  readonly isPresent: boolean
}

interface FaultRow {
  readonly station_id: StationKey
  readonly site_id: string | null
  readonly site_name: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly cause: string | null
  readonly info: string | null
  readonly is_present: boolean
}

interface FaultColumns {
  readonly kind: RawBuilder<unknown>
  readonly evse: RawBuilder<unknown>
  readonly connector: RawBuilder<unknown>
}

/** Whether a fault is there now, of a station `s`. */
export function isPresent({ kind, evse, connector }: FaultColumns): RawBuilder<boolean> {
  return sql`case ${kind}
    when 'stationOffline' then s.connected_at is not null and s.connected_node is null
    when 'connectorFaulted' then exists (select from connectors c where c.station_id = s.station_id
      and c.evse_id = ${evse} and c.connector_id = ${connector} and c.status = 'Faulted')
    else exists (select from connectors c where c.station_id = s.station_id and c.evse_id = ${evse} and c.status = 'Unavailable')
    end`
}

/** A fault as the station tells it now; undefined when there is no such station. */
export async function findFault(db: Db, tenantId: TenantId, fault: FaultQuery): Promise<FoundFault | undefined> {
  const [evse, connector] = [sql`${fault.evseId ?? null}::smallint`, sql`${fault.connectorId ?? null}::smallint`]
  const { rows } = await sql<FaultRow>`
    select s.station_id, s.site_id, t.name as site_name, t.latitude, t.longitude, f.error_code as cause,
      coalesce(f.info, f.vendor_error_code) as info,
      ${isPresent({ kind: sql`${fault.kind}::text`, evse, connector })} as is_present
    from stations s left join sites t on t.site_id = s.site_id
    left join connectors f on ${fault.kind} = 'connectorFaulted' and f.station_id = s.station_id
      and f.evse_id = ${evse} and f.connector_id = ${connector}
    where s.tenant_id = ${tenantId} and s.identity_folded = ${fault.stationId.toLowerCase()}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    stationKey: row.station_id,
    siteId: row.site_id,
    siteName: row.site_name,
    place: placeOf(row),
    cause: row.cause,
    info: row.info,
    isPresent: row.is_present,
  }
}

/** What keeps drivers away at once is urgent. */
export function priorityOf(kind: SiteFaultKind): 'urgent' | 'normal' {
  return kind === 'stationUnavailable' ? 'normal' : 'urgent'
}

export function placeOf({ latitude, longitude }: { latitude: number | null; longitude: number | null }): Point | null {
  return latitude === null || longitude === null ? null : { latitude, longitude }
}
