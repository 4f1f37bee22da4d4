import { useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../app/query-keys.ts'

/** Has everything that shows bookings look again. */
export function useBookingsChanged(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: queryKeys.bookings })
}
