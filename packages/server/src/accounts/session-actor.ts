import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Actor } from './actor.ts'
import type { Auth } from './auth/auth.ts'
import { holdingOf } from './holding.ts'
import { findActiveMembership } from './memberships.ts'
import { findVisit, VISITOR_PERMISSIONS, type VisitRow } from './visits.ts'

/**
 * The person behind a browser's cookie, as a member of the tenant it works in. Undefined when the session has ended, and
 * for somebody who belongs to no tenant any more.
 */
export async function findSessionActor(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  auth: Auth,
  headers: Headers,
): Promise<Actor | undefined> {
  // Moving the expiry sets a cookie, which only `getMe` does.
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
  if (found === null) return undefined
  const { session, user } = found
  const boundTenantId = session.boundTenantId ?? null
  const { createdAt } = session
  const chosen = { tenantId: session.tenantId ?? null, boundTenantId, createdAt }
  const membership = await findActiveMembership(database.kysely, user.id, chosen)
  if (membership === undefined) return undefined
  const person = {
    name: user.name,
    email: user.email,
    via: 'browser',
    credential: { kind: 'session', personId: user.id, sessionId: session.id, boundTenantId, createdAt },
  } as const
  if (membership.is_platform_owner) {
    const visit = await findVisit(database.kysely, session.id, clock.nowMs())
    if (visit !== undefined) return visitorOf(person, visit)
  }
  const { role, roleName, permissions, scope } = holdingOf(membership)
  return {
    ...person,
    ...{ role, roleName, scope },
    permissions: membership.is_platform_owner ? new Set([...permissions, 'tenants.manage' as const]) : permissions,
    tenantId: membership.tenant_id,
    tenantName: membership.tenant_name,
  }
}

/** A platform owner in a tenant of others, named so that its own people can tell. */
function visitorOf(person: Pick<Actor, 'name' | 'email' | 'via' | 'credential'>, visit: VisitRow): Actor {
  const { visitId, reason, endsAtMs, home } = visit
  return {
    ...person,
    name: visit.visitor,
    platformPersonId: visit.personId,
    tenantId: visit.tenantId,
    tenantName: visit.tenantName,
    role: 'owner',
    roleName: null,
    permissions: VISITOR_PERMISSIONS,
    scope: 'everything',
    visit: { visitId, reason, endsAtMs, home },
  }
}
