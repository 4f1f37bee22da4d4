import { sql } from 'kysely'
import { siteScopeOf } from '../accounts/index.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import { ChosenEventType, type Webhook } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

interface WebhookRow {
  readonly webhook_id: string
  readonly name: string
  readonly url: string
  readonly types: readonly string[]
  readonly site_ids: readonly string[] | null
  readonly state: Webhook['state']
  readonly disabled_reason: string | null
  readonly failing_since: Date | null
  readonly last_delivered_at: Date | null
  readonly waiting: number
  readonly earlier_secret_until: Date | null
  readonly created_by: string
  readonly created_at: Date
}

/** Webhooks of the caller's tenant by name, or one of them. */
export async function readWebhooks(db: Db, tenantId: TenantId, nowMs: number, webhookId?: string): Promise<Webhook[]> {
  const { rows } = await sql<WebhookRow>`
    select w.webhook_id, w.name, w.url, w.types, w.site_ids, w.state, w.disabled_reason, w.failing_since, w.last_delivered_at,
      (select count(*)::int from webhook_deliveries d where d.webhook_id = w.webhook_id and d.state = 'waiting') as waiting,
      case when w.earlier_secret_until > ${new Date(nowMs)} then w.earlier_secret_until end as earlier_secret_until,
      w.created_by, w.created_at
    from webhooks w
    where w.tenant_id = ${tenantId} ${webhookId === undefined ? sql`` : sql`and w.webhook_id = ${webhookId}`}
    order by lower(w.name), w.webhook_id`.execute(db)
  return rows.map(webhookOf)
}

function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.webhook_id,
    name: row.name,
    url: row.url,
    // A type that a newer program has stored and we do not know is not shown.
    types: row.types.flatMap((type) => ChosenEventType.safeParse(type).data ?? []),
    scope: siteScopeOf(row.site_ids === null ? 'everything' : new Set(row.site_ids)),
    state: row.state,
    disabledReason: row.disabled_reason,
    failingSince: instantOrNull(row.failing_since),
    lastDeliveredAt: instantOrNull(row.last_delivered_at),
    waiting: row.waiting,
    previousSecretUntil: instantOrNull(row.earlier_secret_until),
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
  }
}

export interface NewWebhook {
  readonly tenantId: TenantId
  readonly webhookId: string
  readonly name: string
  readonly url: string
  readonly types: readonly string[]
  readonly siteIds: readonly string[] | null
  readonly sealedSecret: Buffer
  readonly createdBy: string
  readonly nowMs: number
}

export async function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<void> {
  await sql`
    insert into webhooks (tenant_id, webhook_id, name, url, types, site_ids, sealed_secret, created_by, created_at)
    values (${webhook.tenantId}, ${webhook.webhookId}, ${webhook.name}, ${webhook.url}, ${webhook.types}::text[],
      ${webhook.siteIds}::uuid[], ${webhook.sealedSecret}, ${webhook.createdBy}, ${new Date(webhook.nowMs)})`.execute(
    tx,
  )
}

/** The tenant's webhooks, counted so that two who add one at once do not pass the limit. */
export async function countWebhooks(tx: Tx, tenantId: TenantId): Promise<number> {
  await sql`select from tenants where tenant_id = ${tenantId} for no key update`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from webhooks where tenant_id = ${tenantId}`.execute(tx)
  return rows[0]?.count ?? 0
}

export interface WebhookChange {
  readonly name: string
  readonly url: string
  readonly types: readonly string[]
  readonly state: Webhook['state']
  /** It starts afresh: earlier failures no longer count. */
  readonly isAfresh: boolean
}

export async function changeWebhook(tx: Tx, webhookId: string, change: WebhookChange): Promise<void> {
  const { name, url, types, state, isAfresh } = change
  await sql`
    update webhooks set name = ${name}, url = ${url}, types = ${types}::text[], state = ${state}
      ${isAfresh ? sql`, failing_since = null, disabled_reason = null` : sql``}
    where webhook_id = ${webhookId}`.execute(tx)
}

/** The new secret signs from now on; the one before it too until `overlapEndMs`. */
export async function replaceSecret(
  tx: Tx,
  webhookId: string,
  { sealedSecret, overlapEndMs }: { readonly sealedSecret: Buffer; readonly overlapEndMs: number },
): Promise<void> {
  await sql`
    update webhooks set sealed_earlier_secret = sealed_secret, earlier_secret_until = ${new Date(overlapEndMs)},
      sealed_secret = ${sealedSecret}
    where webhook_id = ${webhookId}`.execute(tx)
}

export async function deleteWebhook(tx: Tx, webhookId: string): Promise<void> {
  await sql`delete from webhooks where webhook_id = ${webhookId}`.execute(tx)
}
