import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type AssignedRole, assignedOf } from '../role-assignment.ts'
import type { ProviderClient } from './provider.ts'

/** A tenant's single sign-on, as it is stored. */
export interface StoredSignOn extends ProviderClient {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly name: string
  readonly domains: readonly string[]
  /** The role of somebody who comes for the first time; null: only members are let in. */
  readonly role: AssignedRole | null
  readonly roleName: string | null
  readonly allowsPassword: boolean
  readonly sessionHours: number
}

interface SignOnRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly name: string
  readonly issuer: string
  readonly client_id: string
  readonly sealed_secret: Buffer | null
  readonly domains: string[]
  readonly role: string | null
  readonly custom_role_id: string | null
  readonly role_name: string | null
  readonly allows_password: boolean
  readonly session_hours: number
}

const SELECT = sql`
  select s.tenant_id, t.name as tenant_name, s.name, s.issuer, s.client_id, s.sealed_secret, s.domains, s.role,
    s.custom_role_id, r.name as role_name, s.allows_password, s.session_hours
  from single_sign_ons s
  join tenants t on t.tenant_id = s.tenant_id
  left join custom_roles r on r.role_id = s.custom_role_id`

export async function readSignOn(db: Db, sealing: Sealing, tenantId: number): Promise<StoredSignOn | undefined> {
  const { rows } = await sql<SignOnRow>`${SELECT} where s.tenant_id = ${tenantId}::int`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const secret = row.sealed_secret === null ? null : sealing.open(row.sealed_secret)
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    // A secret that was sealed under another key is as good as a wrong one: the provider will say so.
    clientSecret: secret === undefined ? '' : secret,
    domains: row.domains,
    role: roleOf(row),
    roleName: row.role_name,
    allowsPassword: row.allows_password,
    sessionHours: row.session_hours,
  }
}

function roleOf(row: Pick<SignOnRow, 'role' | 'custom_role_id'>): AssignedRole | null {
  return row.role === null && row.custom_role_id === null ? null : assignedOf(row)
}

/** The single sign-ons that speak for a domain, or the one of a tenant, by name. */
export async function findSignOns(
  db: Db,
  by: { readonly domain: string } | { readonly tenant: string },
): Promise<{ readonly tenant: number; readonly name: string; readonly tenantName: string }[]> {
  const wanted =
    'domain' in by
      ? sql`s.domains @> array[${by.domain}]::text[]`
      : sql`(t.slug = ${by.tenant} or s.tenant_id::text = ${by.tenant})`
  const { rows } =
    await sql<SignOnRow>`${SELECT} where ${wanted} and t.suspended_at is null order by t.name, s.tenant_id limit 20`.execute(
      db,
    )
  return rows.map((row) => ({ tenant: row.tenant_id, name: row.name, tenantName: row.tenant_name }))
}

export type SignOnDraft = Omit<StoredSignOn, 'tenantName' | 'roleName'>

export async function saveSignOn(tx: Tx, sealing: Sealing, draft: SignOnDraft, nowMs: number): Promise<void> {
  const { tenantId, clientSecret, role } = draft
  const sealed = clientSecret === null ? null : sealing.seal(clientSecret)
  await sql`
    insert into single_sign_ons (tenant_id, name, issuer, client_id, sealed_secret, domains, role, custom_role_id,
      allows_password, session_hours, updated_at)
    values (${tenantId}, ${draft.name}, ${draft.issuer}, ${draft.clientId}, ${sealed}, ${draft.domains}::text[],
      ${role?.builtIn ?? null}, ${role?.customId ?? null}::uuid, ${draft.allowsPassword}, ${draft.sessionHours},
      ${new Date(nowMs)})
    on conflict (tenant_id) do update set name = excluded.name, issuer = excluded.issuer,
      client_id = excluded.client_id, sealed_secret = excluded.sealed_secret, domains = excluded.domains,
      role = excluded.role, custom_role_id = excluded.custom_role_id, allows_password = excluded.allows_password,
      session_hours = excluded.session_hours, updated_at = excluded.updated_at`.execute(tx)
}

/** False when there was none. */
export async function deleteSignOn(tx: Tx, tenantId: TenantId): Promise<boolean> {
  await sql`delete from single_sign_on_tries where tenant_id = ${tenantId}`.execute(tx)
  const { rows } = await sql`
    delete from single_sign_ons where tenant_id = ${tenantId} returning tenant_id`.execute(tx)
  return rows.length > 0
}
