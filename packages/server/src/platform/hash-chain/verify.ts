import { sql } from 'kysely'
import type { Db } from '../database/index.ts'
import type { ChainedLog } from './chained-log.ts'
import { CHAIN_START, linkHash } from './link-hash.ts'

const LINKS_AT_ONCE = 2000
/** An entry without a link that is older than this has been slipped in. */
const LINKED_WITHIN = '1 minute'

/** The first place where a log is not as it was written. */
export interface BrokenLink {
  readonly position: number
  readonly entryId: number | null
  readonly problem: 'linkMissing' | 'eventMissing' | 'contentChanged' | 'eventWithoutLink'
}

export interface Verification {
  readonly intact: boolean
  /** Links that were recomputed. */
  readonly checked: number
  /** Entries that have gone by retention: the chain is followed from the last of them. */
  readonly expired: number
  /** Entries that have no link yet. */
  readonly waiting: number
  readonly head: { readonly position: number; readonly hash: string } | null
  readonly broken: BrokenLink | null
}

type LinkRow<Row> = Row & {
  readonly position: number
  readonly linked_id: number
  readonly chained_id: number | null
  readonly hash: Buffer
}

interface Place {
  readonly position: number
  readonly hash: Uint8Array
}

/** Recomputes the chain from its first link and names the first place that is not as it was written. */
export async function verifyChain<Row extends object>(
  db: Db,
  log: ChainedLog<Row>,
  tenantId: number,
): Promise<Verification> {
  const start = log.expires === true ? await readAnchor(db, log, tenantId) : undefined
  let place: Place = start ?? { position: 0, hash: CHAIN_START }
  let broken: BrokenLink | null = null
  for (let more = true; more && broken === null; ) {
    const links = await readLinks(db, log, { tenantId, after: place.position })
    more = links.length === LINKS_AT_ONCE
    for (const link of links) {
      broken = problemOf(log, link, place)
      if (broken !== null) break
      place = link
    }
  }
  const waiting = await unlinked(db, log, tenantId)
  broken ??=
    waiting.overdue === null
      ? null
      : { position: place.position + 1, entryId: waiting.overdue, problem: 'eventWithoutLink' }
  const { position } = place
  const expired = start?.position ?? 0
  const head = position === 0 ? null : { position, hash: Buffer.from(place.hash).toString('hex') }
  return { intact: broken === null, checked: position - expired, expired, waiting: waiting.count, head, broken }
}

/** Where a chain begins whose oldest entries are gone: the link of the last of them. */
async function readAnchor<Row extends object>(
  db: Db,
  log: ChainedLog<Row>,
  tenantId: number,
): Promise<Place | undefined> {
  const id = sql.ref(log.id)
  const { rows } = await sql<{ position: number; hash: Buffer; is_gone: boolean }>`
    select l.position, l.hash, not exists (select from ${sql.table(log.entries)} e where e.${id} = l.${id}) as is_gone
    from ${sql.table(log.links)} l where l.tenant_id = ${tenantId} order by l.position limit 1`.execute(db)
  return rows[0]?.is_gone === true ? rows[0] : undefined
}

function problemOf<Row extends object>(log: ChainedLog<Row>, link: LinkRow<Row>, before: Place): BrokenLink | null {
  const next = before.position + 1
  if (link.position !== next) return { position: next, entryId: null, problem: 'linkMissing' }
  if (link.chained_id === null) return { position: next, entryId: link.linked_id, problem: 'eventMissing' }
  if (log.isErased?.(link) === true) return null
  const isAsWritten = linkHash(before.hash, next, log.content(link)).equals(link.hash)
  if (isAsWritten && log.isGenuine?.(link) !== false) return null
  return { position: next, entryId: link.chained_id, problem: 'contentChanged' }
}

async function readLinks<Row extends object>(
  db: Db,
  log: ChainedLog<Row>,
  { tenantId, after }: { readonly tenantId: number; readonly after: number },
): Promise<readonly LinkRow<Row>[]> {
  const id = sql.ref(log.id)
  const { rows } = await sql<LinkRow<Row>>`
    select ${log.columns}, l.position, l.${id} as linked_id, l.hash, e.${id} as chained_id
    from ${sql.table(log.links)} l left join ${sql.table(log.entries)} e on e.${id} = l.${id}
    where l.tenant_id = ${tenantId} and l.position > ${after}
    order by l.position limit ${LINKS_AT_ONCE}`.execute(db)
  return rows
}

async function unlinked<Row extends object>(
  db: Db,
  log: ChainedLog<Row>,
  tenantId: number,
): Promise<{ count: number; overdue: number | null }> {
  const id = sql.ref(log.id)
  const { rows } = await sql<{ count: number; overdue: number | null }>`
    select count(*)::int as count,
      (min(e.${id}) filter (where e.${sql.ref(log.writtenAt)} < now() - ${LINKED_WITHIN}::interval))::float8 as overdue
    from ${sql.table(log.entries)} e
    where e.tenant_id = ${tenantId}
      and not exists (select from ${sql.table(log.links)} l where l.${id} = e.${id})`.execute(db)
  return rows[0] ?? { count: 0, overdue: null }
}
