import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../logging/index.ts'
import { createDatabase, dropDatabase, temporaryFolder } from '../testing/index.ts'
import { migrate, readMigrations } from './migrate.ts'

let connectionString: string
let client: pg.Client
let folder: string

beforeEach(async () => {
  connectionString = await createDatabase('template0')
  client = await connect()
  folder = join(temporaryFolder(), 'migrations')
  mkdirSync(folder)
  write('0001_animals.sql', 'create table animals (name text primary key);')
  write('0002_first_animal.sql', `insert into animals values ('otter');`)
})

afterEach(async () => {
  await client.end()
  await dropDatabase(connectionString)
  rmSync(dirname(folder), { recursive: true })
})

async function connect(): Promise<pg.Client> {
  const one = new pg.Client(connectionString)
  await one.connect()
  return one
}

function write(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql)
}

function run(on = client): Promise<number> {
  return migrate(on, readMigrations(folder), silentLogger)
}

async function animals(): Promise<string[]> {
  return (await client.query('select name from animals order by name')).rows.map((row) => row.name)
}

test('applies what is missing, once, in order', async () => {
  expect(await run()).toBe(2)
  expect(await run()).toBe(0)
  write('0003_second_animal.sql', `insert into animals values ('beaver');`)
  expect(await run()).toBe(1)
  expect(await animals()).toEqual(['beaver', 'otter'])
})

test('two programs that start together apply each migration once', async () => {
  const others = await Promise.all([connect(), connect()])
  const applied = await Promise.all([run(), ...others.map((other) => run(other))])
  await Promise.all(others.map((other) => other.end()))
  expect(applied.sort()).toEqual([0, 0, 2])
})

test('a file that fails leaves no trace of itself and keeps those before it', async () => {
  write('0003_broken.sql', `insert into animals values ('beaver'); insert into plants values ('fern');`)
  await expect(run()).rejects.toThrow('Migration 3 (broken) failed: relation "plants" does not exist')
  expect(await animals()).toEqual(['otter'])
  write('0003_broken.sql', `insert into animals values ('mole');`)
  expect(await run()).toBe(1)
})

test('an edited migration is refused', async () => {
  await run()
  write('0002_first_animal.sql', `insert into animals values ('wolf');`)
  await expect(run()).rejects.toThrow('Migration 2 (first_animal) was changed after the database had applied it.')
})

test('the line ends of the checkout do not matter', async () => {
  write('0001_animals.sql', 'create table animals (\n  name text primary key\n);')
  await run()
  write('0001_animals.sql', 'create table animals (\r\n  name text primary key\r\n);')
  expect(await run()).toBe(0)
})

test('a database of a newer program is refused', async () => {
  write('0003_from_the_future.sql', 'select 1')
  const future = readMigrations(folder)
  await migrate(client, future, silentLogger)
  await expect(migrate(client, future.slice(0, 2), silentLogger)).rejects.toThrow(
    'The database has migration 3 (from_the_future), which this program does not know',
  )
})

test.each(['0002_twice.sql', '3_short.sql', '0003-Dash.sql'])('a file named %s is refused', (name) => {
  write(name, 'select 1')
  expect(() => readMigrations(folder)).toThrow(`The migration ${name} must be named 0000_words_of_its_purpose.sql`)
})
