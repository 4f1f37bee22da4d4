import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

const app = await startTestApp({
  SECURITY_EVENTS_PER_DAY: '5',
  SETTLEMENTS_PER_DAY: '3',
  STATION_INBOX: '10',
  STATION_DEVICE_VARIABLES: '100',
})
afterAll(() => app[Symbol.asyncDispose]())
const NOW = new Date().toISOString()
const passwords = new Map<string, string>()

async function online(id: string): Promise<TestStation> {
  if (!passwords.has(id)) passwords.set(id, (await app.call('createStation', { body: { id } })).password ?? '')
  const known = { url: app.stationUrl, identity: id, password: passwords.get(id) ?? '' }
  const station = await connectTestStation({ ...known, subprotocol: 'ocpp2.1' })
  const chargingStation = { vendorName: 'V', model: 'M' }
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation })
  return station
}

async function typesOf(stationId: string): Promise<readonly string[]> {
  const { items } = await app.call('listSecurityEvents', { query: { stationId, limit: 100 } })
  return items.map(({ type }) => type).toReversed()
}

const times = (type: string, count: number) => Array.from({ length: count }, () => type)

test('a station cannot fill the security event log, nor drown what is critical in it, nor begin anew by connecting', async () => {
  const station = await online('Noisy')
  for (const type of [...times('InvalidMessages', 8), ...times('TamperDetectionActivated', 4)]) {
    expect(await station.call('SecurityEventNotification', { type, timestamp: NOW })).toEqual({})
  }
  station.close()
  await station.closed
  const again = await online('Noisy')
  for (const type of ['InvalidMessages', ...times('TamperDetectionActivated', 3)]) {
    expect(await again.call('SecurityEventNotification', { type, timestamp: NOW })).toEqual({})
  }
  expect(await typesOf('Noisy')).toEqual([
    ...times('InvalidMessages', 5),
    'SecurityEventsSuppressed',
    ...times('TamperDetectionActivated', 5),
  ])
  const other = await online('Quiet')
  await other.call('SecurityEventNotification', { type: 'InvalidMessages', timestamp: NOW })
  expect(await typesOf('Quiet')).toEqual(['InvalidMessages'])
  // What was not kept there is in the timeline.
  const { items } = await app.call('searchTimeline', { query: { action: 'SecurityEventNotification', limit: 100 } })
  expect(items.filter(({ stationId }) => stationId === 'Noisy')).toHaveLength(16)
  again.close()
  other.close()
})

test('a station cannot fill the settlements; the first that is too many is a security event', async () => {
  const station = await online('Terminal')
  for (let one = 1; one <= 6; one++) {
    const settlement = { pspRef: `psp-${one}`, status: 'Settled', settlementAmount: 1, settlementTime: NOW }
    expect(await station.call('NotifySettlement', settlement)).toEqual({})
  }
  await expect.poll(() => typesOf('Terminal'), { timeout: 10_000 }).toEqual(['SettlementsSuppressed'])
  await expect
    .poll(async () => (await app.database.pool.query('select from station_inbox')).rows.length, { timeout: 10_000 })
    .toBe(0)
  const { items } = await app.call('listSettlements', { query: { stationId: 'Terminal' } })
  expect(items.map(({ pspRef }) => pspRef).toSorted()).toEqual(['psp-1', 'psp-2', 'psp-3'])
  station.close()
})

test('variables past the bound go, the oldest first', async () => {
  const station = await online('Endless')
  for (let report = 0; report < 3; report++) {
    const reportData = Array.from({ length: 60 }, (_, index) => ({
      component: { name: 'Made' },
      variable: { name: `Up-${report}-${index}` },
      variableAttribute: [{ value: '1' }],
    }))
    await station.call('NotifyReport', { requestId: report, seqNo: 0, generatedAt: NOW, reportData })
  }
  const kept = async () => {
    const { rows } = await app.database.pool.query<{ last: string; count: number }>(
      `select count(*)::int as count, count(*) filter (where variable like 'Up-2-%')::int as newest
       from device_variables join stations using (station_id) where identity = 'Endless'`,
    )
    return rows[0]
  }
  await expect.poll(kept, { timeout: 10_000 }).toEqual({ count: 100, newest: 60 })
  station.close()
})

test('a station whose reports pile up is not read until they are worked on, and loses nothing', async () => {
  const station = await online('Piling')
  const { rows } = await app.database.pool.query("select station_id from stations where identity = 'Piling'")
  const key = rows[0].station_id
  // Ten reports whose turn does not come.
  await app.database.pool.query(
    `insert into station_inbox (tenant_id, station_id, received_at, kind, body, next_try_at)
     select 1, $1, now(), 'x', '{"kind":"heartbeat"}', now() + interval '1 hour' from generate_series(1, 10)`,
    [key],
  )
  // Until the pause has come: the first call after it waits.
  let waiting: Promise<unknown> | undefined
  for (let turn = 0; turn < 100 && waiting === undefined; turn++) {
    const answer = station.call('Heartbeat', {})
    const isAnswered = await Promise.race([
      answer.then(() => true),
      new Promise((resolve) => setTimeout(() => resolve(false), 500)),
    ])
    if (!isAnswered) waiting = answer
  }
  expect(waiting).toBeDefined()
  const other = await online('Passing')
  expect(await other.call('Heartbeat', {})).toHaveProperty('currentTime')
  await app.database.pool.query('delete from station_inbox where station_id = $1', [key])
  expect(await waiting).toHaveProperty('currentTime')
  station.close()
  other.close()
}, 20_000)
