import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

const PAGE_SIZE = 50

export interface Span {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export function revenueQuery({ from, to }: Span) {
  return queryOptions({
    queryKey: queryKeys.revenueOf({ from, to }),
    queryFn: ({ signal }) => call('getRevenue', { query: { from, to }, signal }),
  })
}

export interface SoldFilter {
  readonly from: string
  readonly to: string
  readonly site?: string | undefined
  readonly state?: 'unpriced' | undefined
}

export function soldQuery({ site, ...filter }: SoldFilter) {
  const place = site === 'none' ? { withoutSite: 'true' } : { siteId: site }
  return infiniteQueryOptions({
    queryKey: queryKeys.revenueSessions({ ...filter, site }),
    queryFn: ({ pageParam, signal }) =>
      call('listRevenueSessions', { query: { ...filter, ...place, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    ...byCursor,
  })
}

export function sessionPriceQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.sessionPrice(id),
    queryFn: ({ signal }) => call('getSessionPrice', { params: { id }, signal }),
  })
}
