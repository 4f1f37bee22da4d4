import type { Permission } from '../contract/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { RowScope } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'

/** One tenant for now; every row and query carries it already. */
// The brand is made here because this is where callers get their tenant.
export const FIRST_TENANT = 1 as TenantId

export type Role = 'owner'

/** Who is asking: a person at a browser, or a program with a key. */
export interface Actor {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly via: 'browser' | 'apiKey'
}

/** The one table of who may do what. Whatever a role does not have here is refused. */
const PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set<Permission>([
    'network.read',
    'sites.read',
    'sites.write',
    'stations.read',
    'stations.write',
    'stations.command',
    'files.read',
    'files.write',
    'sessions.read',
    'tokens.read',
    'tokens.write',
    'customers.read',
    'exports.unmasked',
    'accounts.self',
    'accounts.manage',
    'certificates.manage',
  ]),
}

/** A role that we do not know has nothing. */
export function isAllowed(actor: Actor, permission: Permission): boolean {
  return permission === 'public' || PERMISSIONS[actor.role]?.has(permission) === true
}

/** Refuses what the actor's role does not allow. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (isAllowed(actor, permission)) return
  throw new Refusal('notPermitted', { detail: `It needs the permission ${permission}.` })
}

/** How the audit log and commands name the actor. */
export function nameOf(actor: Pick<Actor, 'name' | 'via'>): string {
  return actor.via === 'apiKey' ? `API key ${actor.name}` : actor.name
}

/** The rows that work on behalf of the actor may see. */
export function scopeOf({ tenantId }: Actor): RowScope {
  return { tenantId, sites: 'all' }
}
