import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type DatabaseConfig, Secret } from '../../config/index.ts'
import { systemClock } from '../clock/index.ts'
import { type Database, openDatabase } from '../database/index.ts'
import { uuidV7Ids } from '../ids/index.ts'
import { silentLogger } from '../logging/index.ts'
import { systemRandom } from '../random/index.ts'
import { runOnce } from './test-server.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly database: Database
  readonly connectionString: string
}

/**
 * A fresh, migrated database of the run's own PostgreSQL server, dropped when disposed. One per test file:
 *
 *     const testDatabase = await createTestDatabase()
 *     afterAll(() => testDatabase[Symbol.asyncDispose]())
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const connectionString = await createDatabase(inject('testServer').templateName)
  const database = await openDatabase(testDatabaseConfig(connectionString), {
    clock: systemClock,
    random: systemRandom,
    ids: uuidV7Ids(systemClock, systemRandom),
    logger: silentLogger,
  })
  return {
    database,
    connectionString,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await dropDatabase(connectionString)
    },
  }
}

/** The configuration for a database of the test server. */
export function testDatabaseConfig(connectionString: string): DatabaseConfig {
  return {
    url: new Secret(connectionString),
    dataDir: '',
    poolSize: 8,
    statementTimeoutMs: 15_000,
    requireDurability: false,
  }
}

/** Makes a database as a copy of a template and returns its address. */
export async function createDatabase(template: string): Promise<string> {
  const { adminUrl } = inject('testServer')
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOnce(adminUrl, (client) => client.query(`create database ${name} template ${template} strategy file_copy`))
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.toString()
}

export async function dropDatabase(connectionString: string): Promise<void> {
  const name = new URL(connectionString).pathname.slice(1)
  await runOnce(inject('testServer').adminUrl, (client) => client.query(`drop database ${name} with (force)`))
}
