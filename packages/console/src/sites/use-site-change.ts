import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queryKeys } from '../app/query-keys.ts'

/** Changes something of a site; what shows it is fetched anew before the dialog closes. */
export function useSiteChange<Changed>(change: () => Promise<Changed>, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([queryKeys.sites, queryKeys.map].map((queryKey) => client.invalidateQueries({ queryKey })))
      onDone()
    },
  })
}
