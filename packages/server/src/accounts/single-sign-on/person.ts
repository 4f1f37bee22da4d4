import { sql } from 'kysely'
import { Email } from '../../contract/accounts.ts'
import type { Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AccountServices } from '../accounts.ts'
import { recordAudit } from '../audit.ts'
import { firstLanguage } from '../languages.ts'
import { saveMembership } from '../memberships.ts'
import { findOfferFor, useInvitation } from '../people/invitations.ts'
import { findPersonByEmail } from '../persons.ts'
import type { AssignedRole } from '../role-assignment.ts'
import type { Claims } from './provider.ts'
import type { StoredSignOn } from './settings-store.ts'

/** OpenID Connect Core 1.0, section 2. */
const LONGEST_SUBJECT = 255

/**
 * The person whom a provider vouches for. Its own subject is known by the first sign-in; that one goes by a verified
 * address of the tenant's domains. A provider says nothing about people who are not the tenant's: an account that is
 * there already is let in only as a member.
 */
export async function personBehind(
  tx: Tx,
  services: Pick<AccountServices, 'ids' | 'clock'>,
  { signOn, claims }: { readonly signOn: StoredSignOn; readonly claims: Claims },
): Promise<string> {
  if (claims.subject.length > LONGEST_SUBJECT) throw refused('The provider names you in too many letters.')
  // First sign-ins of a tenant one after another: two browsers must not make one person twice.
  await sql`select from single_sign_ons where tenant_id = ${signOn.tenantId} for update`.execute(tx)
  const linked = await findLinked(tx, signOn, claims.subject)
  if (linked !== undefined) {
    if (!(await isMember(tx, signOn, linked))) throw refused('You are no member of this tenant any more.')
    return linked
  }
  const email = provenEmail(signOn, claims)
  const known = await findPersonByEmail(tx, email)
  if (known !== undefined && !(await isMember(tx, signOn, known.personId))) {
    throw refused('Your address has an account already, but is no member of this tenant. Ask for an invitation.')
  }
  const personId = known?.personId ?? (await addPerson(tx, services, { signOn, claims, email }))
  const now = new Date(services.clock.nowMs())
  await sql`
    insert into person_accounts (id, person_id, provider_id, account_id, created_at, updated_at)
    values (${services.ids.next()}, ${personId}, ${providerIdOf(signOn)}, ${claims.subject}, ${now}, ${now})`.execute(
    tx,
  )
  const author = { tenantId: signOn.tenantId, name: known?.name ?? email, via: 'browser' } as const
  const deed = { action: 'singleSignOn.linked', object: email, detail: { issuer: signOn.issuer } }
  await recordAudit(tx, author, { atMs: now.getTime(), ...deed })
  return personId
}

/** Subjects are unique within an issuer; and what one tenant's provider says counts for that tenant alone. */
function providerIdOf({ tenantId, issuer }: StoredSignOn): string {
  return `openid ${tenantId} ${issuer}`
}

async function findLinked(tx: Tx, signOn: StoredSignOn, subject: string): Promise<string | undefined> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from person_accounts
    where provider_id = ${providerIdOf(signOn)} and account_id = ${subject}`.execute(tx)
  return rows[0]?.person_id
}

async function isMember(tx: Tx, { tenantId }: StoredSignOn, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select from memberships where tenant_id = ${tenantId} and person_id = ${personId}`.execute(tx)
  return rows.length > 0
}

function provenEmail({ domains }: StoredSignOn, { email, isEmailVerified }: Claims): string {
  if (email === undefined) throw refused('The provider gives no e-mail address.')
  if (!isEmailVerified) throw refused('The provider has not verified your e-mail address.')
  const address = Email.safeParse(email.toLowerCase()).data
  if (address === undefined || !domains.includes(address.slice(address.lastIndexOf('@') + 1))) {
    throw refused('Your e-mail address is not of a domain for which this provider may speak.')
  }
  return address
}

/** Somebody new: invited, or let in with the role of those who come for the first time. */
async function addPerson(
  tx: Tx,
  { ids, clock }: Pick<AccountServices, 'ids' | 'clock'>,
  { signOn, claims, email }: { readonly signOn: StoredSignOn; readonly claims: Claims; readonly email: string },
): Promise<string> {
  const { tenantId } = signOn
  const nowMs = clock.nowMs()
  const offer = await findOfferFor(tx, { tenantId, email, nowMs })
  const role: AssignedRole | null = offer?.role ?? signOn.role
  if (role === null) throw refused('Nobody has invited you to this tenant.')
  const [personId, now, name] = [ids.next(), new Date(nowMs), nameOf(claims, email)]
  const language = await firstLanguage(tx, { tenantId, headers: new Headers() })
  await sql`
    insert into persons (id, name, email, email_verified, language, created_at, updated_at)
    values (${personId}, ${name}, ${email}, false, ${language}, ${now}, ${now})`.execute(tx)
  await saveMembership(tx, { tenantId, personId, role, siteIds: offer?.siteIds ?? null, nowMs })
  if (offer !== undefined) await useInvitation(tx, offer.invitationId, nowMs)
  const detail = { role: role.builtIn ?? role.customId, invited: offer !== undefined }
  const deed = { atMs: nowMs, action: 'singleSignOn.personMade', object: email, detail }
  await recordAudit(tx, { tenantId, name, via: 'browser' }, deed)
  return personId
}

/** What the provider calls somebody, as a label; its words may be anything. */
function nameOf({ name }: Claims, email: string): string {
  const label = (name ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100)
    .trim()
  return label === '' ? email : label
}

function refused(detail: string): Refusal {
  return new Refusal('singleSignOnRefused', { detail })
}
