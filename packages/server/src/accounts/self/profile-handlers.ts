import type { Handlers } from '../../api/handler.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AccountServices } from '../accounts.ts'
import { type Actor, ownAccountOf, personOf } from '../actor.ts'
import { patched } from '../audit/changed-fields.ts'
import { type Deed, recordAudit } from '../audit.ts'
import { meOf } from '../me.ts'
import { tenantsFor } from '../memberships.ts'
import { saveProfile } from '../persons.ts'
import { findSessionActor } from '../session-actor.ts'
import { endVisit } from '../visits.ts'
import { chooseTenant, endOtherSessions, endSession, listSessions } from './sessions.ts'

type ProfileHandlers = Pick<
  Handlers,
  'getMe' | 'signOut' | 'updateMe' | 'switchTenant' | 'listMySessions' | 'endMySession' | 'endMyOtherSessions'
>

export function profileHandlers(services: AccountServices): ProfileHandlers {
  const { database, clock, changes } = services

  /** Writes down what people do to their own account. */
  const note = (tx: Tx, actor: Actor, deed: Omit<Deed, 'atMs' | 'object'>) =>
    recordAudit(tx, actor, { atMs: clock.nowMs(), object: actor.email ?? actor.name, ...deed })

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
      // A name goes with the account into every tenant; how somebody reads does no harm there.
      const { credential } = body.name === undefined ? personOf(actor) : ownAccountOf(actor)
      const { name, language, timeZone } = await meOf(database.kysely, actor)
      await database.transaction(async (tx) => {
        await saveProfile(tx, { personId: credential.personId, nowMs: clock.nowMs() }, body)
        await note(tx, actor, { action: 'profile.changed', ...patched({ name, language, timeZone }, body) })
      })
      return meOf(database.kysely, { ...actor, name: body.name ?? name })
    },

    async switchTenant({ actor, body, browser }) {
      const { credential } = personOf(actor)
      const mine = await tenantsFor(database.kysely, credential)
      const wanted = mine.find(({ id }) => id === body.tenant)
      if (wanted === undefined) throw new Refusal('tenantNotFound')
      await database.transaction(async (tx) => {
        await endVisit(tx, { sessionId: credential.sessionId, nowMs: clock.nowMs() })
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
      const { credential } = personOf(actor)
      const { personId } = credential
      await database.transaction(async (tx) => {
        if (!(await endSession(tx, credential, params.id))) throw new Refusal('browserSessionNotFound')
        await note(tx, actor, { action: 'browserSession.ended' })
        changes.announceAfter(tx, { personId })
      })
      return undefined
    },

    async endMyOtherSessions({ actor }) {
      const { credential } = personOf(actor)
      const { personId } = credential
      await database.transaction(async (tx) => {
        await endOtherSessions(tx, credential)
        await note(tx, actor, { action: 'browserSession.ended', detail: { sessions: 'others' } })
        changes.announceAfter(tx, { personId })
      })
      return undefined
    },
  }
}
