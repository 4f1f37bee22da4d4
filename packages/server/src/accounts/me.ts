import type { Me } from '../contract/index.ts'
import { PERMISSIONS } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { Actor } from './actor.ts'
import { siteScopeOf } from './holding.ts'
import { tenantsOf } from './memberships.ts'

/** What callers are told about themselves. */
export async function meOf(db: Db, actor: Actor): Promise<Me> {
  const { credential } = actor
  const tenants = credential.kind === 'session' ? await tenantsOf(db, credential) : []
  return {
    name: actor.name,
    email: actor.email,
    role: actor.role,
    roleName: actor.roleName,
    via: actor.via,
    tenant: actor.tenantName,
    permissions: PERMISSIONS.filter((permission) => actor.permissions.has(permission)),
    scope: siteScopeOf(actor.scope),
    tenants: tenants.map(({ id, name }) => ({ id, name, isActive: id === actor.tenantId })),
  }
}
