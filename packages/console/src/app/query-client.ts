import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** Fired when the server says the browser session is over; a dialog over the page then asks to sign in again. */
export const signedOut = new EventTarget()

function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'signInRequired'
}

function watchSession(error: unknown): void {
  if (isUnauthorized(error)) signedOut.dispatchEvent(new Event('signedOut'))
}

/** A refusal stays a refusal; only a lost connection or a server fault is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof ApiError && error.problem.status < 500) return false
  return failures < 2
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watchSession }),
  mutationCache: new MutationCache({ onError: watchSession }),
  defaultOptions: {
    // The live stream keeps data fresh; a reconnect refetches everything.
    queries: { staleTime: 10_000, gcTime: 600_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
