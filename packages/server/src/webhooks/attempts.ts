import { sql } from 'kysely'
import type { EventLog } from '../events/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { GIVE_UP_MS, nextAttemptMs } from './back-off.ts'

/** Longer than an attempt may take: what dies while sending is sent again. */
const LEASE_MS = 90_000
/** Attempts at once to one receiver. */
const AT_ONCE = 10
/** Attempts at once of one tenant, whose receivers may all be slow. */
export const AT_ONCE_PER_TENANT = 15
/** Attempts that only tenants with none under way may begin: however many have slow receivers, the next one gets its turn. */
export const KEPT_FOR_OTHERS = 15
const GONE = 410

export interface DueDelivery {
  readonly tenant_id: TenantId
  readonly delivery_id: string
  readonly webhook_id: string
  readonly event_id: string
  readonly attempts: number
  readonly give_up_at: Date
  readonly type: string
  readonly at: Date
  readonly data: Record<string, unknown>
  readonly name: string
  readonly url: string
  readonly sealed_secret: Buffer
  readonly sealed_earlier_secret: Buffer | null
}

export interface Claim {
  readonly nowMs: number
  readonly most: number
  /** Webhooks whose last attempts are still under way: a slow receiver takes nobody else's turn. */
  readonly busy: readonly string[]
  /** The tenant of each attempt that is under way. */
  readonly sending: readonly TenantId[]
}

/** Takes attempts that are due, each for one process alone: first of those who have the fewest under way, then the oldest. */
export async function claimDue(tx: Tx, { nowMs, most, busy, sending }: Claim): Promise<readonly DueDelivery[]> {
  const now = new Date(nowMs)
  const { rows } = await sql<DueDelivery>`
    with waiting as (
      select x.*, row_number() over (partition by w.tenant_id order by x.next_attempt_at, x.delivery_id)
        + (select count(*) from unnest(${sending}::smallint[]) one where one = w.tenant_id) as turn
      from webhooks w
      cross join lateral (
        select d.delivery_id, d.next_attempt_at from webhook_deliveries d
        where d.webhook_id = w.webhook_id and d.state = 'waiting' and d.next_attempt_at <= ${now}
        order by d.next_attempt_at limit ${AT_ONCE}
      ) x
      where w.state = 'enabled' and not w.webhook_id = any(${busy}::uuid[])
    ),
    chosen as (
      select delivery_id from (
        select *, row_number() over (order by turn, next_attempt_at, delivery_id) as place
        from waiting where turn <= ${AT_ONCE_PER_TENANT}) ordered
      where place <= case turn when 1 then ${most}::int else ${most - KEPT_FOR_OTHERS}::int end
    ),
    due as (
      select delivery_id from webhook_deliveries
      where delivery_id in (select delivery_id from chosen) and state = 'waiting' and next_attempt_at <= ${now}
      for update skip locked
    )
    update webhook_deliveries d
    set attempts = d.attempts + 1, last_attempt_at = ${now}, next_attempt_at = ${new Date(nowMs + LEASE_MS)}
    from due, events e, webhooks w
    where d.delivery_id = due.delivery_id and e.event_id = d.event_id and w.webhook_id = d.webhook_id
    returning d.tenant_id, d.delivery_id, d.webhook_id, d.event_id, d.attempts, d.give_up_at, e.type, e.at, e.data,
      w.name, w.url, w.sealed_secret,
      case when w.earlier_secret_until > ${now} then w.sealed_earlier_secret end as sealed_earlier_secret`.execute(tx)
  return rows
}

/** How an attempt went. */
export interface Outcome {
  readonly status: number | null
  readonly error: string | null
  readonly response: string | null
  readonly tookMs: number
}

export interface OutcomeServices {
  readonly eventLog: EventLog
  readonly nowMs: number
  /** From 0 to 1. */
  readonly chance: number
}

/** Writes down how an attempt went: it is delivered, tried again, or given up, and the webhook may be disabled. */
export async function noteOutcome(
  tx: Tx,
  due: DueDelivery,
  outcome: Outcome,
  services: OutcomeServices,
): Promise<void> {
  const { status, error, response, tookMs } = outcome
  const isDelivered = status !== null && status >= 200 && status < 300
  const giveUpAtMs = due.give_up_at.getTime()
  const nextMs = isDelivered ? undefined : nextAttemptMs({ ...due, giveUpAtMs, nowMs: services.nowMs }, services.chance)
  const state = isDelivered ? 'delivered' : nextMs === undefined || status === GONE ? 'failed' : 'waiting'
  await sql`
    update webhook_deliveries
    set state = ${state}, next_attempt_at = ${state === 'waiting' && nextMs !== undefined ? new Date(nextMs) : null},
      status = ${status}, error = ${error}, response = ${response}, took_ms = ${tookMs}
    where delivery_id = ${due.delivery_id} and state = 'waiting'`.execute(tx)
  if (isDelivered) await noteSuccess(tx, due, services.nowMs)
  else await noteFailure(tx, due, { isGone: status === GONE, ...services })
}

async function noteSuccess(tx: Tx, { webhook_id }: DueDelivery, nowMs: number): Promise<void> {
  await sql`
    update webhooks set failing_since = null, last_delivered_at = ${new Date(nowMs)}
    where webhook_id = ${webhook_id}`.execute(tx)
}

async function noteFailure(
  tx: Tx,
  { tenant_id: tenantId, webhook_id: webhookId, name }: DueDelivery,
  { isGone, eventLog, nowMs }: OutcomeServices & { readonly isGone: boolean },
): Promise<void> {
  const reason = isGone ? 'The receiver answered 410: it is gone.' : 'Nothing could be delivered for 72 hours.'
  const { rows } = await sql<{ state: string }>`
    update webhooks w set
      failing_since = coalesce(w.failing_since, ${new Date(nowMs)}),
      state = case when ${isGone} or w.failing_since <= ${new Date(nowMs - GIVE_UP_MS)} then 'disabled' else w.state end,
      disabled_reason = case when ${isGone} or w.failing_since <= ${new Date(nowMs - GIVE_UP_MS)} then ${reason} end
    where w.webhook_id = ${webhookId} and w.state <> 'disabled'
    returning w.state`.execute(tx)
  if (rows[0]?.state !== 'disabled') return
  const data = { webhookId, name, reason }
  const event = { type: 'webhook.disabled', tenantId, stationKey: null, siteId: null, atMs: nowMs, data } as const
  await eventLog.record(tx, [event], nowMs)
}
