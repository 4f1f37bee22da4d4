import { FIRST_TENANT, insertApiKey, issueOwnerLink, OWNER, ownerExists, recordAudit } from './accounts/index.ts'
import type { Config } from './config/index.ts'
import type { Foundations } from './foundations.ts'
import type { Database } from './platform/database/index.ts'

type Parts = Foundations & { readonly database: Database }

/** Creates the owner key of BOOTSTRAP_API_KEY, unless it is there. Only its hash is stored. */
export async function createBootstrapKey(parts: Parts, key: Config['bootstrapApiKey']): Promise<void> {
  if (key === undefined) return
  const nowMs = parts.clock.nowMs()
  const keyId = parts.ids.next()
  await parts.database.transaction(async (tx) => {
    const whole = { holds: OWNER, siteIds: null, createdBy: 'BOOTSTRAP_API_KEY', expiresAt: null }
    const row = { tenantId: FIRST_TENANT, keyId, name: 'Bootstrap', key: key.reveal(), ...whole, nowMs }
    if (!(await insertApiKey(tx, row))) return
    const program = { tenantId: FIRST_TENANT, name: 'Stationmaster', via: 'program' } as const
    await recordAudit(tx, program, {
      atMs: nowMs,
      action: 'apiKey.created',
      object: keyId,
      reason: 'BOOTSTRAP_API_KEY',
    })
  })
}

/** A new one-time link while there is no owner; the earlier one stops working. */
export async function ownerLinkIfNeeded(parts: Parts, publicUrl: string): Promise<string | undefined> {
  if (await ownerExists(parts.database.kysely, FIRST_TENANT)) return undefined
  return ownerLink(parts, publicUrl)
}

/** The token stands behind the #, which browsers do not send and servers do not log. */
export async function ownerLink(parts: Parts, publicUrl: string): Promise<string> {
  return `${publicUrl}/setup#token=${await issueOwnerLink(parts, FIRST_TENANT)}`
}
