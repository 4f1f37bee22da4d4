import { foldIdToken } from '@stationmaster/ocpp'
import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '../platform/database/index.ts'
import { outsideScopes, type RowScope, withinScope } from '../platform/row-scope.ts'
import { type CountedTable, withoutTimeLimit } from './known-data.ts'
import { asText, namesToken, placeOf, type SearchedTable, searchedTables } from './searched-tables.ts'
import { tokenPattern } from './token-pattern.ts'

/** A token and what stands in its place from now on. */
export interface Replacement {
  readonly token: string
  readonly standIn: string
}

/**
 * Rows that are about the driver as a whole, or a copy of what stands elsewhere: they go. Of all others the token is
 * replaced, wherever it stands, so that sessions, money and energy stay as they were.
 */
const DROPPED = ['import_rows', 'idempotency_keys', 'refused_rows', 'station_reports', 'local_list_entries']

/** Replaces or drops every mention of the tokens in a tenant's rows. Gives how many rows of each table. */
export async function eraseMentions(
  database: Database,
  scope: RowScope,
  replacements: readonly Replacement[],
): Promise<readonly CountedTable[]> {
  const tables = await withinScope(scope, () => searchedTables(database.kysely))
  const counted: CountedTable[] = []
  for (const table of tables) {
    const rows = table.isLog
      ? await eraseFromLog(database, scope, table, replacements)
      : await withinScope(scope, () => database.transaction((tx) => eraseFromTable(tx, table, replacements)))
    counted.push({ table: table.table, rows })
  }
  return counted.filter(({ rows }) => rows > 0)
}

const tokensOf = (replacements: readonly Replacement[]) => replacements.map(({ token }) => token)

async function eraseFromTable(tx: Tx, searched: SearchedTable, replacements: readonly Replacement[]): Promise<number> {
  await withoutTimeLimit(tx)
  const table = sql.table(searched.table)
  if (searched.table === 'bookings') await forgetCallers(tx, replacements)
  const found = namesToken(searched, tokensOf(replacements))
  if (searched.table === 'local_list_entries') await sendListsAnew(tx, found)
  const statement = DROPPED.includes(searched.table)
    ? sql`delete from ${table} t where ${found}`
    : sql`update ${table} t set ${sql.join(assignments(searched, replacements))} where ${found}`
  const { numAffectedRows = 0n } = await statement.execute(tx)
  if (searched.table === 'sessions') await foldStandIns(tx, replacements)
  return Number(numAffectedRows)
}

function assignments(searched: SearchedTable, replacements: readonly Replacement[]): RawBuilder<unknown>[] {
  return searched.columns.map((column) => {
    const place = placeOf(searched, column)
    const replaced = replacements.reduce<RawBuilder<unknown>>(
      (text, { token, standIn }) => sql`regexp_replace(${text}, ${tokenPattern(token, place)}, ${standIn}, 'gi')`,
      asText(column),
    )
    return sql`${sql.ref(column.name)} = (${replaced})::${sql.raw(column.type)}`
  })
}

/** What was noted of whoever asked for a stay says who they are in words of its own: it goes with the token or the driver. */
async function forgetCallers(tx: Tx, replacements: readonly Replacement[]): Promise<void> {
  const patterns = replacements.map(({ token }) => tokenPattern(token, 'token'))
  const drivers = replacements.map(({ token }) => token.toLowerCase())
  const folded = replacements.map(({ token }) => foldIdToken(token))
  await sql`
    update bookings b set contact = null
    where b.contact is not null and (
      b.driver_id::text = any(${drivers}::text[]) or b.id_token ~* any(${patterns}::text[])
      or b.driver_id in (select k.driver_id from id_tokens k where k.value_folded = any(${folded}::text[])))`.execute(
    tx,
  )
}

/** A station whose list names the token gets a whole new one, without it: what it holds is not known any more. */
async function sendListsAnew(tx: Tx, found: RawBuilder<boolean>): Promise<void> {
  await sql`
    update local_lists set version = null, command_id = null, next_try_at = null, synced_revision = null
    where station_id in (select t.station_id from local_list_entries t where ${found})`.execute(tx)
}

/** Sessions meet tokens by their folded form, and know them by an id as well. */
async function foldStandIns(tx: Tx, replacements: readonly Replacement[]): Promise<void> {
  for (const { standIn } of replacements) {
    await sql`
      update sessions set id_token_folded = ${foldIdToken(standIn)}, token_id = null
      where id_token = ${standIn} and (token_id is not null or id_token_folded <> ${foldIdToken(standIn)})`.execute(tx)
  }
}

/** Logs are chained: they keep that something happened, not what it says of the driver. */
async function eraseFromLog(
  database: Database,
  scope: RowScope,
  searched: SearchedTable,
  replacements: readonly Replacement[],
): Promise<number> {
  const [{ standIn } = { standIn: '' }] = replacements
  const inTenant = sql`t.tenant_id = ${scope.tenantId}`
  const found = sql`${inTenant} and t.erased_at is null and ${namesToken(searched, tokensOf(replacements))}`
  return outsideScopes(() =>
    database.transaction(async (tx) => {
      await withoutTimeLimit(tx)
      if (searched.table === 'audit_log') {
        const { rows } = await sql<{ erased: number }>`
          select erase_audit(array(select t.audit_id from audit_log t where ${found}), ${standIn}) as erased`.execute(
          tx,
        )
        return Number(rows[0]?.erased ?? 0)
      }
      if (searched.table !== 'security_events') return 0
      const { numAffectedRows = 0n } = await sql`
        update security_events t set detail = null, erased_at = now() where ${found}`.execute(tx)
      return Number(numAffectedRows)
    }),
  )
}
