import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { type SearchInput, textParam } from '../app/search-params.ts'

/** The filter of the list, as it stands in the URL. */
export interface DriverSearch {
  readonly search?: string | undefined
}

export function driverSearch(input: SearchInput): DriverSearch {
  return { search: textParam(input['search']) }
}

export function driverListQuery({ search }: DriverSearch) {
  return infiniteQueryOptions({
    queryKey: queryKeys.driverList({ search }),
    queryFn: ({ pageParam, signal }) =>
      call('listDrivers', { query: { search, limit: 200, cursor: pageParam }, signal }),
    ...byCursor,
  })
}

export function driverQuery(id: string) {
  return queryOptions({
    queryKey: queryKeys.driver(id),
    queryFn: ({ signal }) => call('getDriver', { params: { id }, signal }),
  })
}
