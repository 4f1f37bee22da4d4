import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { migrate, migrationFolder, readMigrations } from '../platform/database/migrate.ts'
import { silentLogger } from '../platform/logging/index.ts'
import { createDatabase, dropDatabase } from '../platform/testing/index.ts'

const connectionString = await createDatabase('template0')
const client = new pg.Client(connectionString)
await client.connect()
afterAll(async () => {
  await client.end()
  await dropDatabase(connectionString)
})

/** The migration that lets sessions keep their site. */
const KEPT_SINCE = 330
const [first, second] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']

test('sessions from before belong where they were priced first, or else where their station is', async () => {
  const migrations = readMigrations(migrationFolder)
  await migrate(
    client,
    migrations.filter(({ version }) => version < KEPT_SINCE),
    silentLogger,
  )
  await client.query(
    `insert into sites (tenant_id, site_id, name, created_at) values (1, '${first}', 'A', now()), (1, '${second}', 'B', now())`,
  )
  await client.query(
    `insert into stations (tenant_id, identity, identity_folded, site_id, created_at) values (1, 'S', 's', '${second}', now())`,
  )
  for (const transaction of ['priced', 'loose', 'fresh']) {
    await client.query(
      `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, transaction_id, state, started_at, fold,
        last_event_at, received_at, updated_at)
      select 1, station_id, gen_random_uuid(), 1, 1, $1, 'ended', now(), '{}', now(), now(), now() from stations`,
      [transaction],
    )
  }
  await client.query(`insert into session_prices (tenant_id, price_id, session_id, station_id, site_id, started_at, ended_at,
      energy_wh, unpriced_reason, priced_at, session_updated_at, superseded_at)
    select 1, gen_random_uuid(), session_id, station_id, site, now(), now(), 0, 'noTariff', at, at, superseded
    from sessions, (values ('priced', '${first}'::uuid, now() - interval '1 h', now()), ('priced', '${second}', now(), null),
      ('loose', null, now(), null)) as sold(transaction, site, at, superseded)
    where transaction_id = transaction`)
  await migrate(client, migrations, silentLogger)
  const { rows } = await client.query('select transaction_id, site_id from sessions order by 1')
  expect(rows.map(({ transaction_id, site_id }) => [transaction_id, site_id])).toEqual([
    ['fresh', second],
    ['loose', null],
    ['priced', first],
  ])
})
