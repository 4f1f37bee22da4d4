import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, type Page, pageOf } from '../api/cursor.ts'
import type { Handlers } from '../api/handler.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { placeAfter } from '../api/paging.ts'
import { RefusalReason, type RefusedHandshake } from '../contract/index.ts'
import type { Database, Db } from '../platform/database/index.ts'
import type { TenantId } from './ids.ts'

const Cursor = z.tuple([InstantText, z.int()])

/** As the gateway writes it. */
const Detail = z.object({
  offered: z.array(z.string()).optional(),
  usedProfile: z.int().optional(),
  requiredProfile: z.int().optional(),
  info: z.string().optional(),
})

interface Row {
  readonly refusal_id: string
  readonly identity: string
  readonly station_identity: string | null
  readonly remote_address: string
  readonly reason: string
  readonly detail: unknown
  readonly attempts: number
  readonly first_at: Date
  readonly last_at: Date
  readonly connected_since: Date | null
}

const SELECT = sql`
  select r.refusal_id, r.identity, s.identity as station_identity, r.remote_address, r.reason, r.detail, r.attempts,
    r.first_at, r.last_at, case when s.connected_at >= r.last_at then s.connected_at end as connected_since
  from refused_handshakes r
  left join stations s on s.tenant_id = r.tenant_id and s.identity_folded = r.identity_folded`

export function refusedHandshakeHandlers({
  database,
}: {
  readonly database: Database
}): Pick<Handlers, 'listRefusedHandshakes'> {
  return {
    listRefusedHandshakes: async ({ actor, query: { cursor, ...filter } }) =>
      list(database.kysely, actor.tenantId, { ...filter, after: placeAfter(cursor, Cursor) }),
  }
}

async function list(
  db: Db,
  tenantId: TenantId,
  filter: {
    readonly identity?: string | undefined
    readonly from?: string | undefined
    readonly open?: boolean | undefined
    readonly limit: number
    readonly after: z.infer<typeof Cursor> | undefined
  },
): Promise<Page<RefusedHandshake>> {
  const conditions = [sql`r.tenant_id = ${tenantId}`]
  if (filter.identity !== undefined) conditions.push(sql`r.identity_folded = lower(${filter.identity})`)
  if (filter.from !== undefined) conditions.push(sql`r.last_at >= ${filter.from}::timestamptz`)
  if (filter.open === true) conditions.push(sql`(s.connected_at is null or s.connected_at < r.last_at)`)
  if (filter.open === false) conditions.push(sql`s.connected_at >= r.last_at`)
  if (filter.after !== undefined) {
    const [at, id] = filter.after
    conditions.push(sql`(r.last_at, r.refusal_id) < (${at}::timestamptz, ${id})`)
  }
  const { rows } = await sql<Row & { cursor_at: string }>`
    select x.*, (x.last_at at time zone 'UTC')::text || '+00' as cursor_at from (
      ${SELECT} where ${sql.join(conditions, sql` and `)}
      order by r.last_at desc, r.refusal_id desc limit ${filter.limit + 1}
    ) x`.execute(db)
  return pageOf(rows, filter.limit, { item: itemOf, key: (row) => [row.cursor_at, Number(row.refusal_id)] })
}

/** The refusals with these ids, those that are still there. One query however many. */
export async function readRefusedHandshakes(
  db: Db,
  tenantId: TenantId,
  ids: readonly number[],
): Promise<RefusedHandshake[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`
    ${SELECT} where r.tenant_id = ${tenantId} and r.refusal_id = any(${[...ids]}::bigint[])
    order by r.refusal_id`.execute(db)
  return rows.map(itemOf)
}

function itemOf(row: Row): RefusedHandshake {
  const detail = Detail.parse(row.detail)
  return {
    id: Number(row.refusal_id),
    identity: row.identity === '' ? null : row.identity,
    stationId: row.station_identity,
    remoteAddress: row.remote_address,
    reason: RefusalReason.parse(row.reason),
    offered: detail.offered ?? null,
    usedProfile: detail.usedProfile ?? null,
    requiredProfile: detail.requiredProfile ?? null,
    info: detail.info ?? null,
    attempts: row.attempts,
    firstAt: instant(row.first_at),
    lastAt: instant(row.last_at),
    connectedSince: instantOrNull(row.connected_since),
  }
}
