import { infiniteQueryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

/** Filters of the list, as they stand in the URL. */
export const SiteSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
})
export type SiteSearch = z.infer<typeof SiteSearch>

export function siteListQuery({ search }: Omit<SiteSearch, 'sort'>) {
  return infiniteQueryOptions({
    queryKey: queryKeys.siteList({ search }),
    queryFn: ({ pageParam, signal }) => call('listSites', { query: { search, limit: 500, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}
