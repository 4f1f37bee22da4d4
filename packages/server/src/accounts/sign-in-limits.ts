import { backOffMs } from '../platform/back-off.ts'
import { RecentMap } from '../platform/recent-map.ts'

const WINDOW_MS = 15 * 60_000
const FAILURES_PER_ADDRESS = 20
const FAILURES_PER_PAIR = 10
/** Failures with one subject, from wherever, after which strangers to it wait after each try. */
const FAILURES_PER_SUBJECT = 100
const SUBJECT_WAITS = { firstMs: 1000, longestMs: 30_000 }
/** Entries remembered; past it the oldest go. */
const REMEMBERED = 10_000

interface SubjectFailures {
  readonly count: number
  readonly lastMs: number
}

interface Failures {
  count: number
  readonly untilMs: number
}

/**
 * Slows down guessing: per address, and per address with what it tries to be (an account's e-mail in lower case, an API
 * key's hash). Who has proved to be something from an address is heard even while that address waits for the guesses of
 * others. A subject that many addresses guess at waits a little after each guess, never long: a stranger must not be able
 * to keep its owner out. In the memory of this process only.
 */
export class SignInLimits {
  /** By client address. */
  readonly #addresses = new RecentMap<string, Failures>(REMEMBERED)
  /** By client address and subject. */
  readonly #pairs = new RecentMap<string, Failures>(REMEMBERED)
  /** By subject: how often and when last. */
  readonly #subjects = new RecentMap<string, SubjectFailures>(REMEMBERED)
  readonly #slowsSubjects: boolean
  readonly #proven = new RecentMap<string, true>(REMEMBERED)

  /** Subjects that can be guessed at, as accounts can and API keys cannot, are slowed down as a whole too. */
  constructor(options: { readonly slowsSubjects: boolean }) {
    this.#slowsSubjects = options.slowsSubjects
  }

  /** Milliseconds until the next try is allowed; 0 when it is allowed now. Counts the try as failed until `succeeded`. */
  tryNow(subject: string, address: string, nowMs: number): number {
    const waitMs = this.waitMs(subject, address, nowMs)
    if (waitMs === 0) this.failed(subject, address, nowMs)
    return waitMs
  }

  /** Milliseconds until the next try is allowed; 0 when it is allowed now. */
  waitMs(subject: string, address: string, nowMs: number): number {
    const key = pairOf(subject, address)
    const pairWaitMs = waitOf(this.#pairs.get(key), FAILURES_PER_PAIR, nowMs)
    if (this.#proven.has(key)) return pairWaitMs
    const addressWaitMs = waitOf(this.#addresses.get(address), FAILURES_PER_ADDRESS, nowMs)
    return Math.max(pairWaitMs, addressWaitMs, subjectWait(this.#subjects.get(subject), nowMs))
  }

  failed(subject: string, address: string, nowMs: number): void {
    const key = pairOf(subject, address)
    count(this.#pairs, key, nowMs)
    if (this.#proven.has(key)) return
    count(this.#addresses, address, nowMs)
    if (!this.#slowsSubjects) return
    const before = this.#subjects.get(subject)
    const isRecent = before !== undefined && nowMs - before.lastMs < WINDOW_MS
    this.#subjects.set(subject, { count: (isRecent ? before.count : 0) + 1, lastMs: nowMs })
  }

  /** Whether the subject has proved itself from the address and has not failed since. */
  knows(subject: string, address: string): boolean {
    const key = pairOf(subject, address)
    return this.#proven.has(key) && !this.#pairs.has(key)
  }

  /** The try was right: the pair starts afresh and is known, and the address gets its try back. */
  succeeded(subject: string, address: string): void {
    const key = pairOf(subject, address)
    const entry = this.#addresses.get(address)
    const wasCounted = this.#pairs.delete(key) && !this.#proven.has(key)
    if (entry !== undefined && wasCounted) entry.count -= 1
    const tried = this.#subjects.get(subject)
    if (tried !== undefined && wasCounted) this.#subjects.set(subject, { ...tried, count: tried.count - 1 })
    this.#proven.set(key, true)
  }
}

function pairOf(subject: string, address: string): string {
  return `${address} ${subject}`
}

function waitOf(entry: Failures | undefined, limit: number, nowMs: number): number {
  return entry === undefined || entry.count < limit ? 0 : Math.max(0, entry.untilMs - nowMs)
}

/** Counted from the last try that was heard: tries that were refused do not prolong it. */
function subjectWait(entry: SubjectFailures | undefined, nowMs: number): number {
  if (entry === undefined || entry.count < FAILURES_PER_SUBJECT) return 0
  const waitMs = backOffMs(SUBJECT_WAITS, entry.count - FAILURES_PER_SUBJECT + 1)
  return Math.max(0, entry.lastMs + waitMs - nowMs)
}

function count(entries: Map<string, Failures>, key: string, nowMs: number): void {
  const entry = entries.get(key)
  if (entry !== undefined && entry.untilMs > nowMs) {
    entry.count += 1
    return
  }
  entries.set(key, { count: 1, untilMs: nowMs + WINDOW_MS })
}
