import type { QueryClient } from '@tanstack/react-query'

const INTERVAL_MS = 2000
/** What is told together has come by then: a status, its session and the answer to a command follow one another at once. */
const GATHER_MS = 200

/**
 * Invalidates query keys on request, at most every two seconds: a busy network sends many messages a second and a screen
 * needs one refetch for all of them. After a quiet time it is done at once.
 */
export function createRefresh(client: QueryClient): (key: readonly unknown[]) => void {
  /** Keys asked for since the last round, by their text. */
  const waiting = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let flushedAt = Number.NEGATIVE_INFINITY
  const flush = () => {
    timer = undefined
    flushedAt = performance.now()
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey })
    waiting.clear()
  }
  return (key) => {
    waiting.set(JSON.stringify(key), key)
    if (timer !== undefined) return
    timer = setTimeout(flush, Math.max(GATHER_MS, flushedAt + INTERVAL_MS - performance.now()))
  }
}
