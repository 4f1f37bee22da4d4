import type { SimilarStay } from './memory.ts'

/** A session that ended: what was stated and what came. */
export interface CompletedStay {
  readonly arrivedAtMs: number
  readonly statedStayMs: number
  readonly stayMs: number
  readonly wantedKwh: number
  readonly deliveredKwh: number
  /** True when the vehicle took no more by itself, so that `deliveredKwh` was its real need. */
  readonly satisfied: boolean
}

/** Sessions remembered, and how many of them describe a new one. */
const REMEMBERED = 400
const DESCRIBING = 64
/** Sessions less alike than this say nothing. */
const FAINT = 1e-3
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** How alike two sessions are: hours between their times of day, and the logarithm of how their stated stays compare. */
const ALIKE_HOURS = 1.5
const ALIKE_LOG_STAY = 0.4
/** Keeps short stays from looking more different than they are. */
const SHORT_STAY_MS = 0.5 * HOUR_MS

/** The memory with one more session; the oldest goes. */
export function remember(stays: readonly CompletedStay[], stay: CompletedStay): CompletedStay[] {
  if (!(stay.statedStayMs > 0) || !(stay.stayMs >= 0)) return [...stays]
  return [...stays.slice(-(REMEMBERED - 1)), stay]
}

/**
 * The remembered sessions most like one that arrives now, each with how it turned out against what was stated; those that
 * left earliest come first.
 */
export function similarStays(
  stays: readonly CompletedStay[],
  arriving: { readonly arrivedAtMs: number; readonly statedStayMs: number },
): readonly SimilarStay[] {
  const weights = Float64Array.from(stays, (stay) => likeness(stay, arriving))
  const least = Math.max(FAINT, weights.toSorted()[weights.length - DESCRIBING] ?? 0)
  const similar: SimilarStay[] = []
  stays.forEach(({ stayMs, statedStayMs, satisfied, wantedKwh, deliveredKwh }, index) => {
    const weight = weights[index] ?? 0
    if (weight < least) return
    const energyRatio = satisfied && wantedKwh > 0 ? Math.min(1, deliveredKwh / wantedKwh) : 1
    similar.push({ lateMs: stayMs - statedStayMs, energyRatio, weight })
  })
  return similar.sort((a, b) => a.lateMs - b.lateMs)
}

function likeness(
  stay: CompletedStay,
  arriving: { readonly arrivedAtMs: number; readonly statedStayMs: number },
): number {
  const apart = Math.abs(stay.arrivedAtMs - arriving.arrivedAtMs) % DAY_MS
  const hours = Math.min(apart, DAY_MS - apart) / HOUR_MS / ALIKE_HOURS
  const stays = Math.log((stay.statedStayMs + SHORT_STAY_MS) / (arriving.statedStayMs + SHORT_STAY_MS)) / ALIKE_LOG_STAY
  return Math.exp(-0.5 * (hours * hours + stays * stays))
}
