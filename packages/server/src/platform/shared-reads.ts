import { type Clock, sleep } from './clock/index.ts'

/** A read is followed by as many times its length of rest, so that however many ask, it takes a tenth of one connection. */
const REST = 9
const LONGEST_REST_MS = 3000

interface Lane<Result> {
  /** The read that has not begun yet; all who ask meanwhile get its result. */
  next: Promise<Result> | undefined
  running: Promise<unknown>
  restUntilMs: number
}

/**
 * Costly reads that many ask for at once, each kind of asker by a key of what they may see. Nobody is given what was read
 * before they asked: who comes while a read is under way, or while it rests, shares the next one with all others.
 */
export class SharedReads<Result> {
  readonly #clock: Clock
  readonly #lanes = new Map<string, Lane<Result>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `work` reads what the key stands for, whoever of them has brought it. */
  read(key: string, work: () => Promise<Result>): Promise<Result> {
    const lane = this.#lanes.get(key) ?? this.#open(key)
    lane.next ??= this.#inTurn(lane, work)
    return lane.next
  }

  async #inTurn(lane: Lane<Result>, work: () => Promise<Result>): Promise<Result> {
    // One that fails has told those who asked for it.
    await lane.running.catch(() => undefined)
    const restMs = lane.restUntilMs - this.#clock.monotonicMs()
    if (restMs > 0) await sleep(this.#clock, restMs)
    lane.next = undefined
    const startMs = this.#clock.monotonicMs()
    const result = work()
    lane.running = result
    try {
      return await result
    } finally {
      const endMs = this.#clock.monotonicMs()
      lane.restUntilMs = endMs + Math.min(LONGEST_REST_MS, REST * (endMs - startMs))
    }
  }

  #open(key: string): Lane<Result> {
    for (const [other, { next, restUntilMs }] of this.#lanes) {
      if (next === undefined && restUntilMs < this.#clock.monotonicMs()) this.#lanes.delete(other)
    }
    const lane = { next: undefined, running: Promise.resolve(), restUntilMs: Number.NEGATIVE_INFINITY }
    this.#lanes.set(key, lane)
    return lane
  }
}
