import { sql } from 'kysely'
import type { Handlers } from '../../api/handler.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AccountServices } from '../accounts.ts'
import { personOf } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { meOf } from '../me.ts'
import { tenantsOf } from '../memberships.ts'
import { endSessionsOf } from '../persons.ts'
import { findSessionActor } from '../session-actor.ts'
import { chooseTenant, endSession, listSessions } from './sessions.ts'

type ProfileHandlers = Pick<
  Handlers,
  'getMe' | 'signOut' | 'updateMe' | 'switchTenant' | 'listMySessions' | 'endMySession' | 'endMyOtherSessions'
>

export function profileHandlers(services: AccountServices): ProfileHandlers {
  const { database, clock, changes } = services
  return {
    async getMe({ actor, browser }) {
      if (actor.via === 'browser') {
        // The one place where use of a session moves its expiry, and its cookie's: the console asks when it is opened.
        const { headers } = await services.auth().api.getSession({ headers: browser.headers, returnHeaders: true })
        browser.giveCookies(headers)
      }
      return meOf(database.kysely, actor)
    },

    async signOut({ browser }) {
      const { headers } = await services.auth().api.signOut({ headers: browser.headers, returnHeaders: true })
      browser.giveCookies(headers)
      return undefined
    },

    async updateMe({ actor, body }) {
      const { credential } = personOf(actor)
      const now = new Date(clock.nowMs())
      await database.transaction((tx) =>
        sql`update persons set name = ${body.name}, updated_at = ${now} where id = ${credential.personId}`.execute(tx),
      )
      return meOf(database.kysely, { ...actor, name: body.name })
    },

    async switchTenant({ actor, body, browser }) {
      const { credential } = personOf(actor)
      const mine = await tenantsOf(database.kysely, credential)
      const wanted = mine.find(({ id }) => id === body.tenant)
      if (wanted === undefined) throw new Refusal('tenantNotFound')
      await database.transaction(async (tx) => {
        await chooseTenant(tx, credential.sessionId, wanted.id)
        const deed = { atMs: clock.nowMs(), action: 'tenant.entered', object: actor.email ?? actor.name }
        await recordAudit(tx, { ...actor, tenantId: wanted.id }, deed)
        changes.announceAfter(tx, { personId: credential.personId })
      })
      const there = await findSessionActor(services, services.auth(), browser.headers)
      if (there === undefined) throw new Refusal('noMembership')
      return meOf(database.kysely, there)
    },

    listMySessions: async ({ actor }) => ({
      items: await listSessions(database.kysely, personOf(actor), clock.nowMs()),
    }),

    async endMySession({ actor, params }) {
      const { personId } = personOf(actor).credential
      await database.transaction(async (tx) => {
        if (!(await endSession(tx, personId, params.id))) throw new Refusal('browserSessionNotFound')
        changes.announceAfter(tx, { personId })
      })
      return undefined
    },

    async endMyOtherSessions({ actor }) {
      const { personId, sessionId } = personOf(actor).credential
      await database.transaction(async (tx) => {
        await endSessionsOf(tx, personId, sessionId)
        changes.announceAfter(tx, { personId })
      })
      return undefined
    },
  }
}
