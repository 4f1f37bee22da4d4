import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import { type TokenPlace, tokenPattern } from './token-pattern.ts'

/** A table in which a token may be named, and the columns that can hold texts. */
export interface SearchedTable {
  readonly table: string
  readonly columns: readonly SearchedColumn[]
  /** Neither changed nor deleted by those who work for a tenant: the logs have their own way. */
  readonly isLog: boolean
}

interface SearchedColumn {
  readonly name: string
  readonly type: 'text' | 'jsonb' | 'text[]' | 'bytea'
}

/**
 * What describes the installation and those who run it. A word in it that happens to equal a token is another thing, and
 * replacing it would break a station or a sign-in.
 */
const NOT_OF_DRIVERS = [
  ...['stations', 'connectors', 'sites', 'tenants', 'quarantine', 'quarantine_presentations', 'refused_handshakes'],
  ...['removed_stations', 'station_tags', 'station_groups', 'station_group_members', 'persons', 'memberships'],
  ...['custom_roles', 'invitations', 'api_keys', 'browser_sessions', 'passkeys', 'sign_in_links', 'outbox_mails'],
  ...['webhooks', 'notification_settings', 'push_devices', 'single_sign_ons', 'single_sign_on_tries'],
  // Books: they name sessions, and nobody who charged.
  'session_prices',
  ...['tariffs', 'tariff_versions', 'tariff_assignments'],
  ...['tenant_rules', 'erasures', 'schema_migrations', 'trusted_roots', 'station_certificates', 'saved_views'],
]
/** Bytes that hold what a station has said; other bytes are sealed, hashed or salt. */
const READABLE_BYTES = ['refused_rows.content']

/** Every table that whoever works for a tenant can read, and so every one that is added later. */
export async function searchedTables(db: Db): Promise<readonly SearchedTable[]> {
  const { rows } = await sql<{ table: string; name: string; type: SearchedColumn['type']; is_log: boolean }>`
    select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
      not has_table_privilege('stationmaster_app', c.oid, 'update') as is_log
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relrowsecurity and has_table_privilege('stationmaster_app', c.oid, 'select')
      and c.relname <> all(${NOT_OF_DRIVERS}::text[])
      and (format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
        or c.relname || '.' || a.attname = any(${READABLE_BYTES}::text[]))
    order by c.relname, a.attnum`.execute(db)
  const tables = Map.groupBy(rows, ({ table }) => table)
  return [...tables].map(([table, columns]) => ({
    table,
    columns: columns.map(({ name, type }) => ({ name, type })),
    isLog: columns.some(({ is_log }) => is_log),
  }))
}

/** Columns of tokens: an ordinary word is one there, and what it says elsewhere. */
const TOKEN_COLUMN = /token(_folded)?$|^group_value$|^start_key$/
/** Their `value` is a token, or may be the one of a token. */
const TOKEN_RECORDS = ['id_tokens', 'local_list_entries', 'import_rows', 'idempotency_keys', 'audit_log']

/** What a column is to a token. */
export function placeOf({ table }: SearchedTable, { name, type }: SearchedColumn): TokenPlace {
  const isRecord = TOKEN_RECORDS.includes(table)
  if (type === 'text' && (TOKEN_COLUMN.test(name) || (isRecord && /^value(_folded)?$/.test(name)))) return 'token'
  return isRecord ? 'tokenRecord' : 'text'
}

/** Whether a row names one of these tokens. */
export function namesToken(searched: SearchedTable, tokens: readonly string[]): RawBuilder<boolean> {
  const patternOf = (place: TokenPlace) => tokens.map((token) => `(?:${tokenPattern(token, place)})`).join('|')
  return sql`(${sql.join(
    searched.columns.map((column) => sql`${asText(column)} ~* ${patternOf(placeOf(searched, column))}`),
    sql` or `,
  )})`
}

export function asText({ name, type }: SearchedColumn): RawBuilder<string> {
  const column = sql.ref(`t.${name}`)
  if (type === 'text') return sql`${column}`
  return type === 'bytea' ? sql`encode(${column}, 'escape')` : sql`${column}::text`
}
