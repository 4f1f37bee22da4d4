import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { factsOf, readCertificate, type x509 } from './x509.ts'

/** What a root is trusted for: stations' connections, our own certificate, what manufacturers made, plug & charge. */
export type RootPurpose = 'station' | 'csms' | 'manufacturer' | 'v2g' | 'mo' | 'oem'

export interface TrustedRoot {
  readonly rootId: string
  readonly purpose: RootPurpose
  readonly source: 'local' | 'external' | 'uploaded'
  readonly label: string | null
  readonly fingerprint: string
  readonly subject: string
  readonly pem: string
  readonly notAfterMs: number
  readonly createdAtMs: number
}

interface RootRow {
  readonly root_id: string
  readonly purpose: RootPurpose
  readonly source: TrustedRoot['source']
  readonly label: string | null
  readonly fingerprint: string
  readonly subject: string
  readonly pem: string
  readonly not_after: Date
  readonly created_at: Date
}

/** Roots and sub-CAs of these purposes (all when none is named), oldest first. */
export async function readRoots(
  db: Db,
  tenantId: TenantId,
  purposes?: readonly RootPurpose[],
): Promise<readonly TrustedRoot[]> {
  const { rows } = await sql<RootRow>`
    select root_id, purpose, source, label, fingerprint, subject, pem, not_after, created_at from trusted_roots
    where tenant_id = ${tenantId} ${purposes === undefined ? sql`` : sql`and purpose = any(${purposes})`}
    order by created_at, root_id`.execute(db)
  return rows.map((row) => ({
    rootId: row.root_id,
    purpose: row.purpose,
    source: row.source,
    label: row.label,
    fingerprint: row.fingerprint,
    subject: row.subject,
    pem: row.pem,
    notAfterMs: row.not_after.getTime(),
    createdAtMs: row.created_at.getTime(),
  }))
}

/** Roots as certificates. */
export function certificatesOf(roots: readonly TrustedRoot[]): readonly x509.X509Certificate[] {
  return roots.flatMap(({ pem }) => {
    const read = readCertificate(pem)
    return read.ok ? [read.certificate] : []
  })
}

export interface NewRoot {
  readonly tenantId: TenantId
  readonly rootId: string
  readonly purpose: RootPurpose
  readonly source: TrustedRoot['source']
  readonly label: string | null
  readonly certificate: x509.X509Certificate
  readonly nowMs: number
}

/** Trusts a certificate for a purpose. False when it was trusted for it already. */
export async function insertRoot(tx: Tx, root: NewRoot): Promise<boolean> {
  const { fingerprint, subject, notAfterMs } = factsOf(root.certificate)
  const { rows } = await sql`
    insert into trusted_roots (tenant_id, root_id, purpose, source, label, fingerprint, subject, pem, not_after, created_at)
    values (${root.tenantId}, ${root.rootId}, ${root.purpose}, ${root.source}, ${root.label}, ${fingerprint},
      ${subject.slice(0, 1000)}, ${root.certificate.toString('pem')}, ${new Date(notAfterMs)}, ${new Date(root.nowMs)})
    on conflict (tenant_id, purpose, fingerprint) do nothing returning root_id`.execute(tx)
  return rows.length > 0
}

/** Gives the subject of the root that is trusted no more; undefined when there was none. Our own stay: they are made anew. */
export async function deleteRoot(tx: Tx, tenantId: TenantId, rootId: string): Promise<string | undefined> {
  const { rows } = await sql<{ subject: string }>`
    delete from trusted_roots where tenant_id = ${tenantId} and root_id = ${rootId} and source <> 'local'
    returning subject`.execute(tx)
  return rows[0]?.subject
}
