import { queryOptions } from '@tanstack/react-query'
import { call } from './api.ts'
import { queryKeys } from './query-keys.ts'

export const organisationQuery = queryOptions({
  queryKey: queryKeys.organisation,
  queryFn: ({ signal }) => call('getOrganisation', { signal }),
  staleTime: 300_000,
})
