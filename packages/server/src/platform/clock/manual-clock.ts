import type { Clock, Timer } from './clock.ts'

interface Pending {
  dueMs: number
  periodMs: number | undefined
  run: () => void
}

/** A clock that stands still until it is advanced; timers run in the order they fall due. */
export class ManualClock implements Clock {
  readonly #startMs: number
  #elapsedMs = 0
  readonly #pending = new Set<Pending>()

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.#startMs = startMs
  }

  nowMs(): number {
    return this.#startMs + this.#elapsedMs
  }

  monotonicMs(): number {
    return this.#elapsedMs
  }

  after(delayMs: number, run: () => void): Timer {
    return this.#add({ dueMs: this.#elapsedMs + Math.max(0, delayMs), periodMs: undefined, run })
  }

  every(periodMs: number, run: () => void): Timer {
    return this.#add({ dueMs: this.#elapsedMs + Math.max(1, periodMs), periodMs: Math.max(1, periodMs), run })
  }

  /** Moves time forward and runs every timer that falls due on the way. */
  advance(byMs: number): void {
    const endMs = this.#elapsedMs + byMs
    for (let next = this.#earliest(endMs); next !== undefined; next = this.#earliest(endMs)) {
      this.#elapsedMs = next.dueMs
      if (next.periodMs === undefined) this.#pending.delete(next)
      else next.dueMs += next.periodMs
      next.run()
    }
    this.#elapsedMs = endMs
  }

  #add(pending: Pending): Timer {
    this.#pending.add(pending)
    return { cancel: () => this.#pending.delete(pending) }
  }

  #earliest(endMs: number): Pending | undefined {
    let earliest: Pending | undefined
    for (const pending of this.#pending) {
      if (pending.dueMs <= endMs && (earliest === undefined || pending.dueMs < earliest.dueMs)) earliest = pending
    }
    return earliest
  }
}
