import { OcppVersion, StationCondition, Uuid } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

const PAGE_SIZE = 200

/** Filters of the list, as they stand in the URL. What does not fit is dropped, so an old link still opens. */
export const StationSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  condition: StationCondition.optional().catch(undefined),
  siteId: Uuid.optional().catch(undefined),
  ocppVersion: OcppVersion.optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
})
export type StationSearch = z.infer<typeof StationSearch>
export type StationFilter = Omit<StationSearch, 'sort'>

export function stationListQuery(filter: StationFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.stationList(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listStations', { query: { ...filter, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function stationQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.station(stationId),
    queryFn: ({ signal }) => call('getStation', { params: { stationId }, signal }),
    refetchInterval: 60_000,
  })
}

export interface TimelineFilter {
  readonly direction?: 'fromStation' | 'toStation' | undefined
  readonly search?: string | undefined
}

export function timelineQuery(stationId: string, filter: TimelineFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.timeline(stationId, filter),
    queryFn: ({ pageParam, signal }) =>
      call('listTimeline', { params: { stationId }, query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function statusHistoryQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.statusHistory(stationId),
    queryFn: ({ pageParam, signal }) =>
      call('listStationStatus', { params: { stationId }, query: { limit: 200, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function variablesQuery(stationId: string, search: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.variables(stationId, search),
    queryFn: ({ pageParam, signal }) =>
      call('listStationVariables', {
        params: { stationId },
        query: { limit: 500, cursor: pageParam, ...(search === '' ? {} : { search }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}
