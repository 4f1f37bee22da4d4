import type { Database } from '../platform/database/index.ts'
import type { Actor } from './actor.ts'
import type { Auth } from './auth/auth.ts'
import { holdingOf } from './holding.ts'
import { findActiveMembership } from './memberships.ts'

/**
 * The person behind a browser's cookie, as a member of the tenant it works in. Undefined when the session has ended, and
 * for somebody who belongs to no tenant any more.
 */
export async function findSessionActor(
  { database }: { readonly database: Database },
  auth: Auth,
  headers: Headers,
): Promise<Actor | undefined> {
  // Moving the expiry sets a cookie, which only `getMe` does.
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } })
  if (found === null) return undefined
  const { session, user } = found
  const boundTenantId = session.boundTenantId ?? null
  const chosen = { tenantId: session.tenantId ?? null, boundTenantId }
  const membership = await findActiveMembership(database.kysely, user.id, chosen)
  if (membership === undefined) return undefined
  const { role, roleName, permissions, scope } = holdingOf(membership)
  return {
    ...{ role, roleName, permissions, scope },
    tenantId: membership.tenant_id,
    tenantName: membership.tenant_name,
    name: user.name,
    email: user.email,
    via: 'browser',
    credential: { kind: 'session', personId: user.id, sessionId: session.id, boundTenantId },
  }
}
