import { sql } from 'kysely'
import type { SecurityLogVerification } from '../../contract/index.ts'
import type { Database, Db } from '../../platform/database/index.ts'
import { type ChainedLog, chainedInstant, linkEntries, verifyChain } from '../../platform/hash-chain/index.ts'
import type { TenantId } from '../../stations/ids.ts'

interface EventRow {
  readonly event_id: number
  readonly tenant_id: number
  readonly station_id: number | null
  readonly received_at: string
  readonly at: string | null
  readonly source: string
  readonly type: string
  readonly detail: string | null
  readonly is_erased: boolean
}

const SECURITY_LOG: ChainedLog<EventRow> = {
  entries: 'security_events',
  links: 'security_event_links',
  id: 'event_id',
  writtenAt: 'received_at',
  columns: sql`e.event_id, e.tenant_id, e.station_id, e.source, e.type, e.detail, e.erased_at is not null as is_erased,
    ${chainedInstant(sql`e.received_at`)} as received_at, ${chainedInstant(sql`e.at`)} as at`,
  content: ({ event_id, tenant_id, station_id, received_at, at, source, type, detail }) => [
    ...[event_id, tenant_id, station_id, received_at, at, source, type, detail],
  ],
  isErased: ({ is_erased }) => is_erased,
  lockClass: 7_382_120,
}

/** Links the security events of a tenant that have been committed since the last time. */
export function linkEvents(database: Database, tenantId: TenantId): Promise<number> {
  return linkEntries(database, SECURITY_LOG, tenantId)
}

/** Recomputes the chain over a tenant's security events. */
export async function verifyLog(db: Db, tenantId: TenantId): Promise<SecurityLogVerification> {
  const { intact, checked, waiting, head, broken } = await verifyChain(db, SECURITY_LOG, tenantId)
  const place = broken && { position: broken.position, eventId: broken.entryId, problem: broken.problem }
  return { intact, checked, waiting, head, broken: place }
}
