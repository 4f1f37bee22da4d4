import { expect, test } from 'vitest'
import { systemClock } from '../clock/index.ts'
import { uuidV7Ids } from '../ids/index.ts'
import { createLogger, silentLogger } from '../logging/index.ts'
import { systemRandom } from '../random/index.ts'
import { createDatabase, dropDatabase, runOnce, testDatabaseConfig } from '../testing/index.ts'
import { openDatabase } from './database.ts'
import { checkServer } from './server-check.ts'

const SOUND = {
  server_version_num: '180004',
  server_version: '18.4',
  data_checksums: 'on',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
}

/** The answer of a server with these settings; versions we do not carry can be had no other way. */
function check(settings: Partial<typeof SOUND>, requireDurability = true, logger = silentLogger): Promise<void> {
  const rows = Object.entries({ ...SOUND, ...settings }).map(([name, setting]) => ({ name, setting }))
  const query: unknown = () => Promise.resolve({ rows })
  return checkServer({ query: query as Parameters<typeof checkServer>[0]['query'] }, { requireDurability, logger })
}

test('a sound server passes', async () => {
  await expect(check({})).resolves.toBeUndefined()
  await expect(check({ synchronous_commit: 'remote_apply' })).resolves.toBeUndefined()
})

test('PostgreSQL 14 is refused, 15 is not', async () => {
  await expect(check({ server_version_num: '140012', server_version: '14.12' })).rejects.toThrow(
    'DATABASE_URL points at PostgreSQL 14.12; version 15 or newer is needed.',
  )
  await expect(check({ server_version_num: '150001' })).resolves.toBeUndefined()
})

test.each(['fsync', 'full_page_writes', 'synchronous_commit'])('production refuses %s = off', async (name) => {
  await expect(check({ [name]: 'off' })).rejects.toThrow(`The database runs with ${name} = off`)
})

test('a trial warns instead', async () => {
  const lines: string[] = []
  const logger = createLogger({
    level: 'warn',
    readable: false,
    destination: { write: (line) => void lines.push(line) },
  })
  await check({ fsync: 'off', data_checksums: 'off' }, false, logger)
  expect(lines.join()).toMatch(/fsync = off.*without data checksums/s)
})

test('a real database with synchronous_commit switched off is refused in production and accepted in development', async () => {
  const connectionString = await createDatabase('template0')
  const services = {
    clock: systemClock,
    random: systemRandom,
    ids: uuidV7Ids(systemClock, systemRandom),
    logger: silentLogger,
  }
  const config = testDatabaseConfig(connectionString)
  const name = new URL(connectionString).pathname.slice(1)
  await runOnce(connectionString, (client) => client.query(`alter database ${name} set synchronous_commit = off`))
  await expect(openDatabase({ ...config, requireDurability: true }, services)).rejects.toThrow(
    'data that was acknowledged',
  )
  const database = await openDatabase(config, services)
  await database[Symbol.asyncDispose]()
  await dropDatabase(connectionString)
})
