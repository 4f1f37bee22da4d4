import { backOffMs } from '../platform/back-off.ts'

/** A delivery is tried for this long. */
export const GIVE_UP_MS = 72 * 3_600_000
const WAITS = { firstMs: 10_000, longestMs: 6 * 3_600_000 }
/** Of a wait this part is left to chance, so that what failed together does not come back together. */
const JITTER = 0.5

/** When to try again after `attempts` failures; undefined: not any more. `chance` is from 0 to 1. */
export function nextAttemptMs(
  { attempts, nowMs, giveUpAtMs }: { readonly attempts: number; readonly nowMs: number; readonly giveUpAtMs: number },
  chance: number,
): number | undefined {
  const wholeMs = backOffMs(WAITS, attempts)
  const nextMs = nowMs + Math.round(wholeMs * (1 - JITTER * chance))
  return nextMs < giveUpAtMs ? nextMs : undefined
}
