import { sql } from 'kysely'
import type { Database, Tx } from '../database/index.ts'
import type { ChainedLog } from './chained-log.ts'
import { CHAIN_START, linkHash } from './link-hash.ts'

/** How often entries that have been committed are linked. */
export const LINK_EVERY_MS = 2000
const ENTRIES_AT_ONCE = 1000
/** A commit may be this many ids behind the newest: those that were open at the same time. */
const LATEST_COMMITS = 100_000

/** Links what has been committed since the last time, one process at a time. Gives the number of new links. */
export async function linkEntries<Row extends object>(
  database: Database,
  log: ChainedLog<Row>,
  tenantId: number,
): Promise<number> {
  let linked = 0
  for (;;) {
    const more = await database.transaction((tx) => linkSome(tx, log, tenantId))
    linked += more
    if (more < ENTRIES_AT_ONCE) return linked
  }
}

async function linkSome<Row extends object>(tx: Tx, log: ChainedLog<Row>, tenantId: number): Promise<number> {
  const [links, id] = [sql.table(log.links), sql.ref(log.id)]
  await sql`select pg_advisory_xact_lock(${log.lockClass}, ${tenantId})`.execute(tx)
  const { rows } = await sql<Row & { readonly chained_id: number }>`
    select ${log.columns}, e.${id} as chained_id from ${sql.table(log.entries)} e
    where e.tenant_id = ${tenantId}
      and e.${id} > (select coalesce(max(${id}), 0) - ${LATEST_COMMITS}::bigint from ${links})
      and not exists (select from ${links} l where l.${id} = e.${id})
    order by e.${id} limit ${ENTRIES_AT_ONCE}`.execute(tx)
  if (rows.length === 0) return 0
  const head = await readHead(tx, log, tenantId)
  let { position, hash } = head ?? { position: 0, hash: CHAIN_START }
  const made = rows.map((row) => {
    position += 1
    hash = linkHash(hash, position, log.content(row))
    return { position, entryId: row.chained_id, hash }
  })
  await sql`
    insert into ${links} (tenant_id, position, ${id}, hash)
    select ${tenantId}, * from unnest(${made.map((link) => link.position)}::bigint[],
      ${made.map((link) => link.entryId)}::bigint[], ${made.map((link) => link.hash)}::bytea[])`.execute(tx)
  return made.length
}

async function readHead<Row extends object>(
  tx: Tx,
  log: ChainedLog<Row>,
  tenantId: number,
): Promise<{ position: number; hash: Uint8Array } | undefined> {
  const { rows } = await sql<{ position: number; hash: Buffer }>`
    select position, hash from ${sql.table(log.links)} where tenant_id = ${tenantId}
    order by position desc limit 1`.execute(tx)
  return rows[0]
}
