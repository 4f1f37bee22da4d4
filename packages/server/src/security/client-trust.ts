import { X509Certificate } from 'node:crypto'
import { sql } from 'kysely'
import { isDead, noteUse } from '../certificates/index.ts'
import type { ClientTrust } from '../gateway/index.ts'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { ForeignStatus } from './foreign-status.ts'

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
  /** What others say of certificates that they have signed. */
  readonly foreign: ForeignStatus
}

/** Reads the roots that are trusted for stations, now and again and again. Revocations are looked up when a certificate is shown. */
export async function openClientTrust(parts: ClientTrustParts): Promise<StoredTrust> {
  const { database, tenantId } = parts
  let pems: readonly string[] = []
  let roots: readonly X509Certificate[] = []
  let own: readonly X509Certificate[] = []
  const refresh = async () => {
    const { rows } = await sql<{ pem: string; is_own: boolean }>`
      select pem, source = 'local' as is_own from trusted_roots
      where tenant_id = ${tenantId} and purpose in ('station', 'manufacturer') and not_after > now() order by fingerprint`.execute(
      database.kysely,
    )
    const found = rows.map(({ pem }) => pem)
    if (found.join() === pems.join()) return
    pems = found
    roots = found.map((pem) => new X509Certificate(pem))
    own = roots.filter((_, index) => rows[index]?.is_own === true)
  }
  await refresh()
  const rounds = new Rounds(parts.clock, parts.logger.child({ subsystem: 'trust' }))
  rounds.every(parts.reloadMs, 'trusted roots', refresh)
  return {
    roots: () => roots,
    pems: () => pems,
    [Symbol.asyncDispose]: () => rounds.stop(),
    statusOf: (certificate) => parts.foreign.judge(certificate, { pems, own }),
    isDead: (shown) => isDead(database.kysely, shown),
    noteUse: (shown) => noteUse(database, shown, parts.clock.nowMs()),
  }
}
