import type { Pool, PoolClient } from 'pg'
import type { Flush } from './flush.ts'
import { FlushQuery } from './flush-query.ts'

/** The journal's own database connection: its prepared statements live there. Replaced when it fails. */
export class JournalConnection {
  readonly #pool: Pool
  #client: PoolClient | undefined
  /** Names of the statements that the client has prepared. */
  #prepared = new Set<string>()
  /** A connection may be lost between two flushes; without a listener that would end the process. */
  readonly #onLost = (): void => this.abandon()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Sends a flush and resolves when it has committed. */
  async send(flush: Flush): Promise<void> {
    const client = this.#client ?? (await this.#open())
    try {
      await client.query(new FlushQuery(flush, this.#prepared)).done
    } catch (error) {
      // An error the server sent leaves the connection usable; any other does not.
      if (!(error instanceof Error && 'severity' in error && error.severity === 'ERROR')) this.abandon()
      throw error
    }
  }

  /** Drops the connection, and with it a flush that may never return. */
  abandon(): void {
    const client = this.#client
    this.#client = undefined
    client?.release(true)
  }

  release(): void {
    const client = this.#client
    this.#client = undefined
    client?.off('error', this.#onLost)
    client?.release()
  }

  async #open(): Promise<PoolClient> {
    const client = await this.#pool.connect()
    client.on('error', this.#onLost)
    this.#client = client
    this.#prepared = new Set()
    return client
  }
}
