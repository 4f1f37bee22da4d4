import { isDatabaseAway } from '../../platform/database/index.ts'

/**
 * Joins questions that arrive while one load is on its way into the next: one statement for many stations.
 * `load` gives one result per question, in their order.
 */
export class Batcher<Question, Result> {
  readonly #load: (questions: readonly Question[]) => Promise<readonly Result[]>
  readonly #maxBatch: number
  #waiting: Waiting<Question, Result>[] = []
  #running = false

  constructor(load: (questions: readonly Question[]) => Promise<readonly Result[]>, maxBatch = 500) {
    this.#load = load
    this.#maxBatch = maxBatch
  }

  /** Rejects with the error of the load: one that its own question brought about, or an outage. */
  ask(question: Question): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject })
      if (this.#running) return
      this.#running = true
      setImmediate(() => void this.#run())
    })
  }

  /** Resolves when no load is on its way and none waits. */
  async idle(): Promise<void> {
    while (this.#running) await new Promise((resolve) => setImmediate(resolve))
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#runOne(this.#waiting.splice(0, this.#maxBatch))
    this.#running = false
  }

  async #runOne(batch: readonly Waiting<Question, Result>[]): Promise<void> {
    try {
      const results = await this.#load(batch.map(({ question }) => question))
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index]
        if (result === undefined) reject(new Error('a batched load gave no result for one of its questions'))
        else resolve(result)
      }
    } catch (error) {
      await this.#isolate(batch, error)
    }
  }

  /** What one station asks must not cost another its answer: the question that cannot be loaded is found by halves. */
  async #isolate(batch: readonly Waiting<Question, Result>[], error: unknown): Promise<void> {
    if (batch.length === 1 || isDatabaseAway(error)) {
      for (const { reject } of batch) reject(error)
      return
    }
    const half = batch.length >> 1
    await this.#runOne(batch.slice(0, half))
    await this.#runOne(batch.slice(half))
  }
}

interface Waiting<Question, Result> {
  readonly question: Question
  resolve(result: Result): void
  reject(error: unknown): void
}
