import { X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import { isDead, noteUse } from '../certificates/index.ts'
import type { ClientTrust } from '../gateway/index.ts'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** Whose client certificates are believed, as the database says. */
export interface StoredTrust extends ClientTrust, AsyncDisposable {
  /** The same roots in PEM, for the listener. */
  pems(): readonly string[]
}

export interface ClientTrustParts {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly tenantId: TenantId
  readonly reloadMs: number
}

/** Reads the roots that are trusted for stations, now and again and again. Revocations are looked up when a certificate is shown. */
export async function openClientTrust(parts: ClientTrustParts): Promise<StoredTrust> {
  const { database, tenantId } = parts
  let pems: readonly string[] = []
  let roots: readonly X509Certificate[] = []
  const refresh = async () => {
    const { rows } = await sql<{ pem: string }>`
      select pem from trusted_roots
      where tenant_id = ${tenantId} and purpose in ('station', 'manufacturer') and not_after > now() order by fingerprint`.execute(
      database.kysely,
    )
    const found = rows.map(({ pem }) => pem)
    if (found.join() === pems.join()) return
    pems = found
    roots = found.map((pem) => new X509Certificate(pem))
  }
  await refresh()
  const rounds = new Rounds(parts.clock, parts.logger.child({ subsystem: 'trust' }))
  rounds.every(parts.reloadMs, 'trusted roots', refresh)
  return {
    roots: () => roots,
    pems: () => pems,
    [Symbol.asyncDispose]: () => rounds.stop(),
    isDead: (shown) => isDead(database.kysely, shown),
    noteUse: (shown) => noteUse(database, shown, parts.clock.nowMs()),
  }
}
