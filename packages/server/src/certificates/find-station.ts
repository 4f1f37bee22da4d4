import type { OcppVersion } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { StationIdentity, StationKey, TenantId } from '../stations/ids.ts'

export interface FoundStation {
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly version: OcppVersion | null
}

/** The station that a path names; refuses when the tenant has none. */
export async function findStation(db: Db, tenantId: TenantId, identity: string): Promise<FoundStation> {
  const { rows } = await sql<{
    station_id: StationKey
    identity_folded: StationIdentity
    ocpp_version: OcppVersion | null
  }>`
    select station_id, identity_folded, ocpp_version from stations
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Refusal('stationNotFound')
  return { stationKey: row.station_id, identity: row.identity_folded, version: row.ocpp_version }
}
