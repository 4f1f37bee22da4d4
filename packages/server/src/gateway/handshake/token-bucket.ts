/** Longest debt: after it even the worst flood is looked at again. */
const LONGEST_DEBT_S = 30

/** A token bucket that refills with time; it holds two numbers and no timer. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAtMs: number

  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#filledAtMs = nowMs
  }

  /** Takes one token if there is one. */
  take(nowMs: number): boolean {
    this.#refill(nowMs)
    if (this.#tokens < 1) return false
    this.#tokens -= 1
    return true
  }

  /**
   * Takes a token in any case, on credit when there is none: for what has arrived already and must be dealt with.
   * Whether there was one.
   */
  spend(nowMs: number): boolean {
    this.#refill(nowMs)
    const hadToken = this.#tokens >= 1
    this.#tokens = Math.max(this.#tokens - 1, -LONGEST_DEBT_S * this.#perSecond)
    return hadToken
  }

  /** Milliseconds until the next token; 0 when there is one. */
  waitMs(nowMs: number): number {
    this.#refill(nowMs)
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.#perSecond) * 1000)
  }

  #refill(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - this.#filledAtMs)
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsedMs * this.#perSecond) / 1000)
    this.#filledAtMs = nowMs
  }
}
