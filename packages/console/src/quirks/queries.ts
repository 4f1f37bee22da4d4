import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const quirkProfilesQuery = queryOptions({
  queryKey: queryKeys.quirkProfiles,
  queryFn: ({ signal }) => call('listQuirkProfiles', { signal }),
  refetchInterval: 30_000,
})
