import type { FastifyReply } from 'fastify'
import { type Actor, callerOf } from '../accounts/actor.ts'
import type { Clock } from '../platform/clock/index.ts'
import { Refusal } from '../platform/errors.ts'
import { RecentMap } from '../platform/recent-map.ts'

const WINDOW_MS = 60_000
const MOST_CALLERS = 20_000

interface Window {
  readonly endsAtMs: number
  used: number
}

/**
 * How often one API key or person may call, from however many addresses. Every answer says in `RateLimit-…` headers what
 * is left. Each process counts for itself.
 */
export class CallerLimit {
  readonly #perMinute: number
  readonly #clock: Pick<Clock, 'monotonicMs'>
  /** By API key or person. */
  readonly #windows = new RecentMap<string, Window>(MOST_CALLERS)

  constructor(perMinute: number, clock: Pick<Clock, 'monotonicMs'>) {
    this.#perMinute = perMinute
    this.#clock = clock
  }

  /** Counts a call; refuses one too many. */
  take(actor: Pick<Actor, 'credential'>, reply: Pick<FastifyReply, 'header'>): void {
    const nowMs = this.#clock.monotonicMs()
    const window = this.#windowOf(callerOf(actor), nowMs)
    window.used += 1
    const resetS = Math.max(1, Math.ceil((window.endsAtMs - nowMs) / 1000))
    void reply
      .header('ratelimit-limit', this.#perMinute)
      .header('ratelimit-remaining', Math.max(0, this.#perMinute - window.used))
      .header('ratelimit-reset', resetS)
    if (window.used > this.#perMinute) throw new Refusal('tooManyRequests', { retryAfterS: resetS })
  }

  #windowOf(caller: string, nowMs: number): Window {
    const open = this.#windows.get(caller)
    if (open !== undefined && open.endsAtMs > nowMs) return open
    const window = { endsAtMs: nowMs + WINDOW_MS, used: 0 }
    this.#windows.set(caller, window)
    return window
  }
}
