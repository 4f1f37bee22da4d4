import { useCallback, useEffect, useMemo } from 'react'
import type { Page } from './page-of.ts'

export interface InfiniteRows<Row> {
  readonly rows: readonly Row[]
  readonly total: number | undefined
  readonly onWanted: () => void
}

interface PagedQuery<Row> {
  readonly data: { readonly pages: readonly Page<Row>[] } | undefined
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isError: boolean
  fetchNextPage(): Promise<unknown>
}

/** Rows of a paged query for a table. `everything` loads all pages: sorting needs them. */
export function useInfiniteRows<Row>(query: PagedQuery<Row>, everything = false): InfiniteRows<Row> {
  const { data, hasNextPage, isFetchingNextPage, isError, fetchNextPage } = query
  const rows = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const onWanted = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, isError, fetchNextPage])
  useEffect(() => {
    if (everything) onWanted()
  }, [everything, onWanted])
  const told = data?.pages[0]?.total
  // Without a total, one more row than loaded keeps the end in view asking for the next page.
  const total = told ?? (hasNextPage ? rows.length + 1 : undefined)
  return { rows, total: hasNextPage ? total : undefined, onWanted }
}
