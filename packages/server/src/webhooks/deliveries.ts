import { sql } from 'kysely'
import type { z } from 'zod'
import { NewestCursor, newestFirst, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { WebhookDelivery } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { GIVE_UP_MS } from './back-off.ts'

export const DeliveryCursor = NewestCursor

export interface NewDelivery {
  readonly tenantId: TenantId
  readonly deliveryId: string
  readonly webhookId: string
  readonly eventId: string
}

/** Deliveries that may wait for one webhook: three days of a receiver that is away must not fill the database. */
export const MOST_WAITING = 10_000
const DROPPED = `Not sent: ${MOST_WAITING.toLocaleString('en')} deliveries were waiting for this webhook already. Redeliver it when the receiver works again.`

/**
 * Puts events on their way; the first attempt is due at once. Beyond what may wait for a webhook they are written down as
 * failed, and can be redelivered like others.
 */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[], nowMs: number): Promise<void> {
  if (deliveries.length === 0) return
  const now = new Date(nowMs)
  const column = <Key extends keyof NewDelivery>(key: Key) => deliveries.map((one) => one[key])
  await sql`
    with given as (
      select v.*, row_number() over (partition by w order by place) as turn
      from unnest(${column('tenantId')}::smallint[], ${column('deliveryId')}::uuid[], ${column('webhookId')}::uuid[],
        ${column('eventId')}::uuid[]) with ordinality as v(t, d, w, e, place)
    ), room as (
      select w, ${MOST_WAITING} - (select count(*) from (
        select from webhook_deliveries x where x.webhook_id = w and x.state = 'waiting' limit ${MOST_WAITING}) waiting) as free
      from (select distinct w from given) webhooks
    )
    insert into webhook_deliveries (tenant_id, delivery_id, webhook_id, event_id, created_at, give_up_at, state,
      next_attempt_at, error)
    select t, d, w, e, ${now}, ${new Date(nowMs + GIVE_UP_MS)},
      case when turn <= free then 'waiting' else 'failed' end,
      case when turn <= free then ${now}::timestamptz end,
      case when turn <= free then null else ${DROPPED} end
    from given join room using (w)`.execute(tx)
}

interface DeliveryRow {
  readonly delivery_id: string
  readonly webhook_id: string
  readonly event_id: string
  readonly type: string
  readonly at: Date
  readonly state: WebhookDelivery['state']
  readonly attempts: number
  readonly created_at: Date
  readonly last_attempt_at: Date | null
  readonly next_attempt_at: Date | null
  readonly status: number | null
  readonly error: string | null
  readonly took_ms: number | null
  readonly cursor_at: string
}

const newest = newestFirst(sql`d.created_at`, sql`d.delivery_id`)

const COLUMNS = sql`
  d.delivery_id, d.webhook_id, d.event_id, e.type, e.at, d.state, d.attempts, d.created_at, d.last_attempt_at,
  d.next_attempt_at, d.status, d.error, d.took_ms, ${newest.at} as cursor_at`

export interface DeliveryFilter {
  readonly limit: number
  readonly after: z.output<typeof DeliveryCursor> | undefined
  readonly state: WebhookDelivery['state'] | undefined
}

export async function listDeliveries(db: Db, webhookId: string, { limit, after, state }: DeliveryFilter) {
  const { rows } = await sql<DeliveryRow>`
    select ${COLUMNS} from webhook_deliveries d join events e on e.event_id = d.event_id
    where d.webhook_id = ${webhookId} ${state === undefined ? sql`` : sql`and d.state = ${state}`}
      ${after === undefined ? sql`` : sql`and ${newest.after(after)}`}
    order by ${newest.order} limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: deliveryOf, key: (row) => [row.cursor_at, row.delivery_id] })
}

export interface FoundDelivery {
  readonly delivery: WebhookDelivery
  readonly webhookId: string
  readonly data: Record<string, unknown>
  readonly response: string | null
}

export async function readDelivery(db: Db, deliveryId: string): Promise<FoundDelivery | undefined> {
  const { rows } = await sql<DeliveryRow & { data: Record<string, unknown>; response: string | null }>`
    select ${COLUMNS}, e.data, d.response from webhook_deliveries d join events e on e.event_id = d.event_id
    where d.delivery_id = ${deliveryId}`.execute(db)
  const [row] = rows
  return row && { delivery: deliveryOf(row), webhookId: row.webhook_id, data: row.data, response: row.response }
}

function deliveryOf(row: DeliveryRow): WebhookDelivery {
  return {
    id: row.delivery_id,
    eventId: row.event_id,
    type: row.type,
    at: instant(row.at),
    state: row.state,
    attempts: row.attempts,
    createdAt: instant(row.created_at),
    lastAttemptAt: instantOrNull(row.last_attempt_at),
    nextAttemptAt: instantOrNull(row.next_attempt_at),
    status: row.status,
    error: row.error,
    tookMs: row.took_ms,
  }
}
