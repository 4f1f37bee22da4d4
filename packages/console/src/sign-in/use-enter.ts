import type { SignedIn } from '@stationmaster/server/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { queryKeys } from '../app/query-keys.ts'

/** Goes on to the page wanted once somebody is signed in. */
export function useEnter(next: string | undefined): (answer: SignedIn, then?: string) => void {
  const router = useRouter()
  const client = useQueryClient()
  return (answer, then) => {
    if (answer.step !== 'done') return
    // What the one before has seen is not for whoever comes now.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== queryKeys.welcome[0] })
    client.setQueryData(queryKeys.me, answer.me)
    router.history.push(then ?? next ?? '/')
  }
}
