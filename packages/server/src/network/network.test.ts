import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { LOAD_STEP_MS, readNetworkLoad, sampleNetworkLoad } from './load.ts'
import { refreshUsage } from './refresh-usage.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const query = (text: string) => app.database.pool.query(text)

test('what needs attention comes with cause and remedy, the most unsold power first', async () => {
  await query(`insert into stations (tenant_id, identity, identity_folded, connected_node, connected_at, disconnected_at, clock_offset_ms, created_at) values
    (1, 'FAULTED', 'faulted', 'n', now(), null, 0, now()), (1, 'AWAY', 'away', null, now() - interval '2 h', now() - interval '1 h', 0, now()),
    (1, 'SKEWED', 'skewed', 'n', now(), null, 3600000, now()), (1, 'OUT', 'out', 'n', now(), null, 0, now()),
    (1, 'FRESH', 'fresh', null, null, null, 0, now())`)
  await query(`insert into connectors (tenant_id, station_id, evse_id, connector_id, status, error_code, info, max_power_w, status_at, received_at)
    select 1, s.station_id, c.evse, 1, c.status, c.code, c.info, c.power, now(), now() from stations s join (values
      ('FAULTED', 1, 'Faulted', 'ConnectorLockFailure', 'stuck', 50000), ('FAULTED', 2, 'Faulted', 'GroundFailure', null, 11000),
      ('AWAY', 1, 'Faulted', 'GroundFailure', null, 150000), ('OUT', 1, 'Unavailable', null, null, 22000)
    ) c (identity, evse, status, code, info, power) on c.identity = s.identity`)
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, flags, confidence, fold, last_event_at, received_at, updated_at)
    select 1, station_id, gen_random_uuid(), 1, 1, 'ended', now() - d.age, d.flags::jsonb, d.confidence, '{}', now(), now(), now()
    from stations, (values (interval '1 h', '[{"code":"registerDecrease"}]', 0.4), (interval '1 h', '[{"code":"lateEvent"}]', 0.95),
      (interval '30 h', '[{"code":"registerDecrease"}]', 0.4)) d (age, flags, confidence) where identity = 'OUT'`)
  await query(`insert into commands (tenant_id, station_id, command_id, kind, body, requested_by, state, created_at, deadline_at)
    select 1, station_id, gen_random_uuid(), c.kind, '{}', 'Robin', c.state, now() - c.age, now() from stations, (values
      ('reset', 'timedOut', interval '3 min'), ('reset', 'accepted', interval '1 min'), ('clearCache', 'failed', interval '2 min')
    ) c (kind, state, age) where identity = 'OUT'`)
  await query(`insert into quarantine (tenant_id, identity, identity_folded, vendor, boots, first_seen_at, last_seen_at)
    values (1, 'Stranger', 'stranger', 'Voltara', 1, now(), now())`)

  const { items, total } = await app.call('getAttention', {})
  const told = items.map(({ kind, stationId, evseId, cause, fix }) => [kind, stationId, evseId, cause, fix])
  expect(told.slice(0, 4)).toEqual([
    ['stationOffline', 'AWAY', null, null, 'none'],
    ['connectorFaulted', 'FAULTED', 1, 'ConnectorLockFailure', 'unlockConnector'],
    ['stationUnavailable', 'OUT', 1, 'unavailable', 'changeAvailability'],
    ['connectorFaulted', 'FAULTED', 2, 'GroundFailure', 'reset'],
  ])
  expect(told.slice(4).toSorted()).toEqual([
    ['clockSkew', 'SKEWED', null, 'clockSkew', 'none'],
    ['commandFailed', 'OUT', null, 'failed', 'none'],
    ['quarantine', 'Stranger', null, null, 'approve'],
    ['sessionFlagged', 'OUT', 1, 'registerDecrease', 'review'],
  ])
  expect(total).toBe(items.length)
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  expect(await app.call('getAttention', {})).toMatchObject({ items, total })
})

test('what usually earns the most comes first, with what it loses and how many drivers it turns away', async () => {
  // Four weeks of the same hour: one session at the strong point, two small ones at the weak.
  await query("update stations set created_at = now() - interval '60 days'")
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh, fold, last_event_at, received_at, updated_at)
    select 1, s.station_id, gen_random_uuid(), p.evse, 1, 'ended', date_trunc('hour', now()) - make_interval(weeks => w) + p.after, now(),
      p.energy, '{}', now(), now(), now()
    from stations s join (values ('FAULTED', 2, interval '1 min', 80000), ('FAULTED', 1, interval '2 min', 10000),
      ('FAULTED', 1, interval '9 min', 10000)) p (identity, evse, after, energy) on p.identity = s.identity, generate_series(1, 4) w`)
  await app.call('updateOrganisation', { body: { currency: 'CHF', assumedPricePerKwh: '0.50' } })
  await app.database.transaction((tx) => refreshUsage(tx, Date.now()))
  const { items, currency, assumedPricePerKwh } = await app.call('getAttention', {})
  const told = items.slice(0, 3).map(({ stationId, evseId, loss }) => [stationId, evseId, loss])
  // OUT has had a session within the week, but never at this hour: it loses nothing now, and lowers the network's mean.
  expect(told).toEqual([
    ['FAULTED', 2, { moneyPerHour: 40, driversPerHour: 1, basis: 'point' }],
    ['AWAY', null, { moneyPerHour: 16.67, driversPerHour: 1, basis: 'network' }],
    ['FAULTED', 1, { moneyPerHour: 10, driversPerHour: 2, basis: 'point' }],
  ])
  expect([currency, assumedPricePerKwh]).toEqual(['CHF', '0.5'])
  // Nobody is kept away by a wrong clock or an odd session.
  expect(items.filter(({ kind }) => kind === 'clockSkew' || kind === 'sessionFlagged').map(({ loss }) => loss)).toEqual(
    [null, null],
  )
})

test('a session that runs where the fix would act is said', async () => {
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, fold, last_event_at, received_at, updated_at)
    select 1, station_id, gen_random_uuid(), 1, 1, 'active', now(), '{}', now(), now(), now() from stations where identity = 'FAULTED'`)
  const { items } = await app.call('getAttention', {})
  const faulted = items.filter(({ stationId }) => stationId === 'FAULTED')
  // The reset of the other point would end it too.
  expect(faulted.map(({ evseId, fix, isBusy }) => [evseId, fix, isBusy]).toSorted()).toEqual([
    [1, 'unlockConnector', true],
    [2, 'reset', true],
  ])
  expect(items.find(({ stationId }) => stationId === 'AWAY')?.isBusy).toBe(false)
  await query("update sessions set state = 'ended', ended_at = now() where state = 'active'")
})

test('the list ends at 200 and still says how many there are', async () => {
  await query(`insert into quarantine (tenant_id, identity, identity_folded, boots, first_seen_at, last_seen_at)
    select 1, 'Q' || n, 'q' || n, 1, now(), now() from generate_series(1, 300) n`)
  const { items, total } = await app.call('getAttention', {})
  expect([items.length, total]).toEqual([200, 308])
})

test('a time zone that the database does not know counts as UTC, and fails nobody', async () => {
  await query(`insert into organisations (tenant_id, name, time_zone, updated_at) values (1, 'Old', 'AET', now())
    on conflict (tenant_id) do update set time_zone = 'AET'`)
  await query('delete from evse_usage')
  await app.database.transaction((tx) => refreshUsage(tx, Date.now()))
  expect((await query('select from evse_usage')).rowCount).toBeGreaterThan(0)
  expect(await app.call('getNetworkNow', {})).toMatchObject({ stations: { total: expect.any(Number) } })
  await query('update organisations set time_zone = null')
})

test('the map has sites that have a place, with what is free there', async () => {
  const site = await app.call('createSite', { body: { name: 'Harbour', latitude: 53.5, longitude: 9.9 } })
  await app.call('createSite', { body: { name: 'Nowhere' } })
  await query(`update stations set site_id = '${site.id}' where identity in ('FAULTED', 'AWAY')`)
  const { items } = await app.call('getMapPoints', {})
  expect(items).toEqual([
    {
      ...{ siteId: site.id, stationId: null, name: 'Harbour', latitude: 53.5, longitude: 9.9 },
      ...{ evses: 3, available: 0, charging: 0, faulted: 2, offline: 1 },
    },
  ])
})

test('the load is sampled once a step, and a time without a server is a gap', async () => {
  const startMs = Date.UTC(2026, 2, 1, 12)
  const sample = (nowMs: number) => app.database.transaction((tx) => sampleNetworkLoad(tx, nowMs))
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, power_w, fold, last_event_at, received_at, updated_at)
    select 1, station_id, gen_random_uuid(), 1, 1, 'active', now(), 7000, '{}', now(), now(), now() from stations where identity in ('OUT', 'SKEWED')`)
  await sample(startMs)
  await sample(startMs + 1000)
  await sample(startMs + 3 * LOAD_STEP_MS)
  const load = await readNetworkLoad(app.database.kysely, FIRST_TENANT, startMs + 3 * LOAD_STEP_MS + 5)
  expect(load.at.length).toBe(120)
  expect(load.at.at(-1)).toBe('2026-03-01T12:01:30.000Z')
  expect(load.powerW.slice(-4)).toEqual([14000, null, null, 14000])
})

test('energy that a station has made up beyond all numbers leaves the counts and lists readable', async () => {
  await query(`insert into stations (tenant_id, identity, identity_folded, clock_offset_ms, created_at)
    values (1, 'LIAR', 'liar', 0, now())`)
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, energy_wh, fold, last_event_at, received_at, updated_at)
    select 1, station_id, gen_random_uuid(), 1, 1, 'active', now(), 9008000000000000, '{}', now(), now(), now()
    from stations where identity = 'LIAR'`)
  expect((await app.call('getNetworkNow', {})).energyTodayWh).toBe(Number.MAX_SAFE_INTEGER)
  const { items } = await app.call('listSessions', { query: { search: 'LIAR' } })
  expect(items.map(({ energyWh }) => energyWh)).toEqual([Number.MAX_SAFE_INTEGER])
  expect((await app.call('listStations', { query: { search: 'LIAR' } })).items).toMatchObject([{ id: 'LIAR' }])
})
