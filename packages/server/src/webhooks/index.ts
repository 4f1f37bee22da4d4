import { deliveryHandlers } from './delivery-handlers.ts'
import { type WebhookServices, webhookHandlers } from './handlers.ts'

export { webhookListener } from './fan-out.ts'
export type { WebhookServices } from './handlers.ts'
export { startDeliveries } from './jobs.ts'

/** All operations of webhooks. */
export function webhookOperationHandlers(services: WebhookServices) {
  return { ...webhookHandlers(services), ...deliveryHandlers(services) }
}
