import type { z } from 'zod'
import type { OwnerSetup, SignIn } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { Random } from '../platform/random/index.ts'
import { type Actor, FIRST_TENANT } from './actor.ts'
import { recordAudit } from './audit.ts'
import { endBrowserSession, endBrowserSessionsOf, startBrowserSession } from './browser-sessions.ts'
import { isLinkOpen, useLink } from './owner-link.ts'
import type { Passwords } from './passwords.ts'
import { findPerson, type Person, saveOwner } from './people.ts'
import type { SignInLimits } from './sign-in-limits.ts'

export interface AccountServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly passwords: Passwords
  readonly limits: SignInLimits
}

/** Somebody has just signed in: who it is and the token for the cookie. */
export interface SignedIn {
  readonly actor: Actor
  readonly token: string
}

type OwnerInput = z.output<typeof OwnerSetup>

/** Redeems the one-time link: makes the owner, or gives an owner a new password, and signs in. */
export async function setUpOwner(services: AccountServices, input: OwnerInput): Promise<SignedIn> {
  const { database, clock, passwords } = services
  // The password is worth hashing only for a link that works.
  if (!(await isLinkOpen(database.kysely, FIRST_TENANT, input.token, clock.nowMs()))) throw new Refusal('linkNotValid')
  const passwordHash = await passwords.hash(input.password)
  const token = await database.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    if (!(await useLink(tx, FIRST_TENANT, input.token, nowMs))) throw new Refusal('linkNotValid')
    const { name, email } = input
    const personId = await saveOwner(tx, {
      tenantId: FIRST_TENANT,
      personId: services.ids.next(),
      name,
      email,
      passwordHash,
      nowMs,
    })
    const person = { tenantId: FIRST_TENANT, personId }
    await endBrowserSessionsOf(tx, person)
    const owner = { tenantId: FIRST_TENANT, name, via: 'browser' } as const
    await recordAudit(tx, owner, { atMs: nowMs, action: 'owner.setUp', object: email })
    return startBrowserSession(tx, person, { random: services.random, nowMs })
  })
  const person = await findPerson(database.kysely, FIRST_TENANT, input.email)
  if (person === undefined) throw new Error('The owner who was just stored is not there.')
  return { actor: actorOf(person), token }
}

/** Checks e-mail and password. Takes as long and answers the same whether the address is known or not. */
export async function signIn(
  services: AccountServices,
  input: z.output<typeof SignIn>,
  from: { readonly address: string; readonly oldToken: string | undefined },
): Promise<SignedIn> {
  const { database, clock, passwords, limits } = services
  const account = input.email.toLowerCase()
  const network = networkOf(from.address)
  const waitMs = limits.tryNow(account, network, clock.nowMs())
  if (waitMs > 0) throw new Refusal('tooManyRequests', { retryAfterS: Math.ceil(waitMs / 1000) })
  const person = await findPerson(database.kysely, FIRST_TENANT, input.email)
  const isRight = await passwords.verify(input.password, person?.passwordHash)
  if (!isRight || person === undefined) throw new Refusal('signInRefused')
  limits.succeeded(account, network)
  const actor = actorOf(person)
  const token = await database.transaction(async (tx) => {
    const nowMs = clock.nowMs()
    // A token from before signing in must not live on: somebody else may have planted it.
    if (from.oldToken !== undefined) await endBrowserSession(tx, from.oldToken)
    const deed = { action: 'signIn', object: account, detail: { address: from.address } }
    await recordAudit(tx, actor, { atMs: nowMs, ...deed })
    return startBrowserSession(tx, person, { random: services.random, nowMs })
  })
  return { actor, token }
}

function actorOf(person: Person): Actor {
  const { tenantId, tenantName, name, email, role } = person
  return { tenantId, tenantName, name, email, role, via: 'browser' }
}
