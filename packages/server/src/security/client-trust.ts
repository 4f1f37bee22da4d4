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
  /** The roots of all tenants in PEM, for the listener: whose station it is becomes known after TLS. */
  pems(): readonly string[]
}

export interface ClientTrustParts {
  readonly database: Database
  readonly clock: Clock
  readonly logger: Logger
  readonly reloadMs: number
  /** What others say of certificates that they have signed. */
  readonly foreign: ForeignStatus
}

interface RootRow {
  readonly tenant_id: TenantId
  readonly pem: string
  readonly is_own: boolean
}

/** What one tenant trusts for its stations. */
interface TenantRoots {
  readonly pems: readonly string[]
  readonly roots: readonly X509Certificate[]
  /** Of our own authority. */
  readonly own: readonly X509Certificate[]
}

/** Strangers with certificates of nobody may ask for a look at the books this often, all together. */
const LOOK_AGAIN_MS = 1000

const NONE: TenantRoots = { pems: [], roots: [], own: [] }

function rootsOf(rows: readonly RootRow[]): TenantRoots {
  const roots = rows.map(({ pem }) => new X509Certificate(pem))
  const own = roots.filter((_, index) => rows[index]?.is_own === true)
  return { pems: rows.map(({ pem }) => pem), roots, own }
}

/** Reads the roots that are trusted for stations, now and again and again. Revocations are looked up when a certificate is shown. */
export async function openClientTrust(parts: ClientTrustParts): Promise<StoredTrust> {
  const { database } = parts
  let byTenant: ReadonlyMap<TenantId, TenantRoots> = new Map()
  let known = ''
  const refresh = async () => {
    const { rows } = await sql<RootRow>`
      select tenant_id, pem, source = 'local' as is_own from trusted_roots
      where purpose in ('station', 'manufacturer') and not_after > now() order by tenant_id, fingerprint`.execute(
      database.kysely,
    )
    const found = JSON.stringify(rows)
    if (found === known) return
    known = found
    byTenant = new Map(
      [...Map.groupBy(rows, (row) => row.tenant_id)].map(([tenantId, own]) => [tenantId, rootsOf(own)]),
    )
  }
  await refresh()
  let lookedMs = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  const lookAgain = async () => {
    const nowMs = parts.clock.monotonicMs()
    if (looking === undefined && nowMs - lookedMs < LOOK_AGAIN_MS) return
    lookedMs = nowMs
    looking ??= refresh().finally(() => {
      looking = undefined
    })
    await looking
  }
  const rounds = new Rounds(parts.clock, parts.logger.child({ subsystem: 'trust' }))
  rounds.every(parts.reloadMs, 'trusted roots', refresh)
  return {
    roots: (tenantId) => byTenant.get(tenantId)?.roots ?? [],
    lookAgain,
    pems: () => [...new Set([...byTenant.values()].flatMap(({ pems }) => pems))],
    [Symbol.asyncDispose]: () => rounds.stop(),
    statusOf: (certificate, tenantId) =>
      parts.foreign.judge(certificate, { tenantId, ...(byTenant.get(tenantId) ?? NONE) }),
    isDead: (shown) => isDead(database.kysely, shown),
    noteUse: (shown) => noteUse(database, shown, parts.clock.nowMs()),
  }
}
