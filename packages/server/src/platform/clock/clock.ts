/** A pending timer. */
export interface Timer {
  cancel(): void
}

/** Time as the program sees it; injected so that tests and replays can supply their own. */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970 (UTC). May jump. */
  nowMs(): number
  /** Milliseconds from an arbitrary start; never runs backwards. For durations. */
  monotonicMs(): number
  /** Calls `run` once after the delay. */
  after(delayMs: number, run: () => void): Timer
  /** Calls `run` every period until cancelled. The timer alone does not keep the process alive. */
  every(periodMs: number, run: () => void): Timer
}

/** Resolves after the delay. */
export function sleep(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve)
  })
}
