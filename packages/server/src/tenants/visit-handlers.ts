import { endVisit, findSessionActor, meOf, nameOf, personOf, startVisit, tenantsOf } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { Refusal } from '../platform/errors.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import type { TenantServices } from './handlers.ts'
import { readTenant } from './store.ts'

/** Stepping into a tenant of others, and out of it. */
export function visitHandlers(services: TenantServices): Pick<Handlers, 'visitTenant' | 'leaveTenant'> {
  const { database, clock, ids, changes } = services
  const meNow = async (headers: Headers) => {
    const there = await findSessionActor(services, services.auth(), headers)
    if (there === undefined) throw new Refusal('noMembership')
    return meOf(database.kysely, there)
  }
  return {
    visitTenant: ({ actor, params, body: { reason }, browser }) =>
      outsideScopes(async () => {
        const { credential } = personOf(actor)
        const { personId, sessionId } = credential
        const found = await readTenant(database.kysely, params.slug)
        if (found === undefined) throw new Refusal('tenantNotFound')
        const mine = await tenantsOf(database.kysely, personId)
        if (mine.some(({ id }) => id === found.tenantId)) throw new Refusal('visitNotNeeded')
        await database.transaction(async (tx) => {
          const nowMs = clock.nowMs()
          // One that has run out may still be open on paper.
          await endVisit(tx, { sessionId, nowMs })
          await startVisit(tx, {
            ...{ tenantId: found.tenantId, visitId: ids.next(), personId, sessionId, reason, nowMs },
            homeTenantId: actor.tenantId,
            visitor: `${nameOf(actor)} (platform)`,
          })
          changes.announceAfter(tx, { personId })
        })
        return meNow(browser.headers)
      }),

    leaveTenant: ({ actor, browser }) =>
      outsideScopes(async () => {
        const { personId, sessionId } = personOf(actor).credential
        await database.transaction(async (tx) => {
          if (!(await endVisit(tx, { sessionId, nowMs: clock.nowMs() }))) throw new Refusal('notVisiting')
          changes.announceAfter(tx, { personId })
        })
        return meNow(browser.headers)
      }),
  }
}
