import type { Clock } from '../../platform/clock/index.ts'
import { networkOf } from '../../platform/http/network-of.ts'
import type { Knock } from './knock.ts'

/** Knocks under one name, for one reason, from one network. */
export interface CountedKnock extends Knock {
  readonly network: string
  readonly attempts: number
  readonly firstAtMs: number
  readonly lastAtMs: number
}

/** Different knocks kept between two flushes: of one network, and of all. What is above is not written down. */
const MOST_OF_NETWORK = 20
const MOST = 500

/** Counts those who knock and are refused until the next flush, so that hammering costs one row a second at the most. */
export class KnockLog {
  readonly #clock: Clock
  readonly #waiting = new Map<string, CountedKnock>()
  readonly #networks = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  note(knock: Knock): void {
    const network = networkOf(knock.address)
    const key = `${knock.tenantId}\n${network}\n${knock.reason}\n${knock.name.toLowerCase()}`
    const nowMs = this.#clock.nowMs()
    const before = this.#waiting.get(key)
    if (before !== undefined) {
      this.#waiting.set(key, { ...before, ...knock, attempts: before.attempts + 1, lastAtMs: nowMs })
      return
    }
    const ofNetwork = this.#networks.get(network) ?? 0
    if (ofNetwork >= MOST_OF_NETWORK || this.#waiting.size >= MOST) return
    this.#networks.set(network, ofNetwork + 1)
    this.#waiting.set(key, { ...knock, network, attempts: 1, firstAtMs: nowMs, lastAtMs: nowMs })
  }

  /** What has been noted since the last time. */
  drain(): readonly CountedKnock[] {
    const knocks = [...this.#waiting.values()]
    this.#waiting.clear()
    this.#networks.clear()
    return knocks
  }
}
