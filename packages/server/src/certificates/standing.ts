import { sql } from 'kysely'
import type { Database, Db } from '../platform/database/index.ts'
import type { StationKey, TenantId } from '../stations/ids.ts'
import { USABLE } from './life-cycle/rows.ts'
import { markUsed } from './life-cycle/usage.ts'

/** A client certificate whose chain, time and name have been found in order. */
export interface ShownCertificate {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string
}

/**
 * Whether our books say no to a client certificate: it was revoked, replaced or given up, belongs to another station, or
 * was signed by us for something else or for another tenant, as our authority signs for all of them. Of certificates that others have made the books say nothing.
 */
export async function isDead(db: Db, { tenantId, stationKey, fingerprint }: ShownCertificate): Promise<boolean> {
  const { rows } = await sql<{ is_usable: boolean }>`
    select c.station_id = ${stationKey} and c.certificate_use = 'ChargingStationCertificate'
      and c.state = any(${USABLE}) as is_usable
    from station_certificates c where c.fingerprint = ${fingerprint}
    union all
    select false from issued_certificates i
    where i.fingerprint = ${fingerprint}
      and (i.tenant_id <> ${tenantId} or i.revoked_at is not null or i.kind <> 'station')`.execute(db)
  return rows.length > 0 && !rows.every(({ is_usable: isUsable }) => isUsable)
}

/** Notes that a station has come in with a certificate: the first use of a new one ends what it had before. */
export async function noteUse(
  database: Database,
  { tenantId, stationKey, fingerprint }: ShownCertificate,
  nowMs: number,
): Promise<void> {
  const { rows } = await sql<{ certificate_id: string }>`
    select certificate_id from station_certificates
    where tenant_id = ${tenantId} and fingerprint = ${fingerprint} and station_id = ${stationKey}
      and state in ('issued', 'accepted')`.execute(database.kysely)
  const [row] = rows
  if (row !== undefined) await database.transaction((tx) => markUsed(tx, row.certificate_id, nowMs))
}
