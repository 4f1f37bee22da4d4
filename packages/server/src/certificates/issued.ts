import { sql } from 'kysely'
import type { RevocationReason } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { factsOf, type x509 } from './x509.ts'

/** Our roots in the book, by name. */
export type LocalRootName = 'local-ecdsa' | 'local-rsa'

export interface Issued {
  readonly tenantId: TenantId
  readonly authority: LocalRootName
  readonly kind: 'station' | 'contract'
  /** Station identity or eMAID. */
  readonly subject: string
  readonly certificate: x509.X509Certificate
  readonly nowMs: number
}

/** Enters a certificate in the book of our authority. */
export async function recordIssued(tx: Tx, issued: Issued): Promise<void> {
  const { serialNumber, fingerprint, notAfterMs } = factsOf(issued.certificate)
  await sql`
    insert into issued_certificates (tenant_id, authority, serial_number, kind, subject, fingerprint, not_after, issued_at)
    values (${issued.tenantId}, ${issued.authority}, ${serialNumber}, ${issued.kind}, ${issued.subject}, ${fingerprint},
      ${new Date(notAfterMs)}, ${new Date(issued.nowMs)})`.execute(tx)
}

/** Revokes what our authority has signed. False when it has not, or had revoked it before. */
export async function revokeIssued(
  tx: Tx,
  key: { readonly tenantId: TenantId; readonly fingerprint: string },
  end: { readonly reason: RevocationReason; readonly nowMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    update issued_certificates set revoked_at = ${new Date(end.nowMs)}, revocation_reason = ${end.reason}
    where tenant_id = ${key.tenantId} and fingerprint = ${key.fingerprint} and revoked_at is null
    returning serial_number`.execute(tx)
  return rows.length > 0
}

/** Good, revoked, or never signed by us. */
export type IssuedStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly atMs: number; readonly reason: RevocationReason }
  | { readonly kind: 'unknown' }

export async function issuedStatus(db: Db, authority: LocalRootName, serialNumber: string): Promise<IssuedStatus> {
  const { rows } = await sql<{ revoked_at: Date | null; revocation_reason: RevocationReason | null }>`
    select revoked_at, revocation_reason from issued_certificates
    where authority = ${authority} and serial_number = ${serialNumber}`.execute(db)
  const [row] = rows
  if (row === undefined) return { kind: 'unknown' }
  if (row.revoked_at === null) return { kind: 'good' }
  return { kind: 'revoked', atMs: row.revoked_at.getTime(), reason: row.revocation_reason ?? 'unspecified' }
}

export interface RevokedEntry {
  readonly serialNumber: string
  readonly atMs: number
  readonly reason: RevocationReason
}

/** What a root has revoked and would not have expired anyway. */
export async function readRevoked(db: Db, authority: LocalRootName, nowMs: number): Promise<readonly RevokedEntry[]> {
  const { rows } = await sql<{ serial_number: string; revoked_at: Date; revocation_reason: RevocationReason }>`
    select serial_number, revoked_at, revocation_reason from issued_certificates
    where authority = ${authority} and revoked_at is not null and not_after > ${new Date(nowMs)}
    order by revoked_at`.execute(db)
  return rows.map((row) => ({
    serialNumber: row.serial_number,
    atMs: row.revoked_at.getTime(),
    reason: row.revocation_reason,
  }))
}

/** A certificate in our book; undefined when it is none of ours. */
export async function findIssued(
  db: Db,
  tenantId: TenantId,
  fingerprint: string,
): Promise<{ readonly kind: Issued['kind']; readonly revocationReason: RevocationReason | null } | undefined> {
  const { rows } = await sql<{ kind: Issued['kind']; revocation_reason: RevocationReason | null }>`
    select kind, revocation_reason from issued_certificates
    where tenant_id = ${tenantId} and fingerprint = ${fingerprint}`.execute(db)
  return rows[0] && { kind: rows[0].kind, revocationReason: rows[0].revocation_reason }
}

/** A contract certificate of the test provider. */
export interface ContractRow {
  readonly serialNumber: string
  readonly emaid: string
  readonly fingerprint: string
  readonly issuedAt: Date
  readonly notAfter: Date
  readonly revokedAt: Date | null
  readonly revocationReason: string | null
}

/** The newest thousand, or the one with a fingerprint. */
export async function readContracts(db: Db, tenantId: TenantId, fingerprint?: string): Promise<readonly ContractRow[]> {
  const { rows } = await sql<ContractRow>`
    select serial_number as "serialNumber", subject as emaid, fingerprint, issued_at as "issuedAt",
      not_after as "notAfter", revoked_at as "revokedAt", revocation_reason as "revocationReason"
    from issued_certificates
    where tenant_id = ${tenantId} and kind = 'contract'
      ${fingerprint === undefined ? sql`` : sql`and fingerprint = ${fingerprint}`}
    order by issued_at desc, serial_number limit 1000`.execute(db)
  return rows
}
