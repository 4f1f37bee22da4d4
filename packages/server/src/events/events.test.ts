import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }

test('what happened while nobody could tell of it is told at the next start, once', async () => {
  await using receiver = await startReceiver()
  const settings = { EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1' }
  const first = await startTestApp(settings)
  const types = ['session.started', 'session.ended', 'station.online', 'station.offline'] as const
  await first.call('createWebhook', { body: { name: 'R', url: receiver.url, types: [...types] } })
  const { password } = await first.call('createStation', { body: { id: 'TOLD-1' } })
  const station = await connectTestStation({ url: first.stationUrl, identity: 'TOLD-1', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  await expect.poll(receiver.types, PATIENCE).toEqual(['station.online'])
  const timestamp = new Date(Date.now() - 3_600_000).toISOString()
  const { transactionId } = await station.call('StartTransaction', {
    ...{ connectorId: 1, idTag: 'ANY', meterStart: 0, timestamp },
  })
  const ended = { transactionId, meterStop: 10, timestamp: new Date().toISOString() }
  await station.call('StopTransaction', ended)
  await expect.poll(receiver.types, PATIENCE).toHaveLength(3)
  // As if the process had been killed between the station's commit and the telling: the marks are what it was.
  await sql`delete from event_marks where watch = 'session'`.execute(first.database.kysely)
  await sql`delete from events where type like 'session.%'`.execute(first.database.kysely)
  await using second = await first.restart()
  const count = (type: string) => receiver.types().filter((one) => one === type).length
  await expect.poll(() => types.map(count), PATIENCE).toEqual([2, 2, 1, 1])
  // Sweeps have run since, and another process may have: nothing is told again.
  await using third = await second.restart()
  const marks = async () => {
    const { rows } = await sql`select from event_marks where watch = 'session'`.execute(third.database.kysely)
    return rows.length
  }
  expect(await marks()).toBe(1)
  await third.call('createStation', { body: { id: 'TOLD-2' } })
  expect(types.map(count)).toEqual([2, 2, 1, 1])
})

test('a session that only goes on is told of, a minute after it was last', async () => {
  await using receiver = await startReceiver()
  await using app = await startTestApp({ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1' })
  const types = ['session.started', 'session.updated'] as const
  await app.call('createWebhook', { body: { name: 'R', url: receiver.url, types: [...types] } })
  const { password } = await app.call('createStation', { body: { id: 'GOES-ON' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'GOES-ON', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  const timestamp = () => new Date().toISOString()
  await station.call('StartTransaction', { connectorId: 1, idTag: 'ANY', meterStart: 0, timestamp: timestamp() })
  const measures = (value: string) =>
    station.call('MeterValues', { connectorId: 1, meterValue: [{ timestamp: timestamp(), sampledValue: [{ value }] }] })
  await measures('1')
  await expect.poll(receiver.types, PATIENCE).toEqual(['session.started'])
  // As if a minute had passed.
  await sql`update event_marks set mark = mark || '{"toldMs":0}' where watch = 'session'`.execute(app.database.kysely)
  await measures('50')
  await expect.poll(receiver.types, PATIENCE).toEqual(['session.started', 'session.updated'])
})
