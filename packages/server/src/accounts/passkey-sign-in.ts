import type { z } from 'zod'
import type { Browser } from '../api/handler.ts'
import type { SignedIn } from '../contract/index.ts'
import type { PasskeyAnswer } from '../contract/self.ts'
import { type AccountServices, welcome } from './accounts.ts'
import { orRefusal } from './auth/refusals.ts'

/** Options for the browser's passkey dialog; the challenge is bound to this browser by a cookie. */
export async function startPasskeySignIn(
  services: AccountServices,
  browser: Browser,
): Promise<Record<string, unknown>> {
  const { headers, response } = await services
    .auth()
    .api.generatePasskeyAuthenticationOptions({ headers: browser.headers, returnHeaders: true })
  browser.giveCookies(headers)
  return { ...response }
}

/** Signs in with what the passkey dialog gave. A passkey is two factors in one: no code is asked for. */
export async function signInWithPasskey(
  services: AccountServices,
  response: z.output<typeof PasskeyAnswer>['response'],
  browser: Browser,
): Promise<SignedIn> {
  const { headers } = await orRefusal(
    services
      .auth()
      .api.verifyPasskeyAuthentication({ body: { response }, headers: browser.headers, returnHeaders: true }),
  )
  return welcome(services, headers, browser)
}
