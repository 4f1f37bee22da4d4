import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { choiceParam, type SearchInput, textParam, uuidParam } from '../app/search-params.ts'

/** Filters of the list, as they stand in the URL. */
export interface TokenSearch {
  readonly search?: string | undefined
  readonly driverId?: string | undefined
  readonly status?: 'active' | 'blocked' | undefined
  readonly sort?: string | undefined
}

export function tokenSearch(input: SearchInput): TokenSearch {
  return {
    search: textParam(input['search']),
    driverId: uuidParam(input['driverId']),
    status: choiceParam(['active', 'blocked'], input['status']),
    sort: textParam(input['sort']),
  }
}

export function tokenListQuery({ search, status, driverId }: Omit<TokenSearch, 'sort'>) {
  return infiniteQueryOptions({
    queryKey: queryKeys.tokenList({ search, status, driverId }),
    queryFn: ({ pageParam, signal }) =>
      call('listTokens', { query: { search, status, driverId, limit: 200, cursor: pageParam }, signal }),
    ...byCursor,
  })
}
