import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Scope } from './actor.ts'
import type { HoldingRow } from './holding.ts'
import type { AssignedRole } from './role-assignment.ts'

export interface MembershipRow extends HoldingRow {
  readonly tenant_id: TenantId
  readonly tenant_name: string
  readonly is_platform_owner: boolean
}

/** How somebody has come in. */
export interface SessionBinding {
  /** The tenant whose single sign-on has vouched for the person; null: a password or a passkey has. */
  readonly boundTenantId: number | null
  readonly createdAt: Date
}

/**
 * Whether a membership `m` opens to a session, with the single sign-on `s` of its tenant. What a tenant's provider has
 * vouched for counts there, as long as the tenant says; a password counts where it is allowed, and for owners always, so
 * that a provider that fails locks nobody out.
 */
function opensTo({ boundTenantId, createdAt }: SessionBinding): RawBuilder<boolean> {
  return boundTenantId === null
    ? sql`(s.allows_password is not false or m.role = 'owner')`
    : sql`(m.tenant_id = ${boundTenantId}::smallint and ${createdAt} > now() - make_interval(hours => s.session_hours))`
}

/**
 * The membership that a browser session works under: of the tenant it has chosen, or else the first one. Suspended tenants
 * let nobody in.
 */
export async function findActiveMembership(
  db: Db,
  personId: string,
  session: SessionBinding & { readonly tenantId: number | null },
): Promise<MembershipRow | undefined> {
  const { rows } = await sql<MembershipRow>`
    select m.tenant_id, t.name as tenant_name, m.role, m.custom_role_id, r.name as role_name,
      r.permissions as role_permissions, m.site_ids,
      p.is_platform_owner and ${session.boundTenantId}::smallint is null as is_platform_owner
    from memberships m
    join persons p on p.id = m.person_id
    join tenants t on t.tenant_id = m.tenant_id and t.suspended_at is null
    left join custom_roles r on r.role_id = m.custom_role_id
    left join single_sign_ons s on s.tenant_id = m.tenant_id
    where m.person_id = ${personId} and ${opensTo(session)}
    order by (m.tenant_id = ${session.tenantId}::smallint) desc nulls last, m.created_at, m.tenant_id
    limit 1`.execute(db)
  return rows[0]
}

export interface NewMembership {
  readonly tenantId: TenantId
  readonly personId: string
  readonly role: AssignedRole
  readonly siteIds: readonly string[] | null
  readonly nowMs: number
}

/** Makes a person a member, or gives a member the new role and scope. */
export async function saveMembership(tx: Tx, member: NewMembership): Promise<void> {
  await sql`
    insert into memberships (tenant_id, person_id, role, custom_role_id, site_ids, created_at)
    values (${member.tenantId}, ${member.personId}, ${member.role.builtIn}, ${member.role.customId}::uuid,
      ${member.siteIds}::uuid[], ${new Date(member.nowMs)})
    on conflict (tenant_id, person_id) do update
      set role = excluded.role, custom_role_id = excluded.custom_role_id, site_ids = excluded.site_ids`.execute(tx)
}

export async function deleteMembership(tx: Tx, tenantId: TenantId, personId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from memberships where tenant_id = ${tenantId} and person_id = ${personId} returning person_id`.execute(tx)
  return rows.length > 0
}

/** Whether the tenant has an owner of everything besides this person. Holds the tenant, so that two cannot both go. */
export async function hasAnotherOwner(tx: Tx, tenantId: TenantId, personId: string): Promise<boolean> {
  await sql`select from tenants where tenant_id = ${tenantId} for update`.execute(tx)
  const { rows } = await sql`
    select from memberships
    where tenant_id = ${tenantId} and role = 'owner' and site_ids is null and person_id <> ${personId}
    limit 1`.execute(tx)
  return rows.length > 0
}

export interface OwnTenant {
  readonly id: TenantId
  readonly name: string
  readonly isSuspended: boolean
}

/** The tenants that a person belongs to, by name. */
export async function tenantsOf(db: Db, personId: string): Promise<OwnTenant[]> {
  const { rows } = await sql<OwnTenant>`
    select t.tenant_id as id, t.name, t.suspended_at is not null as "isSuspended" from memberships m join tenants t on t.tenant_id = m.tenant_id
    where m.person_id = ${personId} order by t.name, t.tenant_id`.execute(db)
  return rows
}

/** Those of a person's tenants that open to a session, by name. */
export async function tenantsFor(
  db: Db,
  session: SessionBinding & { readonly personId: string },
): Promise<{ readonly id: TenantId; readonly name: string }[]> {
  const { rows } = await sql<{ id: TenantId; name: string }>`
    select t.tenant_id as id, t.name from memberships m
    join tenants t on t.tenant_id = m.tenant_id and t.suspended_at is null
    left join single_sign_ons s on s.tenant_id = m.tenant_id
    where m.person_id = ${session.personId} and ${opensTo(session)} order by t.name, t.tenant_id`.execute(db)
  return rows
}

/** Whether one scope lies within another. */
export function isWithin(inner: Scope, outer: Scope): boolean {
  if (outer === 'everything') return true
  return inner !== 'everything' && [...inner].every((siteId) => outer.has(siteId))
}
