import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { InProcessBus } from '../../platform/bus/index.ts'
import { ManualClock, systemClock } from '../../platform/clock/index.ts'
import { silentLogger } from '../../platform/logging/index.ts'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { StationKey } from '../ids.ts'
import { INBOX_SUBJECT, type InboxReader, onAnswer, onReport, startInbox } from './index.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())
const bus = new InProcessBus({ clock: systemClock, logger: silentLogger })
let next = 1

async function newStation(): Promise<StationKey> {
  const { rows } = await database.pool.query<{ station_id: StationKey }>(
    `insert into stations (tenant_id, identity, identity_folded, created_at) values (1, $1, lower($1), now())
     returning station_id`,
    [`IN-${next++}`],
  )
  const [row] = rows
  if (row === undefined) throw new Error('no station')
  return row.station_id
}

async function put(stationKey: StationKey, ...entries: object[]): Promise<void> {
  for (const entry of entries) {
    await database.pool.query(
      `insert into station_inbox (tenant_id, station_id, received_at, kind, body) values (1, $1, now(), 'x', $2)`,
      [stationKey, JSON.stringify(entry)],
    )
  }
}

async function left(stationKey: StationKey): Promise<{ attempts: number }[]> {
  const { rows } = await database.pool.query<{ attempts: number }>(
    'select attempts from station_inbox where station_id = $1 order by inbox_id',
    [stationKey],
  )
  return rows
}

const dataTransfer = (vendorId: string) => ({ kind: 'dataTransfer', vendorId })

/** Keeps what was read in the database, in the reader's own transaction. */
function recording(into: string[], failOn?: string): InboxReader {
  return onReport('dataTransfer', async (tx, { stationKey, entry }) => {
    await sql`insert into audit_log (tenant_id, at, actor, action, object)
              values (1, now(), 'test', ${entry.vendorId}, ${String(stationKey)})`.execute(tx)
    into.push(entry.vendorId)
    if (entry.vendorId === failOn) throw new Error('cannot be worked on')
  })
}

const kept = async (stationKey: StationKey) => {
  const { rows } = await database.pool.query<{ action: string }>(
    'select action from audit_log where object = $1 order by audit_id',
    [String(stationKey)],
  )
  return rows.map((row) => row.action)
}

test('entries of a station are worked off in order, once, by the readers of their kind', async () => {
  const [one, other] = [await newStation(), await newStation()]
  const read: string[] = []
  const answered: string[] = []
  const readers = [
    recording(read),
    onAnswer('clearCache', async (_, { entry }) => void answered.push(entry.answer.status)),
  ]
  await put(one, dataTransfer('a'), { kind: 'heartbeat' }, dataTransfer('b'))
  await put(other, {
    kind: 'commandEnded',
    command: { kind: 'clearCache' },
    answer: { outcome: 'accepted', status: 'Accepted' },
  })
  await using _first = startInbox({ database, bus, clock: systemClock, logger: silentLogger, readers })
  await using _second = startInbox({ database, bus, clock: systemClock, logger: silentLogger, readers })
  bus.publish(INBOX_SUBJECT, null)
  await expect.poll(async () => [await left(one), await left(other)]).toEqual([[], []])
  expect(read).toEqual(['a', 'b'])
  expect(await kept(one)).toEqual(['a', 'b'])
  expect(answered).toEqual(['Accepted'])
})

test('an entry that fails leaves nothing, holds up only its own station, and is at last set aside whole', async () => {
  const [bad, good] = [await newStation(), await newStation()]
  const clock = new ManualClock(Date.now())
  const read: string[] = []
  await put(bad, dataTransfer('bad'), dataTransfer('after'))
  await put(good, dataTransfer('good'))
  await using _inbox = startInbox({ database, bus, clock, logger: silentLogger, readers: [recording(read, 'bad')] })
  bus.publish(INBOX_SUBJECT, null)
  await expect.poll(() => kept(good)).toEqual(['good'])
  await expect.poll(() => left(bad)).toEqual([{ attempts: 1 }, { attempts: 0 }])
  expect(await kept(bad)).toEqual([])
  await expect
    .poll(async () => {
      clock.advance(5000)
      return kept(bad)
    })
    .toEqual(['after'])
  expect(read.filter((vendorId) => vendorId === 'bad')).toHaveLength(6)
  const { rows } = await database.pool.query<{ error: string; content: Buffer }>(
    `select error, content from refused_rows where station_id = $1`,
    [bad],
  )
  expect(rows.map(({ error, content }) => ({ error, entry: JSON.parse(content.toString()) }))).toEqual([
    { error: 'cannot be worked on', entry: dataTransfer('bad') },
  ])
})

test('a station that floods its inbox holds up no other', async () => {
  const flooding = [await newStation(), await newStation(), await newStation(), await newStation(), await newStation()]
  const quiet = await newStation()
  const turns: string[] = []
  const readers = [onReport('dataTransfer', async (_, { entry }) => void turns.push(entry.vendorId))]
  for (const stationKey of flooding) {
    await database.pool.query(
      `insert into station_inbox (tenant_id, station_id, received_at, kind, body)
       select 1, $1, now() - interval '1 hour', 'x', $2 from generate_series(1, 200)`,
      [stationKey, JSON.stringify(dataTransfer('flood'))],
    )
  }
  await put(quiet, dataTransfer('quiet'))
  await using _inbox = startInbox({ database, bus, clock: systemClock, logger: silentLogger, readers })
  bus.publish(INBOX_SUBJECT, null)
  await expect.poll(() => turns.length, { timeout: 30_000 }).toBe(1001)
  expect(turns.indexOf('quiet')).toBeLessThan(300)
})

test('an entry that the database refuses for its content is set aside at once', async () => {
  const stationKey = await newStation()
  const readers = [onReport('dataTransfer', async (tx) => void (await sql`select 2147483648::integer`.execute(tx)))]
  await put(stationKey, dataTransfer('too large'))
  await using _inbox = startInbox({ database, bus, clock: new ManualClock(Date.now()), logger: silentLogger, readers })
  bus.publish(INBOX_SUBJECT, null)
  await expect.poll(() => left(stationKey)).toEqual([])
  const { rows } = await database.pool.query('select error from refused_rows where station_id = $1', [stationKey])
  expect(rows).toEqual([{ error: 'integer out of range' }])
})
