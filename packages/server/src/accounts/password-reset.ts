import { sql } from 'kysely'
import type { Browser } from '../api/handler.ts'
import { type OutboxServices, writeMail } from '../mail/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { networkOf } from '../platform/http/network-of.ts'
import type { TenantId } from '../stations/ids.ts'
import type { AccountServices } from './accounts.ts'
import { recordAudit } from './audit.ts'
import { orRefusal } from './auth/refusals.ts'
import { languageFor } from './languages.ts'
import { resetMail } from './mail-texts/reset.ts'
import { tenantsOf } from './memberships.ts'
import { dropPasskeys, endSessionsOf } from './persons.ts'
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
  await services.database.transaction(async (tx) => {
    const tenantId = await onlyTenantOf(tx, person.id)
    const language = await languageFor(tx, { email: person.email, tenantId, headers: link.headers })
    const mail = resetMail(language, `${services.publicUrl()}/reset#token=${link.token}`)
    await writeMail(tx, services, { tenantId, to: person.email, ...mail }, services.clock.nowMs())
  })
}

/**
 * Whoever reads the mail owns the address: passkeys go, because somebody who came to the account before may have added
 * them. Every tenant of the person sees in its audit log that the password is another, and how many passkeys went.
 */
export async function concludePasswordReset(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  person: { readonly id: string; readonly email: string; readonly name: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    // With them goes what could add passkeys anew.
    await endSessionsOf(tx, person.id)
    const passkeys = await dropPasskeys(tx, person.id)
    for (const { id: tenantId } of await tenantsOf(tx, person.id)) {
      const deed = { atMs: clock.nowMs(), action: 'password.reset', object: person.email, detail: { passkeys } }
      await recordAudit(tx, { tenantId, name: person.name, via: 'browser' }, deed)
    }
  })
}

/**
 * Whose owners may read the link: it opens all that the person may do, so owners of one tenant of several must not, nor
 * those of any tenant when the person owns the platform.
 */
async function onlyTenantOf(tx: Tx, personId: string): Promise<TenantId | null> {
  const { rows } = await sql<{ tenant_id: TenantId }>`
    select min(m.tenant_id) as tenant_id from memberships m join persons p on p.id = m.person_id
    where m.person_id = ${personId} and not p.is_platform_owner having count(*) = 1`.execute(tx)
  return rows[0]?.tenant_id ?? null
}

/** Sets a new password with the link of a mail; passkeys and sessions of the person end. */
export async function resetPassword(
  services: AccountServices,
  input: { readonly token: string; readonly password: string },
): Promise<void> {
  await orRefusal(services.auth().api.resetPassword({ body: { token: input.token, newPassword: input.password } }))
  await services.database.transaction(async (tx) => services.changes.announceAfter(tx, {}))
}
