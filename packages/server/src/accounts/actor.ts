import type { Permission } from '../contract/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { RowScope } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'

// The brand is made here because this is where callers get their tenant.
export const FIRST_TENANT = 1 as TenantId

/** How the audit log and commands name who did something. */
export interface Author {
  readonly tenantId: TenantId
  readonly name: string
  readonly via: 'browser' | 'apiKey'
}

/** The part of the tenant that somebody sees and acts on: all of it, or some sites. */
export type Scope = 'everything' | ReadonlySet<string>

/** What somebody has shown to prove who it is. */
export type Credential =
  | {
      readonly kind: 'session'
      readonly personId: string
      readonly sessionId: string
      /** The tenant whose single sign-on has vouched for the person, and for which alone it counts. */
      readonly boundTenantId: number | null
    }
  | { readonly kind: 'apiKey'; readonly keyId: string }

/** Who is asking: a person at a browser, or a program with a key. */
export interface Actor extends Author {
  readonly tenantName: string
  readonly email: string | null
  /** A built-in role, the id of a custom one, or `custom` for a key with permissions of its own. */
  readonly role: string
  /** What people call it, when it is not built in. */
  readonly roleName: string | null
  readonly permissions: ReadonlySet<Permission>
  readonly scope: Scope
  readonly credential: Credential
}

/** A person at a browser, where a program will not do. */
export type PersonActor = Actor & { readonly credential: Extract<Credential, { kind: 'session' }> }

export function isAllowed(actor: Actor, permission: Permission): boolean {
  return permission === 'public' || actor.permissions.has(permission)
}

/** Refuses what the actor's role does not allow. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (isAllowed(actor, permission)) return
  throw new Refusal('notPermitted', { detail: `It needs the permission ${permission}.` })
}

/** The actor as a person at a browser; refuses API keys. */
export function personOf(actor: Actor): PersonActor {
  const { credential } = actor
  if (credential.kind === 'session') return { ...actor, credential }
  throw new Refusal('notPermitted', { detail: 'It is for people who sign in, not for API keys.' })
}

export function nameOf(author: Pick<Author, 'name' | 'via'>): string {
  return author.via === 'apiKey' ? `API key ${author.name}` : author.name
}

/** The rows that work on behalf of the actor may see. */
export function scopeOf({ tenantId, scope }: Actor): RowScope {
  return { tenantId, sites: scope === 'everything' ? 'all' : [...scope].toSorted() }
}
