import type { Channel, NoticeKind, Threshold } from '@stationmaster/server/contract'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

/** The kinds in the order in which they are shown; the compiler compares them with the contract. */
const KINDS = {
  stationOffline: true,
  stationFaulted: true,
  commandRunFailed: true,
  stationWaiting: true,
  sessionDoubtful: true,
  certificateExpiring: true,
  securityEvent: true,
  webhookDisabled: true,
  dataRefused: true,
  workOrder: true,
  bookingRequested: true,
} as const satisfies Readonly<Record<NoticeKind, true>>
export const noticeKinds = Object.keys(KINDS).filter(isKind)

function isKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(KINDS, kind)
}

export const channels = ['email', 'push', 'webhook'] as const satisfies readonly Channel[]
export const thresholds = ['never', 'critical', 'warning', 'info'] as const satisfies readonly Threshold[]

export const myNotificationsQuery = queryOptions({
  queryKey: queryKeys.myNotifications,
  queryFn: ({ signal }) => call('getMyNotifications', { signal }),
})
