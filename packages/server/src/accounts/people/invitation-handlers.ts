import type { Handlers } from '../../api/handler.ts'
import type { OutboxServices } from '../../mail/index.ts'
import { writeMail } from '../../mail/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AccountServices } from '../accounts.ts'
import { nameOf } from '../actor.ts'
import { recordAudit } from '../audit.ts'
import { languageFor } from '../languages.ts'
import { invitationMail } from '../mail-texts/invitation.ts'
import { createOpaqueToken } from '../opaque-token.ts'
import { assignRole, assignSites } from '../role-assignment.ts'
import { deleteInvitation, INVITATION_MS, insertInvitation, listInvitations, readInvitation } from './invitations.ts'
import { readMembers } from './members.ts'

type InvitationHandlers = Pick<Handlers, 'listInvitations' | 'invitePerson' | 'withdrawInvitation'>

export type InvitingServices = AccountServices & OutboxServices & { readonly publicUrl: () => string }

export function invitationHandlers(services: InvitingServices): InvitationHandlers {
  const { database, clock, ids, random } = services
  return {
    listInvitations: async ({ actor }) => ({
      items: await listInvitations(database.kysely, actor.tenantId, clock.nowMs()),
    }),

    async invitePerson({ actor, body, browser }) {
      const { tenantId } = actor
      const token = createOpaqueToken(random)
      const { email } = body
      const language = await languageFor(database.kysely, { email, tenantId, headers: browser.headers })
      return database.transaction(async (tx) => {
        const members = await readMembers(tx, tenantId)
        if (members.some(({ member }) => member.email === body.email.toLowerCase())) throw alreadyMember()
        const role = await assignRole(tx, actor, body.role)
        const siteIds = await assignSites(tx, actor, body.scope)
        const [invitationId, nowMs, invitedBy] = [ids.next(), clock.nowMs(), nameOf(actor)]
        await insertInvitation(tx, {
          tenantId,
          invitationId,
          token,
          email: body.email,
          role,
          siteIds,
          invitedBy,
          nowMs,
        })
        const link = `${services.publicUrl()}/invitation#token=${token}`
        const mail = invitationMail(language, {
          ...{ tenant: actor.tenantName, invitedBy, link },
          days: INVITATION_MS / 86_400_000,
        })
        await writeMail(tx, services, { tenantId, to: body.email, ...mail }, nowMs)
        const deed = { action: 'person.invited', object: body.email, detail: { role: body.role, scope: body.scope } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
        const invitation = await readInvitation(tx, tenantId, invitationId)
        if (invitation === undefined) throw new Error('The invitation that was just stored is not there.')
        return invitation
      })
    },

    async withdrawInvitation({ actor, params }) {
      await database.transaction(async (tx) => {
        const email = await deleteInvitation(tx, actor.tenantId, params.id)
        if (email === undefined) throw new Refusal('invitationNotFound')
        await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'invitation.withdrawn', object: email })
      })
      return undefined
    },
  }
}

function alreadyMember(): Refusal {
  return new Refusal('memberExists', {
    errors: [{ field: 'email', rule: 'must not be of somebody who is here already' }],
  })
}
