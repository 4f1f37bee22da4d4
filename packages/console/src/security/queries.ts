import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

const REFRESH_MS = 15_000

export const securityProfilesQuery = queryOptions({
  queryKey: queryKeys.securityProfiles,
  queryFn: ({ signal }) => call('countSecurityProfiles', { signal }),
  refetchInterval: REFRESH_MS,
})

export function securityEventsQuery(filter: { readonly critical?: true }) {
  return infiniteQueryOptions({
    queryKey: queryKeys.securityEvents(filter),
    queryFn: ({ pageParam, signal }) =>
      call('listSecurityEvents', {
        query: { limit: 100, cursor: pageParam, ...(filter.critical === true ? { critical: 'true' } : {}) },
        signal,
      }),
    ...byCursor,
    refetchInterval: REFRESH_MS,
  })
}
