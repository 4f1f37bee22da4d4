import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api.ts'

/** Fired when the server says the browser session is over; the router then shows the sign-in page. */
export const signedOut = new EventTarget()

function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 401
}

/** A refusal stays a refusal; only a lost connection or a server fault is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof ApiError && error.problem.status < 500) return false
  return failures < 2
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (isUnauthorized(error)) signedOut.dispatchEvent(new Event('signedOut'))
    },
  }),
  defaultOptions: {
    // The live stream keeps data fresh; a reconnect refetches everything.
    queries: { staleTime: 10_000, gcTime: 600_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})
