import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { USABLE } from './rows.ts'

/** Marks a certificate as used; at its first use those before it are dead. */
export async function markUsed(tx: Tx, certificateId: string, nowMs: number): Promise<void> {
  const { rows } = await sql`
    update station_certificates set state = 'active', problem = null, next_try_at = null,
      first_used_at = ${new Date(nowMs)}, accepted_at = coalesce(accepted_at, ${new Date(nowMs)})
    where certificate_id = ${certificateId} and state in ('issued', 'accepted') returning certificate_id`.execute(tx)
  if (rows.length > 0) await supersedeOlder(tx, certificateId, nowMs)
}

/** Ends, and revokes in our book, what a station had for the same use before this certificate. */
export async function supersedeOlder(tx: Tx, certificateId: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs)
  await sql`
    with older as (
      update station_certificates o set state = 'superseded', ended_at = ${now}, next_try_at = null
      from station_certificates n
      where n.certificate_id = ${certificateId} and o.station_id = n.station_id
        and o.certificate_use = n.certificate_use and o.certificate_id <> n.certificate_id
        and o.state = any(${USABLE}) and o.requested_at <= n.requested_at
      returning o.tenant_id, o.fingerprint
    )
    update issued_certificates i set revoked_at = ${now}, revocation_reason = 'superseded'
    from older where i.tenant_id = older.tenant_id and i.fingerprint = older.fingerprint
      and i.revoked_at is null`.execute(tx)
}

/** Certificates that were accepted longer ago than the overlap lasts, and have others before them still alive. */
export async function readOverlapsEnded(
  db: Db,
  tenantId: TenantId,
  acceptedBeforeMs: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ certificate_id: string }>`
    select n.certificate_id from station_certificates n
    where n.tenant_id = ${tenantId} and n.state = 'accepted' and n.accepted_at < ${new Date(acceptedBeforeMs)}
      and exists (select from station_certificates o
        where o.station_id = n.station_id and o.certificate_use = n.certificate_use
          and o.certificate_id <> n.certificate_id and o.state = any(${USABLE}) and o.requested_at <= n.requested_at)
    limit 500`.execute(db)
  return rows.map((row) => row.certificate_id)
}
