import type { Pool, PoolClient } from 'pg'
import type { Statement } from './statement.ts'

/** The journal's own database connection: its prepared statements live there. Replaced when it fails. */
export class JournalConnection {
  readonly #pool: Pool
  #client: PoolClient | undefined

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Sends a statement and resolves when it has committed. */
  async send(statement: Statement): Promise<void> {
    this.#client ??= await this.#pool.connect()
    const client = this.#client
    try {
      await client.query(statement)
    } catch (error) {
      // An error the server sent leaves the connection usable; any other does not.
      if (!(error instanceof Error && 'severity' in error && error.severity === 'ERROR')) this.abandon()
      throw error
    }
  }

  /** Drops the connection, and with it a statement that may never return. */
  abandon(): void {
    this.#client?.release(true)
    this.#client = undefined
  }

  release(): void {
    this.#client?.release()
    this.#client = undefined
  }
}
