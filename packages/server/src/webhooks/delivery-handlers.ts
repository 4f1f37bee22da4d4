import { sql } from 'kysely'
import { type Actor, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Webhook, WebhookDelivery } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import { DeliveryCursor, insertDeliveries, listDeliveries, readDelivery } from './deliveries.ts'
import { findWebhook, type WebhookServices } from './handlers.ts'
import { redeliver } from './redelivery.ts'
import { shownRequest } from './request.ts'

type DeliveryHandlers = Pick<
  Handlers,
  'testWebhook' | 'listWebhookDeliveries' | 'getWebhookDelivery' | 'redeliverWebhookDelivery' | 'redeliverWebhookEvents'
>

export function deliveryHandlers(services: WebhookServices): DeliveryHandlers {
  const { database, clock, ids, version } = services
  const placeOf = (actor: Actor, id: string) => ({ actor, id, nowMs: clock.nowMs() })
  return {
    async testWebhook({ actor, params }) {
      return database.transaction(async (tx) => {
        const webhook = await findWebhook(tx, placeOf(actor, params.id))
        const eventId = ids.next()
        await insertTestEvent(tx, { actor, webhook, eventId, nowMs: clock.nowMs() })
        return deliver(tx, { actor, webhookId: webhook.id, eventId })
      })
    },

    async listWebhookDeliveries({ actor, params, query: { cursor, limit, state } }) {
      const { id } = await findWebhook(database.kysely, placeOf(actor, params.id))
      return listDeliveries(database.kysely, id, { limit, state, after: placeAfter(cursor, DeliveryCursor) })
    },

    async getWebhookDelivery({ actor, params }) {
      const { delivery, webhookId, data, response } = await find(actor, params.id)
      const { url } = await findWebhook(database.kysely, placeOf(actor, webhookId))
      const { eventId, type, at, attempts: attempt } = delivery
      const request = shownRequest(url, {
        event: { id: eventId, type, at, data },
        deliveryId: delivery.id,
        attempt,
        version,
      })
      return { ...delivery, request, response }
    },

    async redeliverWebhookDelivery({ actor, params }) {
      const { delivery, webhookId } = await find(actor, params.id)
      return database.transaction(async (tx) => {
        await findWebhook(tx, placeOf(actor, webhookId))
        const detail = { webhook: webhookId, event: delivery.eventId }
        await recordAudit(tx, actor, { atMs: clock.nowMs(), action: 'webhook.redelivered', object: webhookId, detail })
        return deliver(tx, { actor, webhookId, eventId: delivery.eventId })
      })
    },

    async redeliverWebhookEvents({ actor, params, body }) {
      return database.transaction(async (tx) => {
        const webhook = await findWebhook(tx, placeOf(actor, params.id))
        const nowMs = clock.nowMs()
        const { tenantId } = actor
        const done = await redeliver(tx, ids, { tenantId, webhook, range: body, nowMs })
        const detail = { ...body, deliveries: done.deliveries }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'webhook.redelivered', object: webhook.id, detail })
        return done
      })
    },
  }

  async function find(actor: Actor, id: string) {
    const found = await readDelivery(database.kysely, id)
    if (found === undefined) throw new Refusal('webhookDeliveryNotFound')
    await findWebhook(database.kysely, placeOf(actor, found.webhookId))
    return found
  }

  async function deliver(
    tx: Tx,
    { actor, webhookId, eventId }: { actor: Actor; webhookId: string; eventId: string },
  ): Promise<WebhookDelivery> {
    const deliveryId = ids.next()
    await insertDeliveries(tx, [{ tenantId: actor.tenantId, deliveryId, webhookId, eventId }], clock.nowMs())
    const found = await readDelivery(tx, deliveryId)
    if (found === undefined) throw new Error('The delivery that was just stored is not there.')
    return found.delivery
  }
}

interface Testing {
  readonly actor: Actor
  readonly webhook: Webhook
  readonly eventId: string
  readonly nowMs: number
}

/** An event for one webhook alone: no listener hears of it. */
async function insertTestEvent(tx: Tx, { actor, webhook, eventId, nowMs }: Testing): Promise<void> {
  const now = new Date(nowMs)
  const data = { webhookId: webhook.id, message: `A test of “${webhook.name}”, asked for by ${actor.name}.` }
  await sql`
    insert into events (tenant_id, event_id, type, at, data, created_at)
    values (${actor.tenantId}, ${eventId}, 'webhook.test', ${now}, ${JSON.stringify(data)}::jsonb, ${now})`.execute(tx)
}
