import type { Clock, Timer } from '../clock/index.ts'

export type DatabaseState = 'up' | 'down'

/** Watches whether the database answers. */
export interface Monitor {
  readonly state: DatabaseState
  /** Calls `run` at every change of state. Returns the function that stops the calls. */
  onStateChange(run: (state: DatabaseState) => void): () => void
  /** Something went wrong with a connection: look now instead of at the next turn. */
  suspect(): void
  stop(): void
}

const UP_PERIOD_MS = 1_000
const DOWN_PERIOD_MS = 250

/**
 * Probes the database for ever, one probe at a time. `probe` resolves when the database answered and rejects when it
 * did not. The state starts as up, because the caller has just used the database.
 */
export function startMonitor(clock: Clock, probe: () => Promise<void>): Monitor {
  const listeners = new Set<(state: DatabaseState) => void>()
  let state: DatabaseState = 'up'
  let isProbing = false
  let isStopped = false
  let timer: Timer | undefined

  const settle = (next: DatabaseState): void => {
    isProbing = false
    if (isStopped) return
    timer = clock.after(next === 'up' ? UP_PERIOD_MS : DOWN_PERIOD_MS, look)
    if (next === state) return
    state = next
    for (const run of listeners) run(next)
  }

  const look = (): void => {
    if (isProbing || isStopped) return
    isProbing = true
    timer?.cancel()
    probe().then(
      () => settle('up'),
      () => settle('down'),
    )
  }

  timer = clock.after(UP_PERIOD_MS, look)
  return {
    get state() {
      return state
    },
    onStateChange(run) {
      listeners.add(run)
      return () => listeners.delete(run)
    },
    suspect: look,
    stop() {
      isStopped = true
      timer?.cancel()
      listeners.clear()
    },
  }
}
