import { z } from 'zod'
import { SiteScope } from './accounts.ts'
import { ChosenEventType } from './events.ts'
import { label, PageQuery, pageOf, TimeInput, Timestamp, Uuid } from './primitives.ts'

const WebhookFields = z.strictObject({
  name: label(100),
  /** https, and not into an internal network (docs/integrations.md). */
  url: z.string().trim().min(1).max(2000),
  types: z.array(ChosenEventType).min(1).max(50),
})
export const WebhookInput = WebhookFields.extend({ scope: SiteScope.default('everything') })
/** Fields left out stay as they are. `enabled: true` also puts a disabled webhook back to work. */
export const WebhookPatch = WebhookFields.partial().extend({ enabled: z.boolean().optional() })

export const Webhook = z.strictObject({
  id: Uuid,
  name: z.string(),
  url: z.string(),
  types: z.array(ChosenEventType),
  scope: SiteScope,
  /** `paused` by a person; `disabled` because nothing could be delivered for three days, or the receiver is gone. */
  state: z.enum(['enabled', 'paused', 'disabled']),
  disabledReason: z.string().nullable(),
  /** Since when nothing could be delivered; null while it works. */
  failingSince: Timestamp.nullable(),
  lastDeliveredAt: Timestamp.nullable(),
  /** Deliveries on their way, those that are tried again included. */
  waiting: z.int(),
  /** Until when requests are signed with the earlier secret too. */
  previousSecretUntil: Timestamp.nullable(),
  createdBy: z.string(),
  createdAt: Timestamp,
})
export type Webhook = z.infer<typeof Webhook>
/** The secret is shown once. */
export const IssuedWebhook = Webhook.extend({ secret: z.string() })
export const WebhookList = z.strictObject({
  items: z.array(Webhook),
  /** Webhooks that the tenant may have. */
  limit: z.int(),
})

/** How long requests are signed with both secrets. */
export const SecretRotation = z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) })

export const DeliveryState = z.enum(['waiting', 'delivered', 'failed'])
/** One event on its way to one webhook. */
export const WebhookDelivery = z.strictObject({
  id: Uuid,
  eventId: Uuid,
  type: z.string(),
  at: Timestamp,
  state: DeliveryState,
  attempts: z.int(),
  createdAt: Timestamp,
  lastAttemptAt: Timestamp.nullable(),
  nextAttemptAt: Timestamp.nullable(),
  /** HTTP status of the last answer; null when there was none. */
  status: z.int().nullable(),
  /** Why there was no answer. */
  error: z.string().nullable(),
  tookMs: z.int().nullable(),
})
export type WebhookDelivery = z.infer<typeof WebhookDelivery>
/** With what was sent and answered last, cut after a few thousand characters. */
export const WebhookDeliveryDetail = WebhookDelivery.extend({
  request: z.string(),
  response: z.string().nullable(),
})
export const WebhookDeliveryQuery = PageQuery.extend({ state: DeliveryState.optional() })
export const WebhookDeliveryPage = pageOf(WebhookDelivery)

/** Events of a time that are to be delivered again, or at last. */
export const RedeliveryInput = z
  .strictObject({
    from: TimeInput,
    to: TimeInput,
    /** `undelivered`: only what has never arrived. */
    only: z.enum(['undelivered', 'all']).default('undelivered'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ['to'], error: 'must be later than from' })
/** `more`: there are more than one request redelivers; ask again from `until`. */
export const Redelivery = z.strictObject({ deliveries: z.int(), more: z.boolean(), until: Timestamp })
