import { afterAll, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../logging/index.ts'
import { createTestDatabase } from '../testing/index.ts'
import { maintainPartitions } from './index.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const NOON_MS = Date.UTC(2026, 2, 29, 12)
const DAY_MS = 86_400_000

beforeEach(async () => {
  await database.owner.query(`
    drop table if exists readings;
    create table readings (station integer not null, at timestamptz not null, primary key (station, at)) partition by range (at);
    create table readings_default partition of readings default;
  `)
})

function maintain(nowMs: number, retentionDays = 0): Promise<void> {
  const tables = [{ table: 'readings', column: 'at', retentionDays }]
  return maintainPartitions(database, { tables, nowMs, daysBehind: 1, daysAhead: 2 }, silentLogger)
}

async function insert(atMs: number): Promise<void> {
  await database.owner.query('insert into readings values (1, $1)', [new Date(atMs)])
}

/** Partition of each row, by time. */
async function places(): Promise<string[]> {
  const found = await database.owner.query('select tableoid::regclass::text as place from readings order by at')
  return found.rows.map((row) => row.place)
}

test('makes a partition for every day around today, once', async () => {
  await maintain(NOON_MS)
  await maintain(NOON_MS)
  for (const days of [-1, 0, 1, 2, 3]) await insert(NOON_MS + days * DAY_MS)
  expect(await places()).toEqual([
    'readings_p20260328',
    'readings_p20260329',
    'readings_p20260330',
    'readings_p20260331',
    'readings_default',
  ])
})

test('a day begins and ends at midnight UTC', async () => {
  await maintain(NOON_MS)
  await insert(Date.UTC(2026, 2, 29))
  await insert(Date.UTC(2026, 2, 30) - 1)
  await insert(Date.UTC(2026, 2, 30))
  expect(await places()).toEqual(['readings_p20260329', 'readings_p20260329', 'readings_p20260330'])
})

test('rows that came before their partition are moved into it', async () => {
  await insert(NOON_MS)
  await insert(NOON_MS + 400 * DAY_MS)
  await maintain(NOON_MS)
  expect(await places()).toEqual(['readings_p20260329', 'readings_default'])
})

test('drops days past the retention, in partitions and in the default one, and keeps the rest', async () => {
  await maintain(NOON_MS)
  await insert(NOON_MS - 40 * DAY_MS)
  await insert(NOON_MS - DAY_MS)
  await insert(NOON_MS)
  await maintain(NOON_MS + 5 * DAY_MS, 5)
  expect(await places()).toEqual(['readings_p20260329'])
})

test('a retention of 0 keeps everything', async () => {
  await insert(0)
  await maintain(NOON_MS)
  expect(await places()).toEqual(['readings_default'])
})

test('several processes may do it at once', async () => {
  await Promise.all([maintain(NOON_MS), maintain(NOON_MS), maintain(NOON_MS)])
  await insert(NOON_MS)
  expect(await places()).toEqual(['readings_p20260329'])
})
