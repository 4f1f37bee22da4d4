import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../../testing/test-app.ts'
import { connectTestStation } from '../../testing/test-station.ts'
import { CRITICAL_EVENTS } from './event-types.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

// Not even who owns the tables may change what is written.
const { owner: pool } = app.database
const verify = () => app.call('verifySecurityLog', {})

async function untilLinked(events: number) {
  for (let turn = 0; turn < 200; turn++) {
    const verification = await verify()
    if (verification.waiting === 0 && verification.checked >= events) return verification
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the events were not linked')
}

/** Does what nobody can do without taking the guard away first, and puts the log back as it was. */
async function tampered(statement: string, undo: string) {
  const run = async (text: string) => {
    await pool.query('alter table security_events disable trigger append_only')
    await pool.query(text)
    await pool.query('alter table security_events enable trigger append_only')
  }
  await run(statement)
  const verification = await verify()
  await run(undo)
  return verification
}

test.each([
  ['1.6', 'ocpp1.6', { type: 'SettingSystemTime', timestamp: '2026-01-02T03:04:05Z', techInfo: 'by NTP' }],
  ['2.0.1', 'ocpp2.0.1', { type: 'TamperDetectionActivated', timestamp: '2026-01-02T03:04:05Z' }],
  ['2.1', 'ocpp2.1', { type: 'InvalidMessages', timestamp: '2026-01-02T03:04:05Z', techInfo: 'three in a row' }],
] as const)('every event that a %s station reports is in the log, confirmed', async (version, subprotocol, event) => {
  const id = `Log-${version}`
  await app.call('createStation', { body: { id, securityProfile: 0 } })
  const station = await connectTestStation({ url: app.stationUrl, identity: id, subprotocol })
  const boot =
    version === '1.6'
      ? { chargePointVendor: 'V', chargePointModel: 'M' }
      : { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } }
  await station.call('BootNotification', boot)
  expect(await station.call('SecurityEventNotification', event)).toEqual({})
  const { items } = await app.call('listSecurityEvents', { query: { stationId: id } })
  expect(items).toMatchObject([
    {
      stationId: id,
      source: 'station',
      type: event.type,
      critical: CRITICAL_EVENTS.includes(event.type),
      at: '2026-01-02T03:04:05.000Z',
      detail: 'techInfo' in event ? event.techInfo : null,
    },
  ])
  station.close()
})

test('the list is filtered by type, source, criticality and time, and paged', async () => {
  const listed = async (query: object) =>
    (await app.call('listSecurityEvents', { query })).items.map(({ type }) => type)
  expect(await listed({ critical: true })).toEqual(['TamperDetectionActivated', 'SettingSystemTime'])
  expect(await listed({ critical: false })).toEqual(['InvalidMessages'])
  expect(await listed({ type: 'InvalidMessages' })).toEqual(['InvalidMessages'])
  expect(await listed({ source: 'csms' })).toEqual([])
  expect(await listed({ to: '2020-01-01T00:00:00Z' })).toEqual([])
  const first = await app.call('listSecurityEvents', { query: { limit: 2 } })
  const second = await app.call('listSecurityEvents', { query: { limit: 2, cursor: first.nextCursor } })
  expect([...first.items, ...second.items].map(({ type }) => type)).toHaveLength(3)
})

test('the log cannot be changed, and takes each event into its chain', async () => {
  const whole = await untilLinked(3)
  expect(whole).toMatchObject({ intact: true, checked: 3, waiting: 0, broken: null, head: { position: 3 } })
  for (const table of ['security_events', 'security_event_links']) {
    await expect(pool.query(`delete from ${table}`)).rejects.toThrow('append-only')
    await expect(pool.query(`update ${table} set tenant_id = 2`)).rejects.toThrow('append-only')
    await expect(pool.query(`truncate ${table}`)).rejects.toThrow('append-only')
  }
})

test('whoever changes, removes or adds an event is found out, with the first place', async () => {
  const { rows } = await pool.query<{ event_id: number }>(
    'select event_id from security_event_links where position = 2',
  )
  const id = rows[0]?.event_id
  const second = `event_id = ${id}`
  expect(
    await tampered(
      `update security_events set detail = 'nothing' where ${second}`,
      `update security_events set detail = null where ${second}`,
    ),
  ).toMatchObject({ intact: false, checked: 1, broken: { position: 2, eventId: id, problem: 'contentChanged' } })
  await pool.query('create table kept as select * from security_events')
  expect(
    await tampered(
      `delete from security_events where ${second}`,
      `insert into security_events overriding system value select * from kept where ${second}`,
    ),
  ).toMatchObject({ intact: false, broken: { position: 2, eventId: id, problem: 'eventMissing' } })
  expect(await verify()).toMatchObject({ intact: true, checked: 3 })
})
