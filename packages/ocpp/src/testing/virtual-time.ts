import type { Clock, Timers } from '../peer/environment.ts'

/** A clock and timers that move only when told, for tests. */
export class VirtualTime implements Clock, Timers {
  #nowMs = 1_700_000_000_000
  #timers: { readonly dueMs: number; readonly callback: () => void }[] = []

  nowMs(): number {
    return this.#nowMs
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Timers not yet due. */
  get pending(): number {
    return this.#timers.length
  }

  /** Moves on, running the timers that fall due in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs
    for (;;) {
      const [next] = this.#timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)
      if (next === undefined) break
      this.#timers = this.#timers.filter((timer) => timer !== next)
      this.#nowMs = next.dueMs
      next.callback()
    }
    this.#nowMs = untilMs
  }
}
