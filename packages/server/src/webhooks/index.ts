import { deliveryHandlers } from './delivery-routes.ts'
import { type WebhookServices, webhookHandlers } from './routes.ts'

export { webhookListener } from './fan-out.ts'
export { startDeliveries } from './jobs.ts'
export type { WebhookServices } from './routes.ts'

/** All operations of webhooks. */
export function webhookOperationHandlers(services: WebhookServices) {
  return { ...webhookHandlers(services), ...deliveryHandlers(services) }
}
