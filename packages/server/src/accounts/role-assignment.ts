import { sql } from 'kysely'
import { BuiltInRole, type GrantedPermission, type SiteScope, Uuid } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { type Actor, isAllowed } from './actor.ts'
import { comparedScope, type HoldingRow, siteIdsOf } from './holding.ts'
import { isWithin } from './memberships.ts'
import { ROLE_PERMISSIONS } from './roles.ts'

/** A role as its two columns say it: one of them is null. */
export type AssignedRole =
  | { readonly builtIn: BuiltInRole; readonly customId: null }
  | { readonly builtIn: null; readonly customId: string }

export const OWNER: AssignedRole = { builtIn: 'owner', customId: null }

/** The role of a stored row. */
export function assignedOf(row: Pick<HoldingRow, 'role' | 'custom_role_id'>): AssignedRole {
  if (row.custom_role_id !== null) return { builtIn: null, customId: row.custom_role_id }
  return { builtIn: BuiltInRole.parse(row.role), customId: null }
}

/**
 * The role that a caller wants to give somebody. Refuses a role that does not exist, and one that may do what the
 * caller may not: nobody raises themselves by raising others.
 */
export async function assignRole(db: Db, actor: Actor, role: string): Promise<AssignedRole> {
  const builtIn = BuiltInRole.safeParse(role).data
  if (builtIn !== undefined) {
    refuseMore(actor, ROLE_PERMISSIONS[builtIn], 'role')
    return { builtIn, customId: null }
  }
  const permissions = await permissionsOfCustom(db, actor.tenantId, role)
  refuseMore(actor, permissions, 'role')
  return { builtIn: null, customId: role }
}

async function permissionsOfCustom(db: Db, tenantId: TenantId, roleId: string): Promise<readonly GrantedPermission[]> {
  const unknown = () =>
    new Refusal('invalidInput', { errors: [{ field: 'role', rule: 'must be a role of this tenant' }] })
  if (!Uuid.safeParse(roleId).success) throw unknown()
  const { rows } = await sql<{ permissions: GrantedPermission[] }>`
    select permissions from custom_roles where tenant_id = ${tenantId} and role_id = ${roleId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw unknown()
  return row.permissions
}

/** Refuses permissions that the caller does not have. */
export function refuseMore(actor: Actor, granted: readonly GrantedPermission[], field: string): void {
  const missing = granted.find((permission) => !isAllowed(actor, permission))
  if (missing === undefined) return
  throw new Refusal('notPermitted', {
    detail: `You cannot give what you do not have: ${missing}.`,
    errors: [{ field, rule: 'must not go beyond your own permissions' }],
  })
}

/** The sites that a caller wants to give somebody. Refuses sites that do not exist or that the caller does not see. */
export async function assignSites(db: Db, actor: Actor, scope: SiteScope): Promise<readonly string[] | null> {
  if (!isWithin(comparedScope(scope), actor.scope)) {
    throw new Refusal('notPermitted', { detail: 'You cannot give more sites than you have yourself.' })
  }
  const siteIds = siteIdsOf(scope)
  if (siteIds === null) return null
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from sites
    where tenant_id = ${actor.tenantId} and site_id = any(${siteIds}::uuid[])`.execute(db)
  if (rows[0]?.known === siteIds.length) return siteIds
  throw new Refusal('invalidInput', { errors: [{ field: 'scope.siteIds', rule: 'must be sites of this tenant' }] })
}
