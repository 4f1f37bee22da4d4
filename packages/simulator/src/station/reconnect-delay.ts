import type { Random } from '../random.ts'

/** Reconnection settings of OCPP 2.0.1 part 4 §5.3; seconds as the standard counts, here in ms. */
export interface ReconnectRule {
  /** RetryBackOffWaitMinimum. */
  readonly minimumMs: number
  /** RetryBackOffRandomRange: up to this is added at random, every time. */
  readonly randomRangeMs: number
  /** RetryBackOffRepeatTimes: how often the wait doubles. */
  readonly repeatTimes: number
}

/** Time to wait before the n-th attempt to reconnect (n from 1): the minimum, doubled up to `repeatTimes` times, plus jitter. */
export function reconnectDelayMs(attempt: number, rule: ReconnectRule, random: Random): number {
  const doublings = Math.min(Math.max(0, attempt - 1), rule.repeatTimes)
  return rule.minimumMs * 2 ** doublings + random.between(0, rule.randomRangeMs)
}
