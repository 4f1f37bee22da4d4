import { createServer, type Socket } from 'node:net'
import { Client, DatabaseError, Pool } from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../testing/index.ts'
import { isDatabaseAway } from './index.ts'

const { database, connectionString, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  )
const ask = (text: string) => failure(database.pool.query(text))

test.each([
  ['a server that only reads', 'begin; set transaction read only; create table t()', true],
  ['a statement past its time', 'set statement_timeout = 10; select pg_sleep(5)', true],
  ['an ended connection', 'select pg_terminate_backend(pg_backend_pid())', true],
  [
    'a row that breaks a rule',
    'insert into sites (tenant_id, site_id, created_at) values (1, gen_random_uuid(), now())',
    false,
  ],
  ['a value that is none', "select 'x'::int", false],
  ['nonsense', 'selekt', false],
])('%s', async (_, text, isAway) => {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  const error = await failure(client.query(text))
  await client.end().catch(() => undefined)
  expect(isDatabaseAway(error), String(error)).toBe(isAway)
})

test('nobody listens, nobody answers, and nobody is there any more', async () => {
  const lines: Socket[] = []
  const silent = createServer((line) => void lines.push(line.on('error', () => undefined)))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const patient = new Pool({ host: '127.0.0.1', port, connectionTimeoutMillis: 50 })
  expect(await failure(patient.query('select 1'))).toSatisfy(isDatabaseAway)
  await patient.end()
  for (const line of lines) line.destroy()
  await new Promise((resolve) => silent.close(resolve))
  const late = new Pool({ host: '127.0.0.1', port })
  expect(await failure(late.query('select 1'))).toSatisfy(isDatabaseAway)
  await late.end()
  expect(await failure(late.query('select 1'))).toSatisfy(isDatabaseAway)
})

test('a transaction that is broken off may be tried again; our own mistakes may not', async () => {
  const deadlock = new DatabaseError('deadlock detected', 0, 'error')
  deadlock.code = '40P01'
  expect(isDatabaseAway(deadlock)).toBe(true)
  expect(isDatabaseAway(new TypeError("Cannot read properties of undefined (reading 'connectorId')"))).toBe(false)
  expect(isDatabaseAway('Connection terminated')).toBe(false)
  expect(await ask('select 1')).toMatchObject({ message: 'it did not fail' })
})
