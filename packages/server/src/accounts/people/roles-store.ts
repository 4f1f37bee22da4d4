import { sql } from 'kysely'
import { BUILT_IN_ROLES, type GrantedPermission, type Role } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { ROLE_PERMISSIONS } from '../roles.ts'

interface RoleRow {
  readonly role_id: string
  readonly name: string
  readonly permissions: GrantedPermission[]
  readonly uses: number
}

/** Built-in roles, then the tenant's own by name. */
export async function listRoles(db: Db, tenantId: TenantId): Promise<Role[]> {
  const counts = await sql<{ role: string; uses: number }>`
    select role, count(*)::int as uses from (
      select role from memberships where tenant_id = ${tenantId}
      union all select role from api_keys where tenant_id = ${tenantId}
      union all select role from single_sign_ons where tenant_id = ${tenantId}) held
    where role is not null group by role`.execute(db)
  const uses = new Map(counts.rows.map((row) => [row.role, row.uses]))
  const builtIn = BUILT_IN_ROLES.map((id): Role => {
    return { id, name: null, isBuiltIn: true, permissions: [...ROLE_PERMISSIONS[id]], uses: uses.get(id) ?? 0 }
  })
  return [...builtIn, ...(await readCustomRoles(db, tenantId))]
}

/** A tenant's own roles by name, or one of them. */
export async function readCustomRoles(db: Db, tenantId: TenantId, roleId: string | null = null): Promise<Role[]> {
  const { rows } = await sql<RoleRow>`
    select r.role_id, r.name, r.permissions,
      (select count(*) from memberships m where m.custom_role_id = r.role_id)::int
        + (select count(*) from api_keys k where k.custom_role_id = r.role_id)::int
        + (select count(*) from single_sign_ons s where s.custom_role_id = r.role_id)::int as uses
    from custom_roles r
    where r.tenant_id = ${tenantId} and (${roleId}::uuid is null or r.role_id = ${roleId}::uuid)
    order by lower(r.name)`.execute(db)
  return rows.map(({ role_id: id, name, permissions, uses }) => ({ id, name, isBuiltIn: false, permissions, uses }))
}

export interface RoleDraft {
  readonly tenantId: TenantId
  readonly roleId: string
  readonly name: string
  readonly permissions: readonly GrantedPermission[]
}

/** False when a role has this name. */
export async function insertRole(tx: Tx, role: RoleDraft, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    insert into custom_roles (tenant_id, role_id, name, permissions, created_at)
    values (${role.tenantId}, ${role.roleId}, ${role.name}, ${role.permissions}::text[], ${new Date(nowMs)})
    on conflict (tenant_id, lower(name)) do nothing returning role_id`.execute(tx)
  return rows.length > 0
}

export async function updateRole(tx: Tx, role: RoleDraft): Promise<void> {
  await sql`
    update custom_roles set name = ${role.name}, permissions = ${role.permissions}::text[]
    where tenant_id = ${role.tenantId} and role_id = ${role.roleId}`.execute(tx)
}

export async function isRoleNameTaken(db: Db, { tenantId, roleId, name }: RoleDraft): Promise<boolean> {
  const { rows } = await sql`
    select from custom_roles
    where tenant_id = ${tenantId} and lower(name) = lower(${name}) and role_id <> ${roleId}`.execute(db)
  return rows.length > 0
}

export async function deleteRole(tx: Tx, tenantId: TenantId, roleId: string): Promise<void> {
  await sql`delete from custom_roles where tenant_id = ${tenantId} and role_id = ${roleId}`.execute(tx)
}
