import { Kysely } from 'kysely'
import pg from 'pg'
import type { DatabaseConfig } from '../../config/index.ts'
import { type Clock, sleep } from '../clock/index.ts'
import type { Ids } from '../ids/index.ts'
import type { Logger } from '../logging/index.ts'
import type { Random } from '../random/index.ts'
import { runInTransaction, type Tx } from './db.ts'
import { type EmbeddedPostgres, runningServer, startEmbeddedPostgres } from './embedded/index.ts'
import { migrate, migrationFolder, readMigrations } from './migrate.ts'
import { type DatabaseState, startMonitor } from './monitor.ts'
import { connectionProbe } from './probe.ts'
import { ScopedPostgresDialect } from './scoped-dialect.ts'
import { checkServer } from './server-check.ts'
import type { Tables } from './tables.ts'
import { columnTypes } from './types.ts'

/** The program's database: migrated, checked, watched. */
export interface Database extends AsyncDisposable {
  /** The program's own statements that Kysely cannot say: they see all tenants, whoever they are sent for. */
  readonly pool: pg.Pool
  /** The same for the gateway, under a role that can do no more than that needs. */
  readonly journal: pg.Pool
  /** Owns the tables: for making and dropping partitions, and nothing else. */
  readonly owner: pg.Pool
  /** For reading; pass it on as `Db`. Sees the rows of the scope in which it is used (row-scope.ts). */
  readonly kysely: Kysely<Tables>
  /** For writing, in the scope of the caller: commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  readonly state: DatabaseState
  /** Calls `run` when the database goes away or comes back. Returns the function that stops the calls. */
  onStateChange(run: (state: DatabaseState) => void): () => void
  /** Tell it of a failed connection, so that it looks at once. */
  suspect(): void
  /** The address of this database, password included. */
  readonly connectionString: string
}

export interface DatabaseServices {
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
}

/** The name of our database in the embedded server. */
const DATABASE_NAME = 'stationmaster'
/** What the embedded server takes beside the pool: our probe, --owner-link, a backup, a person who looks. */
const SPARE_CONNECTIONS = 34
/** Partitions are made one after the other. */
const OWNER_CONNECTIONS = 1
const IDLE_IN_TRANSACTION_MS = 30_000
const CONNECT_MS = 3_000
const EXTERNAL_PATIENCE_MS = 30_000

/** Starts or finds the server, checks and migrates it, and opens the pool. Throws sentences for the operator. */
export async function openDatabase(config: DatabaseConfig, services: DatabaseServices): Promise<Database> {
  const logger = services.logger.child({ subsystem: 'database' })
  await using stack = new AsyncDisposableStack()
  const embedded = config.url === undefined ? await openEmbedded(config, { ...services, logger }) : undefined
  if (embedded !== undefined) stack.use(embedded)
  const connectionString = embedded?.connectionString(DATABASE_NAME) ?? config.url?.reveal() ?? ''
  const connection: pg.ClientConfig = {
    connectionString,
    application_name: 'stationmaster',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: config.statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    types: columnTypes(),
  }
  await prepare(connection, { requireDurability: config.requireDurability, clock: services.clock, logger })
  const database = openPool({ connection, poolSize: config.poolSize, clock: services.clock, logger })
  embedded?.onUnexpectedEnd(database.suspect)
  stack.use(database)
  const everything = stack.move()
  return Object.assign(database, { [Symbol.asyncDispose]: () => everything.disposeAsync() })
}

/** The address of the database that another process serves from this data directory; undefined when none does. */
export function runningDatabase(dataDir: string): string | undefined {
  return runningServer(dataDir, DATABASE_NAME)
}

async function openEmbedded(config: DatabaseConfig, services: DatabaseServices): Promise<EmbeddedPostgres> {
  const { ids, ...rest } = services
  const settings = { max_connections: String(2 * config.poolSize + OWNER_CONNECTIONS + SPARE_CONNECTIONS) }
  const server = await startEmbeddedPostgres({ ...rest, dataDir: config.dataDir, newId: () => ids.next(), settings })
  const client = newClient({ connectionString: server.connectionString('postgres') })
  try {
    await client.connect()
    const found = await client.query('select from pg_database where datname = $1', [DATABASE_NAME])
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`)
    return server
  } catch (error) {
    await server[Symbol.asyncDispose]()
    throw error
  } finally {
    await client.end()
  }
}

/** A lost connection rejects the query under way; the event on top of it must not end the process. */
function newClient(connection: pg.ClientConfig): pg.Client {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  return client
}

async function prepare(
  connection: pg.ClientConfig,
  options: { requireDurability: boolean; clock: Clock; logger: Logger },
): Promise<void> {
  const client = await connectPatiently(connection, options.clock, options.logger)
  try {
    await checkServer(client, options)
    await migrate(client, readMigrations(migrationFolder), options.logger)
  } finally {
    await client.end()
  }
}

/** A server of its own machine may come up later than we do. */
async function connectPatiently(connection: pg.ClientConfig, clock: Clock, logger: Logger): Promise<pg.Client> {
  const deadlineMs = clock.monotonicMs() + EXTERNAL_PATIENCE_MS
  for (;;) {
    const client = newClient(connection)
    try {
      await client.connect()
      return client
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (!isWorthWaiting(error) || clock.monotonicMs() > deadlineMs) {
        throw new Error(`The database cannot be reached: ${reason}`, { cause: error })
      }
      logger.warn({ reason }, 'Waiting for the database')
      await sleep(clock, 1_000)
    }
  }
}

/** A wrong password or name stays wrong; an absent or starting server (SQLSTATE 57P03) may come. */
function isWorthWaiting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return code === '57P03' || /^E[A-Z]+$/.test(code) || (error instanceof Error && /timeout/i.test(error.message))
}

function openPool(options: { connection: pg.ClientConfig; poolSize: number; clock: Clock; logger: Logger }): Database {
  const { connection, logger } = options
  const pool = new pg.Pool({ ...connection, max: options.poolSize, options: '-c role=stationmaster_program' })
  const journal = new pg.Pool({ ...connection, max: options.poolSize, options: '-c role=stationmaster_journal' })
  const owner = new pg.Pool({ ...connection, max: OWNER_CONNECTIONS })
  const kysely = new Kysely<Tables>({ dialect: new ScopedPostgresDialect({ pool }) })
  const probe = connectionProbe(connection)
  const monitor = startMonitor(options.clock, () => probe.ask())
  monitor.onStateChange((state) => {
    if (state === 'up') logger.info('The database answers again')
    else logger.error('The database does not answer')
  })
  for (const one of [pool, journal, owner]) {
    one.on('connect', (client) => {
      // Nobody else listens to a client that is checked out and between two statements, and an unheard 'error' would
      // end the process. Whoever uses it next gets the error from its query.
      client.on('error', () => monitor.suspect())
    })
    one.on('error', (error) => {
      logger.debug({ err: error }, 'Lost an idle database connection')
      monitor.suspect()
    })
  }
  return {
    pool,
    journal,
    owner,
    kysely,
    connectionString: connection.connectionString ?? '',
    get state() {
      return monitor.state
    },
    onStateChange: monitor.onStateChange,
    suspect: monitor.suspect,
    transaction: (work) =>
      runInTransaction(kysely, work, (error) => logger.error({ err: error }, 'A step after a commit failed')),
    async [Symbol.asyncDispose]() {
      monitor.stop()
      await Promise.all([probe.close(), kysely.destroy(), journal.end(), owner.end()])
    },
  }
}
