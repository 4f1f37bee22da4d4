import { writeMail } from '../../mail/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { languageFor } from '../languages.ts'
import { invitationMail } from '../mail-texts/invitation.ts'
import { createOpaqueToken } from '../opaque-token.ts'
import { OWNER } from '../role-assignment.ts'
import type { InvitingServices } from './invitation-handlers.ts'
import { INVITATION_MS, insertInvitation } from './invitations.ts'

export interface OwnerInvitation {
  readonly tenantId: TenantId
  readonly tenantName: string
  readonly email: string
  readonly invitedBy: string
  /** Of the browser that invites: the mail is in its language where neither the person nor the tenant has one. */
  readonly headers: Headers
}

/**
 * Invites the first owner of a tenant, and gives the link for whoever has no mail server. The mail is in no tenant's
 * list of mails: this one has no people yet, and those of others must not read it.
 */
export async function inviteFirstOwner(
  tx: Tx,
  services: InvitingServices,
  { tenantId, tenantName, email, invitedBy, headers }: OwnerInvitation,
): Promise<string> {
  const { ids, clock, random } = services
  const token = createOpaqueToken(random)
  const nowMs = clock.nowMs()
  const invitation = { tenantId, invitationId: ids.next(), token, email, role: OWNER, siteIds: null, invitedBy, nowMs }
  await insertInvitation(tx, invitation)
  const link = `${services.publicUrl()}/invitation#token=${token}`
  const text = { tenant: tenantName, invitedBy, link, days: INVITATION_MS / 86_400_000 }
  const language = await languageFor(tx, { email, tenantId, headers })
  await writeMail(tx, services, { tenantId: null, to: email, ...invitationMail(language, text) }, nowMs)
  return link
}
