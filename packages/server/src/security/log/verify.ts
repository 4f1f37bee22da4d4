import { sql } from 'kysely'
import type { SecurityLogVerification } from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { CHAIN_START, linkHash } from './chain.ts'
import { type ChainedRow, chainedColumns, chainedEvent } from './link-events.ts'

const LINKS_AT_ONCE = 2000
/** An event without a link that is older than this has been slipped in. */
const LINKED_WITHIN = '1 minute'

type Broken = NonNullable<SecurityLogVerification['broken']>

interface LinkRow extends Omit<ChainedRow, 'event_id'> {
  readonly position: number
  readonly linked_id: number
  readonly event_id: number | null
  readonly hash: Buffer
}

/** Recomputes the chain from its first link and names the first place that is not as it was written. */
export async function verifyLog(db: Db, tenantId: TenantId): Promise<SecurityLogVerification> {
  let position = 0
  let hash: Uint8Array = CHAIN_START
  let broken: Broken | null = null
  for (let more = true; more && broken === null; ) {
    const links = await readLinks(db, tenantId, position)
    more = links.length === LINKS_AT_ONCE
    for (const link of links) {
      broken = problemOf(link, { position: position + 1, previous: hash })
      if (broken !== null) break
      position = link.position
      hash = link.hash
    }
  }
  const waiting = await unlinked(db, tenantId)
  broken ??= waiting.overdue === null ? null : overdue(position + 1, waiting.overdue)
  const head = position === 0 ? null : { position, hash: Buffer.from(hash).toString('hex') }
  return { intact: broken === null, checked: position, waiting: waiting.count, head, broken }
}

function overdue(position: number, eventId: number): Broken {
  return { position, eventId, problem: 'eventWithoutLink' }
}

function problemOf(link: LinkRow, next: { readonly position: number; readonly previous: Uint8Array }): Broken | null {
  if (link.position !== next.position) return { position: next.position, eventId: null, problem: 'linkMissing' }
  const { position, event_id: eventId, linked_id: linkedId } = link
  if (eventId === null) return { position, eventId: linkedId, problem: 'eventMissing' }
  const expected = linkHash(next.previous, position, chainedEvent({ ...link, event_id: eventId }))
  return expected.equals(link.hash) ? null : { position, eventId, problem: 'contentChanged' }
}

async function readLinks(db: Db, tenantId: TenantId, after: number): Promise<readonly LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select l.position, l.event_id as linked_id, l.hash, ${chainedColumns}
    from security_event_links l left join security_events e on e.event_id = l.event_id
    where l.tenant_id = ${tenantId} and l.position > ${after}
    order by l.position limit ${LINKS_AT_ONCE}`.execute(db)
  return rows
}

async function unlinked(db: Db, tenantId: TenantId): Promise<{ count: number; overdue: number | null }> {
  const { rows } = await sql<{ count: number; overdue: number | null }>`
    select count(*)::int as count,
      (min(e.event_id) filter (where e.received_at < now() - ${LINKED_WITHIN}::interval))::float8 as overdue
    from security_events e
    where e.tenant_id = ${tenantId} and not exists (select from security_event_links l where l.event_id = e.event_id)`.execute(
    db,
  )
  return rows[0] ?? { count: 0, overdue: null }
}
