import type { Clock } from '../platform/clock/index.ts'
import { Refusal } from '../platform/errors.ts'

/** How slow a transfer may be. */
export interface Pace {
  /** In each such time something must have moved. */
  readonly stallMs: number
  readonly longestMs: number
}

/** Less than this in the time of a stall is as good as nothing: it only holds the line. */
const LEAST_BYTES = 1024

/** Cuts a transfer that stalls, crawls or lasts too long. */
export function keepPace(
  { clock, pace }: { readonly clock: Clock; readonly pace: Pace },
  cut: (reason: Error) => void,
): { count(bytes: number): void; stop(): void } {
  const beganMs = clock.monotonicMs()
  let moved = 0
  const timer = clock.every(pace.stallMs, () => {
    const isSlow = moved < LEAST_BYTES
    moved = 0
    if (isSlow || clock.monotonicMs() - beganMs > pace.longestMs) {
      timer.cancel()
      cut(new Refusal('transferTooSlow'))
    }
  })
  return {
    count: (bytes) => {
      moved += bytes
    },
    stop: () => timer.cancel(),
  }
}
