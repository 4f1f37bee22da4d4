import { Uuid } from '@stationmaster/server/contract'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

const PAGE_SIZE = 200
const DAY_MS = 86_400_000

/** Filters of the list, as they stand in the URL. */
export const SessionSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  state: z.enum(['active', 'ended']).optional().catch(undefined),
  siteId: Uuid.optional().catch(undefined),
  flagged: z.boolean().optional().catch(undefined),
  period: z.enum(['day', 'week', 'month']).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
})
export type SessionSearch = z.infer<typeof SessionSearch>
export interface SessionFilter extends Omit<SessionSearch, 'sort'> {
  readonly stationId?: string
}

const periodDays = { day: 1, week: 7, month: 31 } as const

export function sessionListQuery({ flagged, period, ...filter }: SessionFilter) {
  return infiniteQueryOptions({
    queryKey: queryKeys.sessionList({ ...filter, flagged, period }),
    queryFn: ({ pageParam, signal }) =>
      call('listSessions', {
        query: {
          ...filter,
          limit: PAGE_SIZE,
          cursor: pageParam,
          ...(flagged === true ? { flagged: 'true' } : {}),
          ...(period === undefined ? {} : { from: daysAgo(periodDays[period]) }),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
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
