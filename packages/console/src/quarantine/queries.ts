import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'

export const quarantineQuery = infiniteQueryOptions({
  queryKey: queryKeys.quarantine,
  queryFn: ({ pageParam, signal }) => call('listQuarantine', { query: { limit: 200, cursor: pageParam }, signal }),
  ...byCursor,
  refetchInterval: 15_000,
})
