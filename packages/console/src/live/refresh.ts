import type { QueryClient } from '@tanstack/react-query'

const INTERVAL_MS = 2000

/**
 * Invalidates query keys on request, each at most every two seconds: a busy network sends many messages a second and
 * a screen needs one refetch for all of them.
 */
export function createRefresh(client: QueryClient): (key: readonly unknown[]) => void {
  /** Keys asked for since the last round, by their text. */
  const waiting = new Map<string, readonly unknown[]>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = () => {
    timer = undefined
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey })
    waiting.clear()
  }
  return (key) => {
    waiting.set(JSON.stringify(key), key)
    if (timer === undefined) timer = setTimeout(flush, INTERVAL_MS)
  }
}
