import type { LiveState } from './live-state.ts'

/** The server ticks every 15 s; a picture older than this missed one. */
const STALE_AFTER_MS = 20_000

export type Freshness =
  | { readonly kind: 'live' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'stale'; readonly ageMs: number }
  | { readonly kind: 'offline'; readonly ageMs: number | null }

/** What the chip in the header says about the age of the data. */
export function freshness(state: LiveState, nowMs: number): Freshness {
  const ageMs = state.lastMessageAtMs === null ? null : Math.max(0, nowMs - state.lastMessageAtMs)
  if (state.connection === 'lost') return { kind: 'offline', ageMs }
  if (ageMs === null) return { kind: 'connecting' }
  return ageMs > STALE_AFTER_MS ? { kind: 'stale', ageMs } : { kind: 'live' }
}
