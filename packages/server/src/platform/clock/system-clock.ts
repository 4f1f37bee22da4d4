import type { Clock } from './clock.ts'

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, run) {
    const timeout = setTimeout(run, delayMs)
    return { cancel: () => clearTimeout(timeout) }
  },
  every(periodMs, run) {
    const interval = setInterval(run, periodMs)
    interval.unref()
    return { cancel: () => clearInterval(interval) }
  },
}
