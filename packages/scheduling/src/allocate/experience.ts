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

/** The remembered sessions most like one that arrives now, each with how it turned out against what was stated. */
export function similarStays(
  stays: readonly CompletedStay[],
  arriving: { readonly arrivedAtMs: number; readonly statedStayMs: number },
): readonly SimilarStay[] {
  const weighed = stays
    .map((stay) => ({ stay, weight: likeness(stay, arriving) }))
    .filter(({ weight }) => weight > 1e-3)
  weighed.sort((a, b) => b.weight - a.weight)
  return weighed.slice(0, DESCRIBING).map(({ stay, weight }) => ({
    lateMs: stay.stayMs - stay.statedStayMs,
    energyRatio: stay.satisfied && stay.wantedKwh > 0 ? Math.min(1, stay.deliveredKwh / stay.wantedKwh) : 1,
    weight,
  }))
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
