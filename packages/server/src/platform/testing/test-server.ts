import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { systemClock } from '../clock/index.ts'
import { startEmbeddedPostgres } from '../database/embedded/index.ts'
import { migrate, migrationFolder, readMigrations } from '../database/migrate.ts'
import { uuidV7Ids } from '../ids/index.ts'
import { silentLogger } from '../logging/index.ts'
import { systemRandom } from '../random/index.ts'

const TEMPLATE_NAME = 'test_template'

/** Test data may vanish with the machine, so nothing waits for the disk. */
const FAST_AND_VOLATILE = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // Servers of six workers, two at a time in some tests, each with pools for calls, jobs and the journal.
  max_connections: '500',
  shared_buffers: '128MB',
  autovacuum: 'off',
}

export interface TestServer extends AsyncDisposable {
  readonly adminUrl: string
  readonly templateName: string
}

/** A file system in memory, where there is one. */
const MEMORY = '/dev/shm'
const ROOM_BYTES = 4 * 1024 ** 3

/** Each test file gets a database of a thousand files; a disk takes its time to make and to forget them. */
function fastestPlace(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir()
}

/** A throw-away folder that the database's account can pass. */
export function temporaryFolder(place = tmpdir()): string {
  const folder = mkdtempSync(join(place, 'stationmaster-test-'))
  chmodSync(folder, 0o755)
  return folder
}

/** Starts an embedded PostgreSQL in a temporary folder and prepares a migrated template database. */
export async function startTestServer(): Promise<TestServer> {
  const folder = temporaryFolder(fastestPlace())
  const ids = uuidV7Ids(systemClock, systemRandom)
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    clock: systemClock,
    random: systemRandom,
    newId: () => ids.next(),
    logger: silentLogger,
    settings: FAST_AND_VOLATILE,
  })
  const adminUrl = server.connectionString('postgres')
  await runOnce(adminUrl, (client) => client.query(`create database ${TEMPLATE_NAME}`))
  await runOnce(server.connectionString(TEMPLATE_NAME), (client) =>
    migrate(client, readMigrations(migrationFolder), silentLogger),
  )
  return {
    adminUrl,
    templateName: TEMPLATE_NAME,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Opens a connection for one piece of work. */
export async function runOnce<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client(url)
  // A query that loses its connection rejects; the event on top of it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
