import { sql } from 'kysely'
import type { AuditVerification } from '../../contract/index.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { type ChainedLog, chainedInstant, linkEntries, verifyChain } from '../../platform/hash-chain/index.ts'
import type { TenantId } from '../../stations/ids.ts'

interface AuditRow {
  readonly audit_id: number
  readonly tenant_id: number
  readonly at: string
  readonly actor: string
  readonly actor_kind: string
  readonly actor_id: string | null
  readonly action: string
  readonly subject_kind: string | null
  readonly operation: string | null
  readonly address: string | null
  readonly user_agent: string | null
  readonly content_hash: string
  readonly is_genuine: boolean
}

const AUDIT_LOG: ChainedLog<AuditRow> = {
  entries: 'audit_log',
  links: 'audit_links',
  id: 'audit_id',
  writtenAt: 'at',
  columns: sql`e.audit_id, e.tenant_id, ${chainedInstant(sql`e.at`)} as at, e.actor, e.actor_kind, e.actor_id, e.action,
    e.subject_kind, e.operation, e.address, e.user_agent, encode(e.content_hash, 'hex') as content_hash,
    e.erased_at is not null
      or e.content_hash = audit_content_hash(e.salt, e.object, e.reason, e.detail, e.changes) as is_genuine`,
  content: (row) => [
    ...[row.audit_id, row.tenant_id, row.at, row.actor, row.actor_kind, row.actor_id, row.action, row.subject_kind],
    ...[row.operation, row.address, row.user_agent, row.content_hash],
  ],
  isGenuine: (row) => row.is_genuine,
  expires: true,
  lockClass: 7_382_121,
}

/** Links what every tenant's audit log has got since the last time. */
export async function linkAudit(database: Database): Promise<void> {
  const { rows } = await sql<{ tenant_id: number }>`select tenant_id from tenants order by tenant_id`.execute(
    database.kysely,
  )
  for (const { tenant_id } of rows) await linkEntries(database, AUDIT_LOG, tenant_id)
}

/** Recomputes the chain over a tenant's audit log. */
export async function verifyAudit(db: Db, tenantId: TenantId): Promise<AuditVerification> {
  const { broken, ...found } = await verifyChain(db, AUDIT_LOG, tenantId)
  const { rows } = await sql<{ erased: number }>`
    select count(*)::int as erased from audit_log where tenant_id = ${tenantId} and erased_at is not null`.execute(db)
  return { ...found, erased: rows[0]?.erased ?? 0, broken }
}
