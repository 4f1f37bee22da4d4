import { queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

export const tenantsQuery = queryOptions({
  queryKey: queryKeys.tenants,
  queryFn: ({ signal }) => call('listTenants', { signal }),
})
