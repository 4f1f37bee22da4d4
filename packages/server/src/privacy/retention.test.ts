import { afterAll, expect, test } from 'vitest'
import { Retention } from '../contract/index.ts'
import { ManualClock } from '../platform/clock/index.ts'
import { createTestDatabase } from '../platform/testing/index.ts'
import { applyRetention, MOST_REFUSED_ROWS } from './retention.ts'
import { longestOf, readRetention, writeRetention } from './settings.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const { pool } = database
const count = async (table: string, tenantId = 1) => {
  const { rows } = await pool.query(`select count(*)::int as n from ${table} where tenant_id = $1`, [tenantId])
  return rows[0]?.n
}

test('each tenant keeps what it has chosen to keep, and no more', async () => {
  const clock = new ManualClock(Date.now())
  await pool.query(`insert into tenants (tenant_id, name, slug) values (2, 'Second', 'second')`)
  for (const tenantId of [1, 2]) {
    await pool.query(
      `insert into frames (tenant_id, station_id, received_at, inbound, action, message_id, frame)
       select $1, 1, now() - make_interval(days => days), true, 'Authorize', days::text, '[]' from unnest(array[1, 20]) days`,
      [tenantId],
    )
    await pool.query(
      `insert into refused_rows (tenant_id, station_id, received_at, table_name, error, content)
       select $1, 1, now() - make_interval(days => days), 'frames', 'x', 'x' from unnest(array[1, 40]) days`,
      [tenantId],
    )
  }
  const usual = await readRetention(database.kysely, 1)
  await database.transaction((tx) => writeRetention(tx, 1, { ...usual, frames: 7 }, clock.nowMs()))
  await applyRetention({ database, clock })
  expect([await count('frames', 1), await count('frames', 2)]).toEqual([1, 2])
  expect([await count('refused_rows', 1), await count('refused_rows', 2)]).toEqual([1, 1])
  await pool.query(
    `insert into refused_rows (tenant_id, station_id, received_at, table_name, error, content)
     select 1, 1, now(), 'frames', 'x', 'x' from generate_series(1, $1::integer)`,
    [MOST_REFUSED_ROWS + 5],
  )
  await applyRetention({ database, clock })
  expect(await count('refused_rows', 1)).toBe(MOST_REFUSED_ROWS)
})

test('old sessions forget the card and keep what was charged', async () => {
  const clock = new ManualClock(Date.now())
  const insert = (days: number) =>
    pool.query(
      `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, id_token, id_token_folded, state,
         started_at, ended_at, energy_wh, fold, last_event_at, received_at, updated_at)
       values (1, 1, gen_random_uuid(), 1, 1, 'ANNA', 'anna', 'ended', now(), now() - make_interval(days => $1), 5000,
         '{"idToken": {"value": "ANNA"}, "note": "ANNABERG"}', now(), now(), now())`,
      [days],
    )
  await insert(2000)
  await insert(10)
  await applyRetention({ database, clock })
  const { rows } = await pool.query('select id_token, energy_wh, fold from sessions order by ended_at')
  const [old, recent] = rows
  expect(old).toMatchObject({ energy_wh: 5000, fold: { idToken: { value: old.id_token }, note: 'ANNABERG' } })
  expect(old.id_token).toMatch(/^expired[0-9a-f]{13}$/)
  expect(recent).toMatchObject({ id_token: 'ANNA', fold: { idToken: { value: 'ANNA' } } })
})

test('a partition stays while somebody needs it', () => {
  const kept = (frames: number | null) => Retention.parse({ ...NOTHING, frames })
  expect(longestOf([kept(7), kept(90)], 'frames', 30)).toBe(90)
  expect(longestOf([kept(7), kept(null)], 'frames', 30)).toBe(30)
  expect(longestOf([kept(7), kept(null)], 'frames', 0)).toBe(0)
  expect(longestOf([kept(7)], 'frames', 0)).toBe(7)
})

const NOTHING = {
  ...{ frames: null, meterSamples: null, sessionTokens: null, audit: null },
  ...{ refusedHandshakes: null, refusedRows: null, mails: null, logFiles: null },
}
