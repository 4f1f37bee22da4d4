import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '../app/api.ts'
import { byCursor } from '../app/pages.ts'
import { queryKeys } from '../app/query-keys.ts'
import { type SearchInput, textParam } from '../app/search-params.ts'

/** Filters of the list, as they stand in the URL. */
export interface SiteSearch {
  readonly search?: string | undefined
  readonly sort?: string | undefined
}

export function siteSearch(input: SearchInput): SiteSearch {
  return { search: textParam(input['search']), sort: textParam(input['sort']) }
}

export function siteListQuery({ search }: Omit<SiteSearch, 'sort'>) {
  return infiniteQueryOptions({
    queryKey: queryKeys.siteList({ search }),
    queryFn: ({ pageParam, signal }) => call('listSites', { query: { search, limit: 500, cursor: pageParam }, signal }),
    ...byCursor,
  })
}
