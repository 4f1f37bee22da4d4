import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const quarantineQuery = infiniteQueryOptions({
  queryKey: queryKeys.quarantine,
  queryFn: ({ pageParam, signal }) => call('listQuarantine', { query: { limit: 200, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: 15_000,
})
