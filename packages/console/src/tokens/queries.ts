import { infiniteQueryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { call } from '../app/api.ts'
import { queryKeys } from '../app/query-keys.ts'

/** Filters of the list, as they stand in the URL. */
export const TokenSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  status: z.enum(['active', 'blocked']).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
})
export type TokenSearch = z.infer<typeof TokenSearch>

export function tokenListQuery({ search, status }: Omit<TokenSearch, 'sort'>) {
  return infiniteQueryOptions({
    queryKey: queryKeys.tokenList({ search, status }),
    queryFn: ({ pageParam, signal }) =>
      call('listTokens', { query: { search, status, limit: 200, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
}
