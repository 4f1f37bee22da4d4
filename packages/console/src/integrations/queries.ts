import type { ChosenEventType, WebhookDelivery } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

const REFRESH_MS = 5_000

/** What can be chosen, in the order in which it is shown; the compiler compares it with the contract. */
const EVENT_TYPES = {
  'station.online': true,
  'station.offline': true,
  'station.faulted': true,
  'station.recovered': true,
  'station.waiting': true,
  'session.started': true,
  'session.updated': true,
  'session.ended': true,
  'session.doubtful': true,
  'command.finished': true,
  'commandRun.finished': true,
  'security.event': true,
  'certificate.expiring': true,
  'data.refused': true,
  'webhook.disabled': true,
} as const satisfies Readonly<Record<ChosenEventType, true>>
export const eventTypes = Object.keys(EVENT_TYPES).filter(isEventType)

export function isEventType(type: string): type is ChosenEventType {
  return Object.hasOwn(EVENT_TYPES, type)
}

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const satisfies readonly WebhookDelivery['state'][]

export const webhooksQuery = queryOptions({
  queryKey: queryKeys.webhooks,
  queryFn: ({ signal }) => call('listWebhooks', { signal }),
  refetchInterval: REFRESH_MS,
})

export function webhookQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.webhook(id),
    queryFn: ({ signal }) => call('getWebhook', { params: { id }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

export function deliveriesQuery(id: string, state: WebhookDelivery['state'] | undefined) {
  return infiniteQueryOptions({
    queryKey: queryKeys.deliveries(id, state ?? 'all'),
    queryFn: ({ pageParam, signal }) =>
      call('listWebhookDeliveries', {
        params: { id },
        query: { ...(state === undefined ? {} : { state }), cursor: pageParam },
        signal,
      }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.delivery(id),
    queryFn: ({ signal }) => call('getWebhookDelivery', { params: { id }, signal }),
    refetchInterval: REFRESH_MS,
  })
}
