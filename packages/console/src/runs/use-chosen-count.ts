import { useInfiniteQuery } from '@tanstack/react-query'
import { type StationFilter, stationListQuery } from '../stations/queries.ts'

/** How many stations a run would go to. */
export function useChosenCount(ids: readonly string[] | undefined, filter: StationFilter): number {
  const { data } = useInfiniteQuery({ ...stationListQuery(filter), enabled: ids === undefined })
  if (ids !== undefined) return ids.length
  const first = data?.pages[0]
  return first?.total ?? first?.items.length ?? 0
}
