import { sql } from 'kysely'
import type { EventType } from '../contract/index.ts'
import type { EventListener, StoredEvent } from '../events/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { Ids } from '../platform/ids/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { insertDeliveries, type NewDelivery } from './deliveries.ts'

interface ReceiverRow {
  readonly tenant_id: TenantId
  readonly webhook_id: string
  readonly types: readonly string[]
  readonly site_ids: readonly string[] | null
}

/** Puts every event on its way to the webhooks that have chosen it, in the transaction that stores it. */
export function webhookListener({ ids, clock }: { readonly ids: Ids; readonly clock: Clock }): EventListener {
  return {
    async wants(tx) {
      // Those that are disabled too: what happens meanwhile can be redelivered.
      const { rows } = await sql<Pick<ReceiverRow, 'tenant_id' | 'types'>>`
        select tenant_id, types from webhooks`.execute(tx)
      const wanted = new Set(rows.flatMap(({ tenant_id, types }) => types.map((type) => `${tenant_id} ${type}`)))
      return (tenantId: TenantId, type: EventType) => wanted.has(`${tenantId} ${type}`)
    },
    async receive(tx, events) {
      const receivers = await readReceivers(tx, [...new Set(events.map(({ tenantId }) => tenantId))])
      const deliveries = events.flatMap((event) =>
        receivers
          .filter((receiver) => isFor(receiver, event))
          .map(({ webhook_id: webhookId }): NewDelivery => ({ ...event, deliveryId: ids.next(), webhookId })),
      )
      await insertDeliveries(tx, deliveries, clock.nowMs())
    },
  }
}

async function readReceivers(tx: Tx, tenantIds: readonly TenantId[]): Promise<readonly ReceiverRow[]> {
  const { rows } = await sql<ReceiverRow>`
    select tenant_id, webhook_id, types, site_ids from webhooks
    where tenant_id = any(${tenantIds}::smallint[]) and state <> 'disabled'`.execute(tx)
  return rows
}

/** Whether a webhook has chosen the event's type, and its scope reaches it. */
export function isFor(
  receiver: ReceiverRow,
  { tenantId, type, siteId }: Pick<StoredEvent, 'tenantId' | 'type' | 'siteId'>,
): boolean {
  const isInScope = receiver.site_ids === null || (siteId !== null && receiver.site_ids.includes(siteId))
  return receiver.tenant_id === tenantId && receiver.types.includes(type) && isInScope
}
