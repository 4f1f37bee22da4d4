import type { ReviewState } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'

const PAGE_SIZE = 200
const DAY_MS = 86_400_000

/** Filters of the list, as they stand in the URL. */
export interface SessionSearch {
  readonly search?: string | undefined
  readonly state?: 'active' | 'ended' | undefined
  readonly siteId?: string | undefined
  readonly driverId?: string | undefined
  readonly flagged?: boolean | undefined
  readonly review?: ReviewState | undefined
  readonly period?: keyof typeof periodDays | undefined
  readonly sort?: string | undefined
}
export interface SessionFilter extends Omit<SessionSearch, 'sort'> {
  readonly stationId?: string
}

export const reviewStates = ['open', 'confirmed', 'corrected'] as const satisfies readonly ReviewState[]
const periodDays = { day: 1, week: 7, month: 31 } as const

export function sessionSearch(input: SearchInput): SessionSearch {
  return {
    search: textParam(input['search']),
    state: choiceParam(['active', 'ended'], input['state']),
    siteId: uuidParam(input['siteId']),
    driverId: uuidParam(input['driverId']),
    flagged: input['flagged'] === true ? true : undefined,
    review: choiceParam(reviewStates, input['review']),
    period: choiceParam(['day', 'week', 'month'], input['period']),
    sort: textParam(input['sort']),
  }
}

/** The filters of the list as the server knows them. */
export function sessionListFilter({ flagged, period, ...filter }: SessionFilter) {
  return {
    ...filter,
    ...(flagged === true ? { flagged: 'true' } : {}),
    ...(period === undefined ? {} : { from: daysAgo(periodDays[period]) }),
  }
}

export function sessionListQuery(filter: SessionFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.sessionList(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listSessions', {
        query: { ...sessionListFilter(filter), limit: PAGE_SIZE, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  })
}

export function sessionQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.session(id),
    queryFn: ({ signal }) => call('getSession', { params: { id }, signal }),
  })
}

export function sessionMeterQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.sessionMeter(id),
    queryFn: ({ signal }) => call('getSessionMeter', { params: { id }, query: { maxPoints: 1000 }, signal }),
  })
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString()
}
