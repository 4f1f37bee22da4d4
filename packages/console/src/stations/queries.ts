import type { OcppVersion, StationCondition } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'
import { conditions } from '../status/status.ts'

const PAGE_SIZE = 200

/** Filters of the list, as they stand in the URL. */
export interface StationSearch {
  readonly search?: string | undefined
  readonly condition?: StationCondition | undefined
  readonly siteId?: string | undefined
  readonly ocppVersion?: OcppVersion | undefined
  /** Name of a quirk profile whose tolerances they have. */
  readonly quirkProfile?: string | undefined
  readonly tag?: string | undefined
  readonly groupId?: string | undefined
  readonly sort?: string | undefined
}
export type StationFilter = Omit<StationSearch, 'sort'>

export const ocppVersions = ['1.6', '2.0.1', '2.1'] as const satisfies readonly OcppVersion[]

export function stationSearch(input: SearchInput): StationSearch {
  return {
    search: textParam(input['search']),
    condition: choiceParam(conditions, input['condition']),
    siteId: uuidParam(input['siteId']),
    ocppVersion: choiceParam(ocppVersions, input['ocppVersion']),
    quirkProfile: textParam(input['quirkProfile']),
    tag: textParam(input['tag']),
    groupId: uuidParam(input['groupId']),
    sort: textParam(input['sort']),
  }
}

/** Orders that the server keeps: then a page at a time is enough. */
export type StationOrder = 'id' | '-id'

export function stationListQuery(filter: StationFilter, order: StationOrder = 'id') {
  return infiniteQueryOptions({
    queryKey: queryKeys.stationList(order === 'id' ? filter : { ...filter, order }),
    queryFn: ({ pageParam, signal }) =>
      call('listStations', { query: { ...filter, sort: order, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
  })
}

export function stationQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.station(stationId),
    queryFn: ({ signal }) => call('getStation', { params: { stationId }, signal }),
    refetchInterval: 60_000,
  })
}

const METER_WINDOW_MS = 12 * 3_600_000

/** Meter series of the whole station over the last hours, with the window it covers, epoch ms. */
export function stationMeterQuery(stationId: string) {
  return queryOptions({
    queryKey: queryKeys.stationMeter(stationId),
    queryFn: async ({ signal }) => {
      const toMs = Date.now()
      const fromMs = toMs - METER_WINDOW_MS
      const query = { from: new Date(fromMs).toISOString(), maxPoints: 721 }
      return { fromMs, toMs, series: await call('getStationMeter', { params: { stationId }, query, signal }) }
    },
    refetchInterval: 60_000,
  })
}

export interface TimelineFilter {
  readonly direction?: 'fromStation' | 'toStation' | undefined
  /** Only calls that were answered with an error, or not at all. */
  readonly failed?: 'true' | undefined
  readonly search?: string | undefined
}

export function timelineQuery(stationId: string, filter: TimelineFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.timeline(stationId, filter),
    queryFn: ({ pageParam, signal }) =>
      call('listTimeline', { params: { stationId }, query: { ...filter, limit: 100, cursor: pageParam }, signal }),
    ...byCursor,
  })
}

export function statusHistoryQuery(stationId: string) {
  return infiniteQueryOptions({
    queryKey: queryKeys.statusHistory(stationId),
    queryFn: ({ pageParam, signal }) =>
      call('listStationStatus', { params: { stationId }, query: { limit: 200, cursor: pageParam }, signal }),
    ...byCursor,
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
    ...byCursor,
  })
}
