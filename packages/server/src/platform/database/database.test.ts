import { rmSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '../clock/index.ts'
import { uuidV7Ids } from '../ids/index.ts'
import { silentLogger } from '../logging/index.ts'
import { systemRandom } from '../random/index.ts'
import { createTestDatabase, temporaryFolder } from '../testing/index.ts'
import { openDatabase, type Tx } from './index.ts'

declare module './tables.ts' {
  interface Tables {
    test_notes: { id: number; text: string; at: Date }
  }
}

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())
await database.owner.query(
  `create table test_notes (id bigint primary key, text text not null, at timestamptz not null);
   grant select, insert, update, delete on test_notes to stationmaster_program`,
)

function note(id: number) {
  return { id, text: `note ${id}`, at: new Date(1_000) }
}

async function countNotes(): Promise<number> {
  const found = await database.kysely
    .selectFrom('test_notes')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .execute()
  return found[0]!.count
}

test('a fresh test database is migrated', async () => {
  const migrations = await database.kysely.selectFrom('schema_migrations').selectAll().execute()
  expect(migrations.length).toBeGreaterThan(0)
})

test('int8 columns and arrays are numbers', async () => {
  const found = await database.pool.query(
    `select 9007199254740991::int8 as one, '{1,NULL,3}'::int8[] as many, '{}'::int8[] as none`,
  )
  expect(found.rows).toEqual([{ one: Number.MAX_SAFE_INTEGER, many: [1, null, 3], none: [] }])
})

test('a transaction commits its writes and then runs its after-commit steps in order', async () => {
  const steps: string[] = []
  const before = await countNotes()
  await database.transaction(async (tx) => {
    tx.afterCommit(async () => {
      steps.push(`first sees ${(await countNotes()) - before}`)
    })
    tx.afterCommit(() => {
      steps.push('second')
    })
    await tx.insertInto('test_notes').values(note(1)).execute()
    steps.push('work done')
  })
  expect(steps).toEqual(['work done', 'first sees 1', 'second'])
})

test('a transaction that throws leaves nothing behind and runs no after-commit step', async () => {
  const before = await countNotes()
  let ran = false
  const failed = database.transaction(async (tx) => {
    tx.afterCommit(() => {
      ran = true
    })
    await tx.insertInto('test_notes').values(note(2)).execute()
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  expect(await countNotes()).toBe(before)
  expect(ran).toBe(false)
})

test('a failing after-commit step does not undo or fail the committed work', async () => {
  await database.transaction(async (tx) => {
    tx.afterCommit(() => {
      throw new Error('listener failed')
    })
    await tx.insertInto('test_notes').values(note(3)).execute()
  })
  const found = await database.kysely.selectFrom('test_notes').selectAll().where('id', '=', 3).execute()
  expect(found).toEqual([note(3)])
})

test('a transaction kept after its end refuses queries, raw SQL and after-commit steps', async () => {
  let kept: Tx | undefined
  await database.transaction(async (tx) => {
    kept = tx
  })
  await expect(async () => kept!.selectFrom('test_notes').selectAll().execute()).rejects.toThrow('has ended')
  await expect(async () => sql`select 1`.execute(kept!)).rejects.toThrow('has ended')
  expect(() => kept!.afterCommit(() => undefined)).toThrow('has ended')
})

test('every connection limits its statements and its idle transactions', async () => {
  const found = await database.pool.query(`select current_setting('statement_timeout') as statement,
    current_setting('idle_in_transaction_session_timeout') as idle`)
  expect(found.rows).toEqual([{ statement: '15s', idle: '30s' }])
})

test('the embedded server takes every connection that the pool may open, and a few beside it', async () => {
  const dataDir = temporaryFolder()
  const services = { clock: systemClock, random: systemRandom, ids: uuidV7Ids(systemClock, systemRandom) }
  const embedded = await openDatabase(
    { url: undefined, dataDir, poolSize: 120, statementTimeoutMs: 5_000, requireDurability: true },
    { ...services, logger: silentLogger },
  )
  const { rows } = await embedded.pool.query(`select current_setting('max_connections')::integer as most`)
  await embedded[Symbol.asyncDispose]()
  rmSync(dataDir, { recursive: true })
  expect(rows[0].most).toBeGreaterThan(120)
})
