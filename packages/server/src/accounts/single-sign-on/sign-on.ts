import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client'
import type { z } from 'zod'
import type { Browser } from '../../api/handler.ts'
import type { SignedOn, SignOnReturn, SignOnStart } from '../../contract/single-sign-on.ts'
import type { Egress } from '../../platform/egress/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import { type AccountServices, signInDirectly } from '../accounts.ts'
import { browserSecret, keepBrowserSecret } from './browser-secret.ts'
import { orProviderRefusal } from './failure.ts'
import { personBehind } from './person.ts'
import { addressFor, openProvider, redeemCode } from './provider.ts'
import { readSignOn, type StoredSignOn } from './settings-store.ts'
import { insertTry, takeTry } from './tries.ts'

export interface SignOnServices extends AccountServices {
  readonly sealing: Sealing
  readonly logger: Logger
  readonly egress: Egress
  readonly publicUrl: () => string
}

/** Where a tenant's provider sends browsers back to. Its own for each tenant: one provider cannot answer for another. */
export function redirectUriOf({ publicUrl }: Pick<SignOnServices, 'publicUrl'>, tenantId: number): string {
  return `${publicUrl()}/sign-in/sso/${tenantId}`
}

/** The address to which a browser goes to be vouched for, and the cookie by which it is known again. */
export async function startSignOn(
  services: SignOnServices,
  { tenant, next = '/' }: z.output<typeof SignOnStart>,
  browser: Browser,
): Promise<{ url: string }> {
  const { database, clock, sealing, random } = services
  const signOn = await existingSignOn(services, tenant)
  const provider = await orProviderRefusal(services.logger, () => openProvider(services.egress, signOn))
  const secrets = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() }
  const { secret, answer } = await keepBrowserSecret(services.auth(), random, browser.headers)
  const content = { ...secrets, issuer: signOn.issuer, next }
  const nowMs = clock.nowMs()
  await database.transaction((tx) => insertTry(tx, sealing, { tenantId: tenant, browser: secret, content, nowMs }))
  browser.giveCookies(answer)
  return { url: (await addressFor(provider, redirectUriOf(services, tenant), secrets)).href }
}

/** Signs in the person for whom the provider vouches, for its tenant alone. */
export async function completeSignOn(
  services: SignOnServices,
  { tenant, query }: z.output<typeof SignOnReturn>,
  browser: Browser,
): Promise<z.input<typeof SignedOn>> {
  const attempt = await takenTry(services, { tenant, query }, browser)
  const signOn = await existingSignOn(services, tenant)
  // The settings have changed under way: this answer is from a provider that no longer counts.
  if (signOn.issuer !== attempt.issuer) throw new Refusal('signInExpired')
  const returned = new URL(redirectUriOf(services, tenant))
  returned.search = query
  const claims = await orProviderRefusal(services.logger, async () =>
    redeemCode(await openProvider(services.egress, signOn), returned, attempt),
  )
  const personId = await services.database.transaction((tx) => personBehind(tx, services, { signOn, claims }))
  const signedIn = await signInDirectly(services, { personId, boundTenantId: tenant }, browser)
  if (signedIn.step !== 'done') throw new Error('A single sign-on asks for no second factor of ours.')
  return { me: signedIn.me, next: attempt.next }
}

async function takenTry(
  { auth, database, clock, sealing }: SignOnServices,
  { tenant, query }: z.output<typeof SignOnReturn>,
  browser: Browser,
) {
  const state = new URLSearchParams(query).get('state')
  const secret = await browserSecret(auth(), browser.headers)
  const attempt =
    state === null || secret === undefined
      ? undefined
      : await database.transaction((tx) =>
          takeTry(tx, sealing, { tenantId: tenant, browser: secret, state, nowMs: clock.nowMs() }),
        )
  if (attempt === undefined) throw new Refusal('signInExpired')
  return attempt
}

async function existingSignOn({ database, sealing }: SignOnServices, tenant: number): Promise<StoredSignOn> {
  const signOn = await readSignOn(database.kysely, sealing, tenant)
  if (signOn === undefined) throw new Refusal('singleSignOnNotFound')
  return signOn
}
