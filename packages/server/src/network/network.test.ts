import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { LOAD_STEP_MS, readNetworkLoad, sampleNetworkLoad } from './load.ts'

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
  expect(await app.call('getAttention', {})).toEqual({ items, total })
})

test('the list ends at 200 and still says how many there are', async () => {
  await query(`insert into quarantine (tenant_id, identity, identity_folded, boots, first_seen_at, last_seen_at)
    select 1, 'Q' || n, 'q' || n, 1, now(), now() from generate_series(1, 300) n`)
  const { items, total } = await app.call('getAttention', {})
  expect([items.length, total]).toEqual([200, 308])
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
