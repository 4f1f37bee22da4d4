import { RecentMap } from '../platform/recent-map.ts'

/** Between a word of change and the look: what changes together is looked at together. */
const GATHER_MS = 300
const MOST_REMEMBERED = 50_000
const MOST_AT_ONCE = 500

/**
 * Subjects that are said to have changed, and when each is looked at: at once the first time, and then no more often than
 * every `restMs`, however often it is spoken of.
 */
export class News {
  readonly #restMs: number
  /** When each subject is due, by subject; the earliest first. */
  readonly #due = new Map<string, number>()
  readonly #lookedAtMs = new RecentMap<string, number>(MOST_REMEMBERED)

  constructor(restMs: number) {
    this.#restMs = restMs
  }

  note(subject: string, nowMs: number): void {
    if (this.#due.has(subject)) return
    const restsUntilMs = (this.#lookedAtMs.get(subject) ?? Number.NEGATIVE_INFINITY) + this.#restMs
    this.#due.set(subject, Math.max(nowMs + GATHER_MS, restsUntilMs))
  }

  /** Takes subjects whose time has come. */
  take(nowMs: number): string[] {
    const taken: string[] = []
    for (const [subject, dueMs] of this.#due) {
      if (dueMs > nowMs) continue
      taken.push(subject)
      this.#due.delete(subject)
      this.#lookedAtMs.set(subject, nowMs)
      if (taken.length === MOST_AT_ONCE) break
    }
    return taken
  }
}
