import { useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../app/query-keys.ts'

/** Has everything that shows orders look again. */
export function useOrderChanged(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: queryKeys.workOrders }),
      client.invalidateQueries({ queryKey: queryKeys.attention }),
    ])
}
