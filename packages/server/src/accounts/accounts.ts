import type { z } from 'zod'
import type { Browser } from '../api/handler.ts'
import type { OwnerSetup, SecondFactor, SignedIn, SignIn } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import { FIRST_TENANT } from './actor.ts'
import { recordAudit } from './audit.ts'
import { ADDRESS_HEADER, type Auth } from './auth/auth.ts'
import { orRefusal } from './auth/refusals.ts'
import type { AccountChanges } from './changes.ts'
import { firstLanguage } from './languages.ts'
import { meOf } from './me.ts'
import { saveMembership, tenantsOf } from './memberships.ts'
import { isLinkOpen, useLink } from './owner-link.ts'
import type { Passwords } from './passwords.ts'
import { dropSecondFactor, endSessionsOf, makePlatformOwner, savePassword, savePerson } from './persons.ts'
import { OWNER } from './role-assignment.ts'
import { chooseTenant } from './self/sessions.ts'
import { findSessionActor } from './session-actor.ts'
import type { SignInLimits } from './sign-in-limits.ts'
import { isCodeUsed, useCode } from './used-codes.ts'

export interface AccountServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly passwords: Passwords
  readonly limits: SignInLimits
  readonly auth: () => Auth
  readonly changes: AccountChanges
}

/** Redeems the one-time link: makes the owner, of the platform too, or gives an owner a new password without a second factor, and signs in. */
export async function setUpOwner(
  services: AccountServices,
  input: z.output<typeof OwnerSetup>,
  browser: Browser,
): Promise<SignedIn> {
  const { database, clock, passwords, ids } = services
  // The password is worth hashing only for a link that works.
  if (!(await isLinkOpen(database.kysely, FIRST_TENANT, input.token, clock.nowMs()))) throw new Refusal('linkNotValid')
  const hash = await passwords.hash(input.password)
  const personId = await database.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    if (!(await useLink(tx, FIRST_TENANT, input.token, nowMs))) throw new Refusal('linkNotValid')
    const { name, email } = input
    const language = await firstLanguage(tx, { tenantId: FIRST_TENANT, headers: browser.headers })
    const saved = await savePerson(tx, { personId: ids.next(), name, email, language, nowMs })
    await savePassword(tx, { accountId: ids.next(), personId: saved, hash, nowMs })
    await dropSecondFactor(tx, saved)
    await makePlatformOwner(tx, saved)
    await saveMembership(tx, { tenantId: FIRST_TENANT, personId: saved, role: OWNER, siteIds: null, nowMs })
    await endSessionsOf(tx, saved)
    const owner = { tenantId: FIRST_TENANT, name, via: 'browser' } as const
    await recordAudit(tx, owner, { atMs: nowMs, action: 'owner.setUp', object: email })
    services.changes.announceAfter(tx, { personId: saved })
    return saved
  })
  return signInDirectly(services, { personId, boundTenantId: null }, browser)
}

/** Signs somebody in who has proved to be this person in another way than by the password. */
export async function signInDirectly(
  services: AccountServices,
  person: { readonly personId: string; readonly boundTenantId: number | null },
  browser: Browser,
): Promise<SignedIn> {
  const { headers } = await services.auth().api.signInDirectly({
    body: person,
    headers: browser.headers,
    returnHeaders: true,
  })
  return welcome(services, headers, browser)
}

/** Checks e-mail and password. Takes as long and answers the same whether the address is known or not. */
export async function signIn(
  services: AccountServices,
  input: z.output<typeof SignIn>,
  { browser, address }: { readonly browser: Browser; readonly address: string },
): Promise<SignedIn> {
  const account = input.email.toLowerCase()
  const network = networkOf(address)
  const waitMs = services.limits.tryNow(account, network, services.clock.nowMs())
  if (waitMs > 0) throw new Refusal('tooManyRequests', { retryAfterS: Math.ceil(waitMs / 1000) })
  const { headers, response } = await orRefusal(
    services.auth().api.signInEmail({ body: input, headers: browser.headers, returnHeaders: true }),
  )
  services.limits.succeeded(account, network)
  if ('twoFactorRedirect' in response) {
    browser.giveCookies(headers)
    return { step: 'secondFactor' }
  }
  return welcome(services, headers, browser)
}

/** The second step of a sign-in. Five wrong codes and the password is asked for again; ten in a row lock for a while. */
export async function completeSignIn(
  services: AccountServices,
  { code, kind }: z.output<typeof SecondFactor>,
  browser: Browser,
): Promise<SignedIn> {
  const { api } = services.auth()
  const headers = await withoutSession(services.auth(), browser.headers)
  const call = { body: { code }, headers, returnHeaders: true } as const
  if (kind === 'backup') return welcome(services, (await orRefusal(api.verifyBackupCode(call))).headers, browser)
  const { personId } = await api.findPendingPerson({ headers })
  const answer = await acceptCode(services, { personId, code }, () => orRefusal(api.verifyTOTP(call)))
  return welcome(services, answer.headers, browser)
}

/**
 * Has a code of an app checked, which is accepted once. Where two come with one code at once the session of the second
 * is left behind: nobody has been given its cookie.
 */
export async function acceptCode<Answer>(
  { database, clock }: AccountServices,
  { personId, code }: { readonly personId: string | null; readonly code: string },
  check: () => Promise<Answer>,
): Promise<Answer> {
  if (personId === null) return check()
  const typed = { personId, code }
  if (await isCodeUsed(database.kysely, typed, clock.nowMs())) throw new Refusal('codeRefused')
  const answer = await check()
  if (await database.transaction((tx) => useCode(tx, typed, clock.nowMs()))) return answer
  throw new Refusal('codeRefused')
}

/** A browser's headers without the session that it may have had before: its code belongs to the sign-in under way. */
async function withoutSession(auth: Auth, before: Headers): Promise<Headers> {
  const { name } = (await auth.$context).authCookies.sessionToken
  const headers = new Headers(before)
  const cookies = (before.get('cookie') ?? '').split(/;\s*/).filter((cookie) => !cookie.startsWith(`${name}=`))
  headers.set('cookie', cookies.join('; '))
  return headers
}

/** A new session is there: hands over its cookie, ends the one before it and says who came. */
export async function welcome(services: AccountServices, answer: Headers, browser: Browser): Promise<SignedIn> {
  const { database, clock } = services
  const auth = services.auth()
  const actor = await findSessionActor(services, auth, withCookies(browser.headers, answer))
  // A token from before signing in must not live on: somebody else may have planted it.
  await auth.api.signOut({ headers: browser.headers })
  browser.giveCookies(answer)
  // The session stays: an invitation to a tenant can be accepted with it.
  if (actor?.credential.kind !== 'session') throw await withoutTenant(services, withCookies(browser.headers, answer))
  const { sessionId } = actor.credential
  await database.transaction(async (tx) => {
    await chooseTenant(tx, sessionId, actor.tenantId)
    const detail = { address: browser.headers.get(ADDRESS_HEADER) }
    await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'signIn', object: actor.email ?? actor.name, detail })
  })
  return { step: 'done', me: await meOf(database.kysely, actor) }
}

/** Why somebody who has signed in has nowhere to go. */
async function withoutTenant({ database, auth }: AccountServices, headers: Headers): Promise<Refusal> {
  const session = await auth().api.getSession({ headers, query: { disableRefresh: true } })
  const tenants = session === null ? [] : await tenantsOf(database.kysely, session.user.id)
  if (tenants.length === 0) return new Refusal('noMembership')
  const open = tenants.filter(({ isSuspended }) => !isSuspended)
  if (open.length === 0) return new Refusal('tenantSuspended')
  return new Refusal('singleSignOnRequired', {
    detail: `Sign in there: ${open.map(({ name }) => name).join(', ')}.`,
  })
}

/** A browser's headers as they will be once it has the cookies of an answer. */
function withCookies(before: Headers, answer: Headers): Headers {
  const headers = new Headers(before)
  headers.set(
    'cookie',
    answer
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  )
  return headers
}
