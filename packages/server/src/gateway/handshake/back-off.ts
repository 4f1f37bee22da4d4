import { networkOf } from '../../platform/http/network-of.ts'
import { RecentMap } from '../../platform/recent-map.ts'
import type { StationName } from '../admission/station-lookup.ts'

const WINDOW_MS = 60_000
/** Addresses and pairs remembered; past it the longest untouched go first. */
const REMEMBERED = 20_000

interface Failures {
  windowStartMs: number
  count: number
  blockedUntilMs: number
}

/**
 * Slows down guessing. Failures count per address (for IPv6 the network of one subscriber) and per (address, name): a station is never kept out by what
 * another address does, and stations that have proved themselves from an address are heard even while that address
 * is in back-off for failing with others.
 */
export class BackOff {
  readonly #limit: number
  readonly #blockMs: number
  /** By address. */
  readonly #addresses = new RecentMap<string, Failures>(REMEMBERED)
  /** By address, tenant and identity. */
  readonly #pairs = new RecentMap<string, Failures>(REMEMBERED)
  /** Address and identity that have authenticated before. */
  readonly #proven = new RecentMap<string, true>(REMEMBERED)

  constructor(options: { failuresPerMinute: number; backoffS: number }) {
    this.#limit = options.failuresPerMinute
    this.#blockMs = options.backoffS * 1000
  }

  /** Milliseconds this address must wait before it may try this identity; 0 when it may try now. */
  waitMs(address: string, name: StationName, nowMs: number): number {
    const key = pair(address, name)
    const pairWait = remaining(this.#pairs.get(key), nowMs)
    if (pairWait > 0 || this.#proven.has(key)) return pairWait
    return remaining(this.#addresses.get(networkOf(address)), nowMs)
  }

  failed(address: string, name: StationName, nowMs: number): void {
    const key = pair(address, name)
    this.#count(this.#pairs, key, nowMs)
    if (!this.#proven.has(key)) this.#count(this.#addresses, networkOf(address), nowMs)
  }

  succeeded(address: string, name: StationName): void {
    const key = pair(address, name)
    this.#pairs.delete(key)
    this.#proven.set(key, true)
  }

  #count(failures: Map<string, Failures>, key: string, nowMs: number): void {
    const entry = failures.get(key) ?? { windowStartMs: nowMs, count: 0, blockedUntilMs: 0 }
    if (nowMs - entry.windowStartMs >= WINDOW_MS) {
      entry.windowStartMs = nowMs
      entry.count = 0
    }
    entry.count += 1
    if (entry.count >= this.#limit) entry.blockedUntilMs = nowMs + this.#blockMs
    failures.set(key, entry)
  }
}

function pair(address: string, name: StationName): string {
  return `${networkOf(address)} ${name.tenantId} ${name.identity}`
}

function remaining(entry: Failures | undefined, nowMs: number): number {
  return entry === undefined ? 0 : Math.max(0, entry.blockedUntilMs - nowMs)
}
