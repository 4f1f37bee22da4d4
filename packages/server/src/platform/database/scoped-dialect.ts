import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { currentScope, type RowScope } from '../row-scope.ts'
import { confinement } from './confinement.ts'

/** PostgreSQL, with every statement confined to the scope in which its caller runs. */
export class ScopedPostgresDialect extends PostgresDialect {
  override createDriver(): Driver {
    return new ScopedDriver(super.createDriver())
  }
}

/** Confines transactions as they begin; they end by themselves, and the confinement with them, however they end. */
class ScopedDriver implements Driver {
  readonly #driver: Driver

  constructor(driver: Driver) {
    this.#driver = driver
  }

  init(): Promise<void> {
    return this.#driver.init()
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const scope = currentScope()
    const connection = await this.#driver.acquireConnection()
    return scope === undefined ? connection : new ScopedConnection(connection, this.#driver, scope)
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    if (connection instanceof ScopedConnection) await connection.begin(settings)
    else await this.#driver.beginTransaction(connection, settings)
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.commitTransaction(innermost(connection))
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return this.#driver.rollbackTransaction(innermost(connection))
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    return this.#driver.releaseConnection(innermost(connection))
  }

  destroy(): Promise<void> {
    return this.#driver.destroy()
  }
}

class ScopedConnection implements DatabaseConnection {
  readonly connection: DatabaseConnection
  readonly #driver: Driver
  readonly #scope: RowScope
  #isInTransaction = false

  constructor(connection: DatabaseConnection, driver: Driver, scope: RowScope) {
    this.connection = connection
    this.#driver = driver
    this.#scope = scope
  }

  async begin(settings: TransactionSettings): Promise<void> {
    await this.#driver.beginTransaction(this.connection, settings)
    this.#isInTransaction = true
    const { sql, values } = confinement(this.#scope)
    await this.connection.executeQuery(CompiledQuery.raw(sql, [...values]))
  }

  /** A statement outside a transaction gets one of its own, because only that can be confined for certain. */
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isInTransaction) return this.connection.executeQuery<Row>(query)
    try {
      await this.begin({})
      const result = await this.connection.executeQuery<Row>(query)
      await this.#driver.commitTransaction(this.connection)
      return result
    } catch (error) {
      // A connection that cannot even roll back is thrown away by the driver; what went wrong first is what counts.
      await this.#driver.rollbackTransaction(this.connection).catch(() => undefined)
      throw error
    } finally {
      this.#isInTransaction = false
    }
  }

  // biome-ignore lint/correctness/useYield: a stream of rows would need a transaction that lasts as long as its reader.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Rows of a scope are not streamed; read them in pages.')
  }
}

function innermost(connection: DatabaseConnection): DatabaseConnection {
  return connection instanceof ScopedConnection ? connection.connection : connection
}
