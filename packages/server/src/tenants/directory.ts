import { sql } from 'kysely'
import type { Bus } from '../platform/bus/index.ts'
import { type Clock, Rounds } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** A tenant as every handshake needs it. */
export interface Tenant {
  readonly tenantId: TenantId
  /** Names it in addresses. */
  readonly slug: string
  readonly isSuspended: boolean
}

/** All tenants, in memory: whose door a station knocks at is asked at every handshake. */
export interface Tenants {
  /** Whose door a path names: by slug, or the first tenant's without one. Undefined: nobody's. */
  at(slug: string | undefined): Tenant | undefined
  get(tenantId: number): Tenant | undefined
  all(): readonly Tenant[]
  /** Calls `run` after every change. Returns the function that stops the calls. */
  onChange(run: () => void): () => void
}

/** The tenants as the database has them. */
export interface TenantDirectory extends Tenants, AsyncDisposable {
  /** Reads them anew; callers that have changed one wait for it. */
  refresh(): Promise<void>
  /** Tells every process once the transaction is durable. */
  announceAfter(tx: Tx): void
}

/** Made with the installation: station addresses without a tenant are its own, and the first owner's. */
export const FIRST_TENANT = 1 as TenantId
const SUBJECT = 'tenants.changed'
/** A lost announcement costs this much. */
const RELOAD_MS = 5000

export interface DirectoryParts {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
}

/** Reads the tenants, now and whenever they change. */
export async function openTenants({ database, bus, clock, logger }: DirectoryParts): Promise<TenantDirectory> {
  let byId: ReadonlyMap<number, Tenant> = new Map()
  let bySlug: ReadonlyMap<string, Tenant> = new Map()
  let known = ''
  const listeners = new Set<() => void>()
  const refresh = async () => {
    const { rows } = await sql<Tenant>`
      select tenant_id as "tenantId", slug, suspended_at is not null as "isSuspended" from tenants
      order by tenant_id`.execute(database.kysely)
    const found = JSON.stringify(rows)
    if (found === known) return
    known = found
    byId = new Map(rows.map((tenant) => [tenant.tenantId, tenant]))
    bySlug = new Map(rows.map((tenant) => [tenant.slug, tenant]))
    for (const run of listeners) run()
  }
  await refresh()
  const rounds = new Rounds(clock, logger.child({ subsystem: 'tenants' }))
  rounds.every(RELOAD_MS, 'tenants', refresh)
  const subscription = bus.subscribe(
    SUBJECT,
    () => void refresh().catch((error) => logger.warn({ err: error }, FAILED)),
  )
  return {
    at: (slug) => (slug === undefined ? byId.get(FIRST_TENANT) : bySlug.get(slug)),
    get: (tenantId) => byId.get(tenantId),
    all: () => [...byId.values()],
    onChange: (run) => {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    refresh,
    announceAfter: (tx) => tx.afterCommit(() => bus.publish(SUBJECT, null)),
    async [Symbol.asyncDispose]() {
      subscription.stop()
      await rounds.stop()
    },
  }
}

const FAILED = 'The tenants could not be read anew; they will be in a moment'
