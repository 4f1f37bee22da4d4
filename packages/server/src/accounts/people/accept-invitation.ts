import type { z } from 'zod'
import type { Browser } from '../../api/handler.ts'
import type { InvitationAcceptance } from '../../contract/accounts.ts'
import type { InvitationOffer, SignedIn } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type AccountServices, signInDirectly } from '../accounts.ts'
import { recordAudit } from '../audit.ts'
import { firstLanguage } from '../languages.ts'
import { meOf } from '../me.ts'
import { saveMembership } from '../memberships.ts'
import { findPersonByEmail, savePassword, savePerson } from '../persons.ts'
import { findSessionActor } from '../session-actor.ts'
import { findOffer, type Offer, useInvitation } from './invitations.ts'

type Acceptance = z.output<typeof InvitationAcceptance>

/** What the holder of a link is told about it. */
export async function readOffer(
  { database, clock }: AccountServices,
  token: string,
): Promise<z.output<typeof InvitationOffer>> {
  const offer = await findOffer(database.kysely, token, clock.nowMs())
  if (offer === undefined) throw new Refusal('linkNotValid')
  return {
    email: offer.email,
    tenant: offer.tenantName,
    role: offer.holding.role,
    roleName: offer.holding.roleName,
    hasAccount: (await findPersonByEmail(database.kysely, offer.email)) !== undefined,
  }
}

/**
 * Accepts an invitation. Somebody new says a name and a password, and is signed in; somebody who has an account must be
 * signed in with it, because a link in a mail alone must not open an account that is there already.
 */
export async function acceptInvitation(
  services: AccountServices,
  input: Acceptance,
  browser: Browser,
): Promise<SignedIn> {
  const { database, clock } = services
  const offer = await findOffer(database.kysely, input.token, clock.nowMs())
  if (offer === undefined) throw new Refusal('linkNotValid')
  const known = await findPersonByEmail(database.kysely, offer.email)
  return known === undefined
    ? acceptAsNew(services, { offer, input, browser })
    : acceptAsKnown(services, { offer, personId: known.personId, browser })
}

async function acceptAsNew(
  services: AccountServices,
  { offer, input, browser }: { readonly offer: Offer; readonly input: Acceptance; readonly browser: Browser },
): Promise<SignedIn> {
  const { database, clock, ids, passwords } = services
  const { name, password } = input
  if (name === undefined) throw missing('name')
  if (password === undefined) throw missing('password')
  const hash = await passwords.hash(password)
  const personId = await database.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    // Between our look and now somebody may have made an account for this address.
    if ((await findPersonByEmail(tx, offer.email)) !== undefined) throw new Refusal('accountExists')
    const language = await firstLanguage(tx, { tenantId: offer.tenantId, headers: browser.headers })
    const saved = await savePerson(tx, { personId: ids.next(), name, email: offer.email, language, nowMs })
    await savePassword(tx, { accountId: ids.next(), personId: saved, hash, nowMs })
    await join(tx, { offer, personId: saved, name, nowMs })
    return saved
  })
  return signInDirectly(services, { personId, boundTenantId: null }, browser)
}

async function acceptAsKnown(
  services: AccountServices,
  { offer, personId, browser }: { readonly offer: Offer; readonly personId: string; readonly browser: Browser },
): Promise<SignedIn> {
  const { database, clock, changes } = services
  const auth = services.auth()
  const session = await auth.api.getSession({ headers: browser.headers, query: { disableRefresh: true } })
  const isBound = session?.session.boundTenantId != null
  if (session?.user.id !== personId || isBound) throw new Refusal('accountExists')
  await database.transaction(async (tx) => {
    await join(tx, { offer, personId, name: session.user.name, nowMs: clock.nowMs() })
    changes.announceAfter(tx, { personId })
  })
  const actor = await findSessionActor(services, auth, browser.headers)
  if (actor === undefined) throw new Refusal('singleSignOnRequired')
  return { step: 'done', me: await meOf(database.kysely, actor) }
}

interface Joining {
  readonly offer: Offer
  readonly personId: string
  readonly name: string
  readonly nowMs: number
}

async function join(tx: Tx, { offer, personId, name, nowMs }: Joining): Promise<void> {
  const { tenantId, role, siteIds } = offer
  if (!(await useInvitation(tx, offer.invitationId, nowMs))) throw new Refusal('linkNotValid')
  await saveMembership(tx, { tenantId, personId, role, siteIds, nowMs })
  const author = { tenantId, name, via: 'browser' } as const
  await recordAudit(tx, author, { atMs: nowMs, action: 'invitation.accepted', object: offer.email })
}

function missing(field: string): Refusal {
  return new Refusal('invalidInput', { errors: [{ field, rule: 'is needed for a new account' }] })
}
