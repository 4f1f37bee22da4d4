import { sql } from 'kysely'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Tenant } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { FIRST_TENANT } from './directory.ts'

/** Makers of tenants take turns: ids are given out in order. */
const MAKING_LOCK = 7_382_150

interface Row {
  readonly tenant_id: TenantId
  readonly slug: string
  readonly name: string
  readonly created_at: Date
  readonly suspended_at: Date | null
  readonly suspended_reason: string | null
  readonly stations: number
  readonly people: number
}

const SELECT = sql`
  select t.tenant_id, t.slug, t.name, t.created_at, t.suspended_at, t.suspended_reason,
    (select count(*)::integer from stations s where s.tenant_id = t.tenant_id) as stations,
    (select count(*)::integer from memberships m where m.tenant_id = t.tenant_id) as people
  from tenants t`

/** All tenants, by name. */
export async function listTenants(db: Db): Promise<Tenant[]> {
  const { rows } = await sql<Row>`${SELECT} order by lower(t.name), t.tenant_id`.execute(db)
  return rows.map(tenantOf)
}

export interface FoundTenant {
  readonly tenantId: TenantId
  readonly tenant: Tenant
}

export async function readTenant(db: Db, slug: string): Promise<FoundTenant | undefined> {
  const { rows } = await sql<Row>`${SELECT} where t.slug = ${slug}`.execute(db)
  return rows[0] && { tenantId: rows[0].tenant_id, tenant: tenantOf(rows[0]) }
}

function tenantOf(row: Row): Tenant {
  return {
    slug: row.slug,
    name: row.name,
    createdAt: instant(row.created_at),
    suspendedAt: instantOrNull(row.suspended_at),
    suspendedReason: row.suspended_reason,
    stations: row.stations,
    people: row.people,
    isFirst: row.tenant_id === FIRST_TENANT,
  }
}

/** Makes a tenant; undefined when the slug is taken. */
export async function insertTenant(
  tx: Tx,
  tenant: { readonly slug: string; readonly name: string; readonly nowMs: number },
): Promise<TenantId | undefined> {
  await sql`select pg_advisory_xact_lock(${MAKING_LOCK})`.execute(tx)
  const { rows } = await sql<{ tenant_id: TenantId }>`
    insert into tenants (tenant_id, slug, name, created_at)
    select max(tenant_id) + 1, ${tenant.slug}, ${tenant.name}, ${new Date(tenant.nowMs)} from tenants
    on conflict (slug) do nothing returning tenant_id`.execute(tx)
  return rows[0]?.tenant_id
}

export async function renameTenant(tx: Tx, tenantId: TenantId, name: string): Promise<void> {
  await sql`update tenants set name = ${name} where tenant_id = ${tenantId}`.execute(tx)
}

/** Suspends a tenant, or with null lets it go on. */
export async function setSuspended(
  tx: Tx,
  tenantId: TenantId,
  suspension: { readonly reason: string; readonly nowMs: number } | null,
): Promise<void> {
  const at = suspension === null ? null : new Date(suspension.nowMs)
  await sql`
    update tenants set suspended_at = ${at}, suspended_reason = ${suspension?.reason ?? null}
    where tenant_id = ${tenantId}`.execute(tx)
}
