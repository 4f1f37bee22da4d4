import { sql } from 'kysely'
import type { Database, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Concerned } from './concerned.ts'
import { knownTokens, withinSearchTime } from './known-tokens.ts'
import { namesToken, type SearchedTable, searchedTables } from './searched-tables.ts'
import type { Turns } from './turns.ts'

export interface CountedTable {
  readonly table: string
  readonly rows: number
}

export interface Search {
  readonly database: Database
  readonly turns: Turns
  readonly tenantId: TenantId
  /** As it was asked for; tokens that the tenant does not know are looked for nowhere. */
  readonly concerned: Concerned
  readonly readsAudit: boolean
}

/** What is given of one table at most. */
const MOST = { rows: 10_000, characters: 16_777_216 }
const PAGE_ROWS = 100

/** How many rows of the tenant name one of the tokens, by table. Runs in the tenant's scope. */
export async function countKnown(search: Search): Promise<CountedTable[]> {
  const counted: CountedTable[] = []
  const { mentions, tables } = await planOf(search)
  for (const searched of tables) {
    const rows = await inTurn(search, async (tx) => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.table(searched.table)} t where ${namesToken(searched, mentions)}`.execute(
        tx,
      )
      return rows[0]?.count ?? 0
    })
    counted.push({ table: searched.table, rows })
  }
  return counted.filter(({ rows }) => rows > 0)
}

/**
 * The driver, and the rows that name them or one of the tokens, as one JSON document. What is sealed, hashed or salt is left
 * out; `cut` names the tables that have more than is given.
 */
export async function* exportKnown(search: Search): AsyncIterable<string> {
  const { mentions, tables } = await planOf(search)
  const { driver, tokens } = search.concerned
  const cut: string[] = []
  yield `{"tokens":${JSON.stringify(tokens)},"driver":${JSON.stringify(driver ?? null)},"tables":{`
  let before = '\n'
  for (const searched of tables) {
    const { rows, isCut } = await inTurn(search, (tx) => rowsNaming(tx, searched, mentions))
    if (isCut) cut.push(searched.table)
    if (rows.length === 0) continue
    yield `${before}${JSON.stringify(searched.table)}:[\n${rows.join(',\n')}]`
    before = ',\n'
  }
  yield `},"cut":${JSON.stringify(cut)}}\n`
}

async function planOf({ database, turns, tenantId, concerned: { driver, tokens }, readsAudit }: Search) {
  const known = await turns.take(tenantId, () => knownTokens(database, tenantId, tokens))
  const mentions = driver === undefined ? known : [...known, driver.id]
  const tables = mentions.length === 0 ? [] : await searchedTables(database.kysely)
  return {
    mentions,
    tables: tables.filter(({ table }) => readsAudit || table !== 'audit_log'),
  }
}

function inTurn<Result>({ database, turns, tenantId }: Search, read: (tx: Tx) => Promise<Result>): Promise<Result> {
  return turns.take(tenantId, () =>
    database.transaction(async (tx) => {
      await withinSearchTime(tx)
      return read(tx)
    }),
  )
}

/** Read page by page, so that what is not given is never in memory. */
async function rowsNaming(tx: Tx, searched: SearchedTable, mentions: readonly string[]) {
  const secret = await bytesOf(tx, searched.table)
  await sql`
    declare naming no scroll cursor for
    select (to_jsonb(t) - ${secret}::text[])::text as row from ${sql.table(searched.table)} t
    where ${namesToken(searched, mentions)}`.execute(tx)
  const found: string[] = []
  let characters = 0
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(PAGE_ROWS)} from naming`.execute(tx)
    for (const { row } of rows) {
      characters += row.length
      if (found.length === MOST.rows || characters > MOST.characters) return { rows: found, isCut: true }
      found.push(row)
    }
    if (rows.length < PAGE_ROWS) return { rows: found, isCut: false }
  }
}

async function bytesOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and atttypid in ('bytea'::regtype, 'bytea[]'::regtype)`.execute(
    tx,
  )
  return rows.map(({ name }) => name)
}

/** Erasure has to come to its end: the flight recorder is looked through from end to end. */
export async function withoutTimeLimit(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx)
}
