import { RecentMap } from '../platform/recent-map.ts'

const WINDOW_MS = 15 * 60_000
const FAILURES_PER_ADDRESS = 20
/** Higher than per address: somebody else's guesses must not lock the owner out for long. */
const FAILURES_PER_ACCOUNT = 50
/** Entries remembered; past it the oldest go. */
const REMEMBERED = 10_000

interface Failures {
  count: number
  readonly untilMs: number
}

/** Slows down guessing of passwords, per account and per address. In the memory of this process only. */
export class SignInLimits {
  /** By account (e-mail in lower case). */
  readonly #accounts = new RecentMap<string, Failures>(REMEMBERED)
  /** By client address. */
  readonly #addresses = new RecentMap<string, Failures>(REMEMBERED)

  /** Milliseconds until the next try is allowed; 0 when it is allowed now. Counts the try as failed until `succeeded`. */
  tryNow(account: string, address: string, nowMs: number): number {
    const waitMs = Math.max(
      waitOf(this.#accounts.get(account), FAILURES_PER_ACCOUNT, nowMs),
      waitOf(this.#addresses.get(address), FAILURES_PER_ADDRESS, nowMs),
    )
    if (waitMs > 0) return waitMs
    count(this.#accounts, account, nowMs)
    count(this.#addresses, address, nowMs)
    return 0
  }

  /** The try was right: the account starts afresh and the address gets its try back. */
  succeeded(account: string, address: string): void {
    this.#accounts.delete(account)
    const entry = this.#addresses.get(address)
    if (entry !== undefined) entry.count -= 1
  }
}

function waitOf(entry: Failures | undefined, limit: number, nowMs: number): number {
  return entry === undefined || entry.count < limit ? 0 : Math.max(0, entry.untilMs - nowMs)
}

function count(entries: Map<string, Failures>, key: string, nowMs: number): void {
  const entry = entries.get(key)
  if (entry !== undefined && entry.untilMs > nowMs) {
    entry.count += 1
    return
  }
  entries.set(key, { count: 1, untilMs: nowMs + WINDOW_MS })
}
