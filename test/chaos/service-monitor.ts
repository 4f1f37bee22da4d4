import type { CloseCause } from '../../bench/rig/station-socket.ts'

/** Sees every acknowledgement and every lost socket of the fleet. */
export interface ServiceMonitor {
  readonly total: number
  /** A call that was sent at `sentAtMs` (monotonic) has been acknowledged. */
  acknowledged(sentAtMs: number): void
  closed(cause: CloseCause): void
  /** Resolves with the time of the first acknowledgement of a call that was sent after `sinceMs`. */
  servedSince(sinceMs: number): Promise<number>
  /** Sockets lost so far, by cause. */
  readonly closures: ReadonlyMap<string, number>
}

interface Waiter {
  readonly sinceMs: number
  resolve(atMs: number): void
}

export function createServiceMonitor(): ServiceMonitor {
  let total = 0
  let waiters: Waiter[] = []
  const closures = new Map<string, number>()
  return {
    closures,
    get total() {
      return total
    },
    acknowledged(sentAtMs) {
      total += 1
      const served = waiters.filter(({ sinceMs }) => sentAtMs > sinceMs)
      if (served.length === 0) return
      waiters = waiters.filter((waiter) => !served.includes(waiter))
      for (const { resolve } of served) resolve(performance.now())
    },
    closed(cause) {
      const name = cause.kind === 'closed' ? `close ${cause.code}` : cause.kind
      closures.set(name, (closures.get(name) ?? 0) + 1)
    },
    servedSince: (sinceMs) => new Promise((resolve) => waiters.push({ sinceMs, resolve })),
  }
}
