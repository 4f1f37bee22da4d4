import type { CallOutput } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { byCursor } from '../../app/pages.ts'
import { queryKeys } from '../../app/query-keys.ts'

export type Monitor = CallOutput<'listStationMonitors'>['items'][number]
export type MonitorEvent = CallOutput<'listMonitorEvents'>['items'][number]
export type EventStream = CallOutput<'listEventStreams'>['items'][number]

/** The live stream tells that a station has said something; this is for what it does not tell. */
const REFRESH_MS = 5000

export function monitorsQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.monitors(stationId),
    queryFn: ({ pageParam, signal }) =>
      call('listStationMonitors', { params: { stationId }, query: { limit: 200, cursor: pageParam }, signal }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

export interface EventFilter {
  readonly monitorId?: number | undefined
  readonly severity?: number | undefined
}

export function monitorEventsQuery(stationId: string, filter: EventFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.monitorEvents(stationId, filter),
    queryFn: ({ pageParam, signal }) =>
      call('listMonitorEvents', {
        params: { stationId },
        query: { ...filter, limit: 50, cursor: pageParam },
        signal,
      }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}

/** What the station reports of its monitoring as a whole. */
export function monitoringSettingsQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.monitoringSettings(stationId),
    queryFn: async ({ signal }) => {
      const query = { component: 'MonitoringCtrlr', limit: 100 } as const
      const { items } = await call('listStationVariables', { params: { stationId }, query, signal })
      const reported = (name: string) => {
        const found = items.find(({ variable }) => variable === name)
        return found === undefined || found.value === null ? null : { value: found.value, at: found.reportedAt }
      }
      return { base: reported('ActiveMonitoringBase'), level: reported('ActiveMonitoringLevel') }
    },
  })
}

export function streamsQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.eventStreams(stationId),
    queryFn: ({ signal }) => call('listEventStreams', { params: { stationId }, signal }),
    refetchInterval: REFRESH_MS,
  })
}

export function streamValuesQuery(stationId: string, streamId: number) {
  return queryOptions({
    queryKey: queryKeys.streamValues(stationId, streamId),
    queryFn: ({ signal }) => call('listStreamValues', { params: { stationId, streamId }, signal }),
    refetchInterval: 2000,
  })
}
