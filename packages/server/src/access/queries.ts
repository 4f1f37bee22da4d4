import { foldIdToken } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { z } from 'zod'
import { assignmentsOf } from '../api/assignments.ts'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { matchesWords } from '../api/search.ts'
import type { Token, TokenInput, TokenPatch, TokenQuery } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

const newest = newestFirst(sql`k.created_at`, sql`k.token_id`)

export interface TokenFilter extends Omit<z.infer<typeof TokenQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof NewestCursor> | undefined
  /** Whether the reader may see who drivers are. */
  readonly seesDrivers: boolean
}

interface TokenRow {
  readonly token_id: string
  readonly value: string
  readonly type: string
  readonly label: string | null
  readonly driver_id: string | null
  readonly driver_name: string | null
  readonly status: z.infer<typeof Token>['status']
  readonly expires_at: Date | null
  readonly group_value: string | null
  readonly max_concurrent: number | null
  readonly active_sessions: number
  readonly created_at: Date
}

const tokenSources = sql`id_tokens k left join drivers d on d.driver_id = k.driver_id`

const selectTokens = sql`
  select k.token_id, k.value, k.type, k.label, k.driver_id, d.name as driver_name, k.status, k.expires_at, k.group_value, k.max_concurrent,
    (select count(*)::int from sessions x
      where x.tenant_id = k.tenant_id and x.id_token_folded = k.value_folded and x.state = 'active') as active_sessions,
    k.created_at`

/** Tokens, newest first. */
export async function listTokens(
  db: Db,
  tenantId: TenantId,
  filter: TokenFilter,
): Promise<Page<z.infer<typeof Token>>> {
  const conditions = [sql`k.tenant_id = ${tenantId}`]
  if (filter.status !== undefined) conditions.push(sql`k.status = ${filter.status}`)
  if (filter.driverId !== undefined) conditions.push(sql`k.driver_id = ${filter.driverId}`)
  if (filter.search !== undefined) conditions.push(matchesToken(filter.search, filter.seesDrivers))
  if (filter.after !== undefined) conditions.push(newest.after(filter.after))
  const { rows } = await sql<TokenRow & { cursor_at: string }>`
    ${selectTokens}, ${newest.at} as cursor_at
    from ${tokenSources} where ${sql.join(conditions, sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => tokenOf(row, filter.seesDrivers),
    key: (row) => [row.cursor_at, row.token_id],
  })
}

/** Words of label, value, group and driver; or the value as people write it, with dashes and spaces. */
function matchesToken(search: string, seesDrivers: boolean) {
  const folded = foldIdToken(search)
  const words = sql`k.value, k.label, k.group_value, k.type`
  const byWords = matchesWords(seesDrivers ? sql`${words}, d.name, d.email` : words, search)
  return folded === '' ? byWords : sql`(k.value_folded = ${folded} or (${byWords}))`
}

export async function readToken(
  db: Db,
  tenantId: TenantId,
  tokenId: string,
  seesDrivers: boolean,
): Promise<z.infer<typeof Token> | undefined> {
  const { rows } = await sql<TokenRow>`
    ${selectTokens} from ${tokenSources} where k.tenant_id = ${tenantId} and k.token_id = ${tokenId}`.execute(db)
  return rows[0] && tokenOf(rows[0], seesDrivers)
}

export interface NewToken extends TokenInput {
  readonly tenantId: TenantId
  readonly tokenId: string
  readonly nowMs: number
}

/** Stores a token. False when one with this value exists, whatever its case, dashes and spaces. */
export async function insertToken(tx: Tx, token: NewToken): Promise<boolean> {
  const { rows } = await sql`
    insert into id_tokens (tenant_id, token_id, value, value_folded, type, label, driver_id, status, expires_at, group_value,
      max_concurrent, created_at)
    values (${token.tenantId}, ${token.tokenId}, ${token.value}, ${foldIdToken(token.value)}, ${token.type},
      ${token.label ?? null}, ${token.driverId ?? null}, ${token.status}, ${token.expiresAt ?? null}, ${token.groupValue ?? null},
      ${token.maxConcurrent}, ${new Date(token.nowMs)})
    on conflict (tenant_id, value_folded) do nothing returning token_id`.execute(tx)
  return rows.length > 0
}

const COLUMNS = {
  type: 'type',
  label: 'label',
  driverId: 'driver_id',
  status: 'status',
  expiresAt: 'expires_at',
  groupValue: 'group_value',
  maxConcurrent: 'max_concurrent',
} as const

/** Sets the fields that are given. Gives the token's value, or undefined when there is none. */
export async function updateToken(
  tx: Tx,
  tenantId: TenantId,
  tokenId: string,
  patch: z.infer<typeof TokenPatch>,
): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`
    update id_tokens set ${assignmentsOf(patch, COLUMNS) ?? sql`value = value`}
    where tenant_id = ${tenantId} and token_id = ${tokenId} returning value`.execute(tx)
  return rows[0]?.value
}

/** Deletes a token; its sessions stay. Gives its value, or undefined when there is none. */
export async function deleteToken(tx: Tx, tenantId: TenantId, tokenId: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`
    delete from id_tokens where tenant_id = ${tenantId} and token_id = ${tokenId} returning value`.execute(tx)
  return rows[0]?.value
}

const HIDDEN_NAME = '••••'

function tokenOf(row: TokenRow, seesDrivers: boolean): z.infer<typeof Token> {
  return {
    id: row.token_id,
    value: row.value,
    type: row.type,
    label: row.label,
    driver: driverOf(row, seesDrivers),
    status: row.status,
    expiresAt: instantOrNull(row.expires_at),
    groupValue: row.group_value,
    maxConcurrent: row.max_concurrent,
    activeSessions: row.active_sessions,
    createdAt: instant(row.created_at),
  }
}

function driverOf(
  { driver_id: id, driver_name: name }: TokenRow,
  seesDrivers: boolean,
): z.infer<typeof Token>['driver'] {
  return id === null || name === null ? null : { id, name: seesDrivers ? name : HIDDEN_NAME }
}
