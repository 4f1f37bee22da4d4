import type { Permission } from '../contract/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { RowScope } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'

export { FIRST_TENANT } from '../tenants/directory.ts'

/** How the audit log and commands name who did something. */
export interface Author {
  readonly tenantId: TenantId
  readonly name: string
  /** `program`: nobody, the program itself. */
  readonly via: 'browser' | 'apiKey' | 'program'
  /** The person of the platform who has stepped in. */
  readonly platformPersonId?: string
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
      readonly createdAt: Date
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
  /** A platform owner who looks after a tenant of others. */
  readonly visit?: ActorVisit
}

export interface ActorVisit {
  readonly visitId: string
  readonly reason: string
  readonly endsAtMs: number
  readonly home: string
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

/** Refuses those who have some sites of the tenant. */
export function requireWholeTenant({ scope }: Actor): void {
  if (scope === 'everything') return
  throw new Refusal('notPermitted', { detail: 'This is for the whole tenant, and you have some sites of it.' })
}

/** The actor as a person at a browser; refuses API keys. */
export function personOf(actor: Actor): PersonActor {
  const { credential } = actor
  if (credential.kind === 'session') return { ...actor, credential }
  throw new Refusal('notPermitted', { detail: 'It is for people who sign in, not for API keys.' })
}

/**
 * The actor as somebody who may change its own account; refuses those for whom a tenant's single sign-on has vouched.
 * An account may open other tenants, of which that provider must not get the keys.
 */
export function ownAccountOf(actor: Actor): PersonActor {
  const person = personOf(actor)
  if (person.credential.boundTenantId === null) return person
  throw new Refusal('signedOnElsewhere')
}

export function nameOf(author: Pick<Author, 'name' | 'via'>): string {
  return author.via === 'apiKey' ? `API key ${author.name}` : author.name
}

/** The person or API key that asks, by its id. */
export function callerOf({ credential }: Pick<Actor, 'credential'>): string {
  return credential.kind === 'session' ? credential.personId : credential.keyId
}

/** The rows that work on behalf of the actor may see. */
export function scopeOf({ tenantId, scope }: Pick<Actor, 'tenantId' | 'scope'>): RowScope {
  return { tenantId, sites: scope === 'everything' ? 'all' : [...scope].toSorted() }
}
