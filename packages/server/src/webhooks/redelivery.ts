import { sql } from 'kysely'
import type { z } from 'zod'
import { siteIdsOf } from '../accounts/index.ts'
import { instant } from '../api/instant.ts'
import type { Redelivery, RedeliveryInput, Webhook } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { insertDeliveries } from './deliveries.ts'

const MOST_EVENTS = 5_000

export interface Redelivering {
  readonly tenantId: TenantId
  readonly webhook: Webhook
  readonly range: z.output<typeof RedeliveryInput>
  readonly nowMs: number
}

/** Puts events of a time on their way once more, also those from when the webhook was disabled or not yet there. */
export async function redeliver(
  tx: Tx,
  ids: Ids,
  { tenantId, webhook, range, nowMs }: Redelivering,
): Promise<z.input<typeof Redelivery>> {
  const { scope, id } = webhook
  const siteIds = siteIdsOf(scope)
  const { rows } = await sql<{ event_id: string; at: Date }>`
    select e.event_id, e.at from events e
    where e.tenant_id = ${tenantId} and e.at >= ${new Date(range.from)} and e.at < ${new Date(range.to)}
      and e.type = any(${webhook.types}::text[])
      and (${siteIds === null} or e.data ->> 'siteId' = any(${siteIds ?? []}::text[]))
      and not exists (
        select from webhook_deliveries d where d.event_id = e.event_id and d.webhook_id = ${id}
          and (d.state = 'waiting' or (d.state = 'delivered' and ${range.only === 'undelivered'})))
    order by e.at, e.event_id limit ${MOST_EVENTS + 1}`.execute(tx)
  const taken = rows.slice(0, MOST_EVENTS)
  const deliveries = taken.map(({ event_id: eventId }) => ({
    tenantId,
    eventId,
    webhookId: id,
    deliveryId: ids.next(),
  }))
  await insertDeliveries(tx, deliveries, nowMs)
  const next = rows[MOST_EVENTS]
  return { deliveries: taken.length, more: next !== undefined, until: next === undefined ? range.to : instant(next.at) }
}
