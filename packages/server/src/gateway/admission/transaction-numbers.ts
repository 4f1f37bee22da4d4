import type { Pool } from 'pg'

/** Numbers one value of the sequence stands for; the sequence counts in these steps. */
const BLOCK = 1000
const LOW_WATER = 2000
const BLOCKS_PER_REFILL = 4

/** Positive int32 ids for 1.6 transactions, unique in the tenant, taken from the database in blocks. */
export class TransactionNumbers {
  readonly #fetchBlocks: () => Promise<readonly number[]>
  #free: number[] = []
  #refill: Promise<void> | undefined

  /** `fetchBlocks` gives the first numbers of fresh blocks, see `fetchNumberBlocks`. */
  constructor(fetchBlocks: () => Promise<readonly number[]>) {
    this.#fetchBlocks = fetchBlocks
  }

  /** Resolves when `next` can be called; at once unless the blocks have run out. */
  async ready(): Promise<void> {
    while (this.#free.length === 0) await this.#refillOnce()
  }

  get isReady(): boolean {
    return this.#free.length > 0
  }

  /** Throws when called without waiting for `ready`. */
  next(): number {
    const number = this.#free.pop()
    if (number === undefined) throw new Error('transaction numbers were taken without waiting for them')
    // A failure shows when the blocks have run out, to someone who can wait.
    if (this.#free.length < LOW_WATER) this.#refillOnce().catch(() => undefined)
    return number
  }

  #refillOnce(): Promise<void> {
    this.#refill ??= this.#fetch().finally(() => {
      this.#refill = undefined
    })
    return this.#refill
  }

  async #fetch(): Promise<void> {
    const firsts = await this.#fetchBlocks()
    const numbers = firsts.flatMap((first) => Array.from({ length: BLOCK }, (_, index) => first + index))
    this.#free = [...numbers.reverse(), ...this.#free]
  }
}

/** Takes blocks from the database's sequence. */
export async function fetchNumberBlocks(pool: Pool): Promise<readonly number[]> {
  const { rows } = await pool.query<{ first: number }>(
    `select nextval('transaction_numbers') as first from generate_series(1, ${BLOCKS_PER_REFILL})`,
  )
  return rows.map(({ first }) => Number(first))
}
