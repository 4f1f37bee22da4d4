import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { Secret } from '../../config/index.ts'
import { systemClock } from '../clock/index.ts'
import { uuidV7Ids } from '../ids/index.ts'
import { silentLogger } from '../logging/index.ts'
import { systemRandom } from '../random/index.ts'
import { temporaryFolder } from '../testing/index.ts'
import { readPostmasterPid } from './embedded/postmaster-pid.ts'
import { type Database, type DatabaseState, isDatabaseAway, openDatabase } from './index.ts'

const dataDir = temporaryFolder()
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function open(): Promise<Database> {
  return openDatabase(
    { url: undefined, dataDir, poolSize: 4, statementTimeoutMs: 5_000, requireDurability: true },
    { clock: systemClock, random: systemRandom, ids: uuidV7Ids(systemClock, systemRandom), logger: silentLogger },
  )
}

function nextState(database: Database): Promise<DatabaseState> {
  return new Promise((resolve) => {
    const stop = database.onStateChange((state) => {
      stop()
      resolve(state)
    })
  })
}

test('an embedded database that is killed is reported down, comes back with its data and is reported up', async () => {
  const database = await open()
  await database.owner.query('create table kept as select 42 as answer; grant select on kept to public')
  const down = nextState(database)
  process.kill(readPostmasterPid(`${dataDir}/postgres`)!.pid, 'SIGKILL')
  expect(await down).toBe('down')
  expect(await nextState(database)).toBe('up')
  expect((await database.pool.query('select answer from kept')).rows).toEqual([{ answer: 42 }])
  await database[Symbol.asyncDispose]()
  expect(readPostmasterPid(`${dataDir}/postgres`)).toBeUndefined()
})

test('a connection that is lost in use, busy or idle, rejects and harms nobody else', async () => {
  await using database = await open()
  const endConnection = (pid: number) => database.owner.query('select pg_terminate_backend($1)', [pid])
  const busy = database.transaction(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    const sleeping = sql`select pg_sleep(60)`.execute(tx)
    await Promise.all([sleeping, endConnection(rows[0]!.pid)])
  })
  await expect(busy).rejects.toSatisfy(isDatabaseAway)
  const held = await database.pool.connect()
  const { rows } = await held.query('select pg_backend_pid() as pid')
  const ended = new Promise((resolve) => held.once('end', resolve))
  await endConnection(rows[0].pid)
  await ended
  await expect(held.query('select 1')).rejects.toSatisfy(isDatabaseAway)
  held.release(true)
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('a wrong address is answered by a sentence, not by waiting', async () => {
  await using database = await open()
  const url = new URL(database.connectionString)
  url.pathname = '/absent'
  const refused = openDatabase(
    { url: new Secret(url.toString()), dataDir, poolSize: 4, statementTimeoutMs: 5_000, requireDurability: true },
    { clock: systemClock, random: systemRandom, ids: uuidV7Ids(systemClock, systemRandom), logger: silentLogger },
  )
  await expect(refused).rejects.toThrow('The database cannot be reached: database "absent" does not exist')
})
