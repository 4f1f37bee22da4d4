import type { Browser } from '../api/handler.ts'
import { type OutboxServices, writeMail } from '../mail/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { AccountServices } from './accounts.ts'
import { orRefusal } from './auth/refusals.ts'
import { tenantsOf } from './memberships.ts'
import { languageOf, resetMail } from './people/mail-texts.ts'
import type { SignInLimits } from './sign-in-limits.ts'

export type ResetServices = AccountServices & OutboxServices & { readonly resetLimits: SignInLimits }

/**
 * Sends a link for a new password to an address, if it is somebody's. Answers before it has looked, so that neither
 * the answer nor its time says whether it is.
 */
export function requestReset(
  services: ResetServices,
  email: string,
  from: { readonly browser: Browser; readonly address: string },
): void {
  const waitMs = services.resetLimits.tryNow(email.toLowerCase(), networkOf(from.address), services.clock.nowMs())
  if (waitMs > 0) throw new Refusal('tooManyRequests', { retryAfterS: Math.ceil(waitMs / 1000) })
  const asked = services.auth().api.requestPasswordReset({ body: { email }, headers: from.browser.headers })
  asked.catch((error: unknown) => services.logger.warn({ err: error }, 'A link for a new password could not be made'))
}

/** Writes the mail with the link. */
export async function sendResetLink(
  services: OutboxServices & { readonly database: Database; readonly clock: Clock; readonly publicUrl: () => string },
  person: { readonly id: string; readonly email: string },
  link: { readonly token: string; readonly headers: Headers },
): Promise<void> {
  const mail = resetMail(languageOf(link.headers), `${services.publicUrl()}/reset#token=${link.token}`)
  await services.database.transaction(async (tx) => {
    // The link opens all tenants of the person: owners of one of several must not read it.
    const tenants = await tenantsOf(tx, { personId: person.id, boundTenantId: null })
    const tenantId = tenants.length === 1 ? (tenants[0]?.id ?? null) : null
    await writeMail(tx, services, { tenantId, to: person.email, ...mail }, services.clock.nowMs())
  })
}

/** Sets a new password with the link of a mail, and signs the person out everywhere. */
export async function resetPassword(
  services: AccountServices,
  input: { readonly token: string; readonly password: string },
): Promise<void> {
  await orRefusal(services.auth().api.resetPassword({ body: { token: input.token, newPassword: input.password } }))
  await services.database.transaction(async (tx) => services.changes.announceAfter(tx, {}))
}
