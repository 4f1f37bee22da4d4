import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const welcomeQuery = queryOptions({
  queryKey: queryKeys.welcome,
  queryFn: ({ signal }) => call('getWelcome', { signal }),
})
