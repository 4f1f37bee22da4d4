import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CHOSEN_EVENT_TYPES } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'
import { AT_ONCE_PER_TENANT, KEPT_FOR_OTHERS } from './attempts.ts'
import { MOST_WAITING } from './deliveries.ts'
import { MOST_AT_ONCE } from './delivery.ts'
import { isSigned, NO_ANSWER, startReceiver } from './testing/receiver.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }
const SETTINGS = {
  EGRESS_HTTP: 'on',
  EGRESS_NETWORKS: '127.0.0.1',
  WEBHOOKS_PER_TENANT: '12',
  EGRESS_TIMEOUT_MS: '60000',
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(SETTINGS)
})
afterAll(() => app[Symbol.asyncDispose]())

async function newWebhook(url: string, types = CHOSEN_EVENT_TYPES) {
  return app.call('createWebhook', { body: { name: 'Receiver', url, types } })
}

async function connect(id: string) {
  const { password } = await app.call('createStation', { body: { id } })
  const station = await connectTestStation({ url: app.stationUrl, identity: id, password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  return station
}

const now = () => new Date().toISOString()

test('what stations do arrives as signed events, once each', async () => {
  await using receiver = await startReceiver()
  const { id, secret } = await newWebhook(receiver.url)
  const station = await connect('HOOK-1')
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'GroundFailure', status: 'Faulted' })
  await expect.poll(receiver.types, PATIENCE).toEqual(expect.arrayContaining(['station.online', 'station.faulted']))
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' })
  await app.call('createToken', { body: { value: 'HOOKCARD' } })
  const start = { connectorId: 1, idTag: 'HOOKCARD', meterStart: 0, timestamp: now() }
  const { transactionId } = await station.call('StartTransaction', start)
  await expect.poll(receiver.types, PATIENCE).toEqual(expect.arrayContaining(['station.recovered', 'session.started']))
  await station.call('StopTransaction', { transactionId, meterStop: 4200, timestamp: now() })
  const command = { kind: 'clearCache' } as const
  await app.call('sendCommand', { params: { stationId: 'HOOK-1' }, query: { wait: 10 }, body: { command } })
  await expect.poll(receiver.types, PATIENCE).toEqual(expect.arrayContaining(['session.ended', 'command.finished']))
  station.close()
  await expect.poll(receiver.types, PATIENCE).toContain('station.offline')

  const mine = receiver.received.filter(({ event }) => event.data['stationId'] === 'HOOK-1')
  expect(mine.map(({ event }) => event.type).toSorted()).toEqual([
    ...['command.finished', 'session.ended', 'session.started'],
    ...['station.faulted', 'station.offline', 'station.online', 'station.recovered'],
  ])
  expect(mine.every((request) => isSigned(request, secret))).toBe(true)
  expect(mine.some((request) => isSigned(request, 'another secret'))).toBe(false)
  const of = (type: string) => mine.find(({ event }) => event.type === type)?.event.data
  expect(of('station.faulted')).toMatchObject({
    faults: [{ evseId: 1, connectorId: 1, errorCode: 'GroundFailure', info: null }],
  })
  expect(of('session.ended')).toMatchObject({ state: 'ended', energyWh: 4200 })
  expect(of('command.finished')).toMatchObject({ kind: 'clearCache', state: 'accepted' })
  const { items } = await app.call('listWebhookDeliveries', { params: { id }, query: { state: 'delivered' } })
  expect(items.length).toBeGreaterThanOrEqual(7)
  await app.call('deleteWebhook', { params: { id } })
})

test('a refused delivery is tried again, and the log shows request and answer', async () => {
  await using receiver = await startReceiver()
  const { id } = await newWebhook(receiver.url)
  receiver.answers.push(503)
  const { id: deliveryId } = await app.call('testWebhook', { params: { id } })
  const read = () => app.call('getWebhookDelivery', { params: { id: deliveryId } })
  await expect.poll(async () => (await read()).status, PATIENCE).toBe(503)
  expect(await read()).toMatchObject({ state: 'waiting', attempts: 1, response: 'not now' })
  expect((await app.call('getWebhook', { params: { id } })).failingSince).not.toBeNull()
  // Its turn has come: waiting for it would take five seconds and more.
  await sql`update webhook_deliveries set next_attempt_at = now()`.execute(app.database.kysely)
  await expect.poll(async () => (await read()).state, PATIENCE).toBe('delivered')
  const delivered = await read()
  expect(delivered).toMatchObject({ attempts: 2, status: 200, response: 'thanks' })
  expect(delivered.request).toContain(`POST ${receiver.url}`)
  expect(delivered.request).toContain('"type":"webhook.test"')
  expect(delivered.request).toContain('stationmaster-signature: …')
  expect(receiver.received.map(({ headers }) => headers['stationmaster-attempt'])).toEqual(['1', '2'])
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1)
  expect((await app.call('getWebhook', { params: { id } })).failingSince).toBeNull()
  await app.call('deleteWebhook', { params: { id } })
})

test('after a rotation both secrets sign until the overlap has ended', async () => {
  await using receiver = await startReceiver()
  const { id, secret } = await newWebhook(receiver.url)
  const rotated = await app.call('rotateWebhookSecret', { params: { id }, body: { overlapHours: 1 } })
  await app.call('testWebhook', { params: { id } })
  await expect.poll(receiver.types, PATIENCE).toHaveLength(1)
  const [first] = receiver.received
  expect([secret, rotated.secret].map((one) => isSigned(first!, one))).toEqual([true, true])
  await app.call('rotateWebhookSecret', { params: { id }, body: { overlapHours: 0 } })
  await app.call('testWebhook', { params: { id } })
  await expect.poll(receiver.types, PATIENCE).toHaveLength(2)
  const second = receiver.received[1]
  expect([secret, rotated.secret].map((one) => isSigned(second!, one))).toEqual([false, false])
  await app.call('deleteWebhook', { params: { id } })
})

test('after 72 hours of failures a webhook is disabled, others are told, and what was missed can be redelivered', async () => {
  await using broken = await startReceiver()
  await using other = await startReceiver()
  const { id } = await newWebhook(broken.url, ['station.online'])
  const watching = await newWebhook(other.url, ['webhook.disabled'])
  await sql`update webhooks set failing_since = now() - interval '73 hours' where webhook_id = ${id}`.execute(
    app.database.kysely,
  )
  broken.answers.push(500)
  await app.call('testWebhook', { params: { id } })
  await expect.poll(other.types, PATIENCE).toEqual(['webhook.disabled'])
  expect(other.received[0]?.event.data).toMatchObject({ webhookId: id, name: 'Receiver' })
  expect(await app.call('getWebhook', { params: { id } })).toMatchObject({
    state: 'disabled',
    disabledReason: 'Nothing could be delivered for 72 hours.',
  })
  const from = new Date(Date.now() - 60_000).toISOString()
  const station = await connect('HOOK-2')
  const stored = async () => {
    const { rows } = await sql`
      select from events where type = 'station.online' and data ->> 'stationId' = 'HOOK-2'`.execute(app.database.kysely)
    return rows.length
  }
  await expect.poll(stored, PATIENCE).toBe(1)
  await app.call('updateWebhook', { params: { id }, body: { enabled: true } })
  const to = new Date(Date.now() + 60_000).toISOString()
  const redelivery = await app.call('redeliverWebhookEvents', { params: { id }, body: { from, to } })
  expect(redelivery).toMatchObject({ more: false, until: to })
  const arrived = () => broken.received.filter(({ event }) => event.data['stationId'] === 'HOOK-2').length
  await expect.poll(arrived, PATIENCE).toBe(1)
  const eventId = broken.received.find(({ event }) => event.data['stationId'] === 'HOOK-2')?.event.id
  const delivered = async () => {
    const { items } = await app.call('listWebhookDeliveries', { params: { id }, query: { state: 'delivered' } })
    return items.find((delivery) => delivery.eventId === eventId)?.id
  }
  await expect.poll(delivered, PATIENCE).toBeDefined()
  expect((await app.call('redeliverWebhookEvents', { params: { id }, body: { from, to } })).deliveries).toBe(0)
  await app.call('redeliverWebhookDelivery', { params: { id: (await delivered()) ?? '' } })
  await expect.poll(arrived, PATIENCE).toBe(2)
  station.close()
  for (const one of [id, watching.id]) await app.call('deleteWebhook', { params: { id: one } })
})

test('a receiver that says it is gone gets nothing more', async () => {
  await using receiver = await startReceiver()
  const { id } = await newWebhook(receiver.url)
  receiver.answers.push(410)
  await app.call('testWebhook', { params: { id } })
  const state = async () => (await app.call('getWebhook', { params: { id } })).state
  await expect.poll(state, PATIENCE).toBe('disabled')
  await app.call('deleteWebhook', { params: { id } })
})

test('a slow receiver holds up nobody else', async () => {
  await using fast = await startReceiver()
  await using silent = await startReceiver()
  silent.answers.push(...Array.from({ length: 15 }, () => NO_ANSWER))
  const slow = await newWebhook(silent.url, ['station.online'])
  const quick = await newWebhook(fast.url, ['station.online'])
  for (let n = 0; n < 15; n += 1) await app.call('testWebhook', { params: { id: slow.id } })
  await expect.poll(silent.types, PATIENCE).not.toEqual([])
  await app.call('testWebhook', { params: { id: quick.id } })
  await expect.poll(fast.types, PATIENCE).toEqual(['webhook.test'])
  // Its first attempts are still under way, and nothing more is sent meanwhile.
  expect((await app.call('getWebhook', { params: { id: slow.id } })).waiting).toBe(15)
  for (const { id } of [slow, quick]) await app.call('deleteWebhook', { params: { id } })
})

test('slow receivers of one tenant leave room for those of others', async () => {
  await using fast = await startReceiver()
  await using silent = await startReceiver()
  silent.answers.push(...Array.from({ length: 60 }, () => NO_ANSWER))
  const slow: string[] = []
  for (let n = 0; n < 6; n += 1) {
    const { id } = await newWebhook(silent.url, ['station.online'])
    await app.call('updateWebhook', { params: { id }, body: { enabled: false } })
    await app.call('testWebhook', { params: { id } })
    slow.push(id)
  }
  const query = (text: string) => app.database.pool.query(text)
  const deliver = `insert into webhook_deliveries (tenant_id, delivery_id, webhook_id, event_id, created_at, give_up_at, next_attempt_at)
    select w.tenant_id, gen_random_uuid(), w.webhook_id, e.event_id, now(), now() + interval '1 h', now()`
  await query(`${deliver} from webhook_deliveries e join webhooks w using (webhook_id), generate_series(2, 10)
    where e.webhook_id in ('${slow.join("','")}')`)
  await query("insert into tenants (tenant_id, name, slug) values (2, 'Second', 'second')")
  await query(`insert into webhooks (tenant_id, webhook_id, name, url, types, state, sealed_secret, created_by, created_at)
    select 2, gen_random_uuid(), name, '${fast.url}', types, state, sealed_secret, created_by, created_at from webhooks
    where webhook_id = '${slow[0]}'`)
  await query(`insert into events (tenant_id, event_id, type, at, data, created_at)
    select 2, gen_random_uuid(), type, at, data, created_at from events where type = 'webhook.test' limit 1`)
  await query(`${deliver} from webhooks w join events e using (tenant_id) where tenant_id = 2`)
  await query(`update webhooks set state = 'enabled' where tenant_id = 2 or webhook_id in ('${slow.join("','")}')`)
  await expect.poll(fast.types, PATIENCE).toEqual(['webhook.test'])
  await expect.poll(silent.types, PATIENCE).toHaveLength(AT_ONCE_PER_TENANT)
  for (const id of slow) await app.call('deleteWebhook', { params: { id } })
  await query('delete from webhooks where tenant_id = 2')
})

test('slow receivers of many tenants leave room for those of others', async () => {
  await using fast = await startReceiver()
  await using silent = await startReceiver()
  silent.answers.push(...Array.from({ length: 200 }, () => NO_ANSWER))
  const { id: pattern } = await newWebhook(silent.url, ['station.online'])
  await app.call('updateWebhook', { params: { id: pattern }, body: { enabled: false } })
  await app.call('testWebhook', { params: { id: pattern } })
  const query = (text: string) => app.database.pool.query(text)
  const enlist = async (tenants: string, url: string, hooks: number, deliveries: number) => {
    await query(
      `insert into tenants (tenant_id, name, slug) select n, 'Tenant ' || n, 'tenant-' || n from ${tenants} n`,
    )
    await query(`insert into webhooks (tenant_id, webhook_id, name, url, types, state, sealed_secret, created_by, created_at)
      select n, gen_random_uuid(), name || hook, '${url}', types, 'enabled', sealed_secret, created_by, created_at
      from webhooks, ${tenants} n, generate_series(1, ${hooks}) hook where webhook_id = '${pattern}'`)
    await query(`insert into events (tenant_id, event_id, type, at, data, created_at)
      select n, gen_random_uuid(), e.type, e.at, e.data, e.created_at
      from ${tenants} n, lateral (select * from events where tenant_id = 1 and type = 'webhook.test' limit 1) e`)
    await query(`insert into webhook_deliveries (tenant_id, delivery_id, webhook_id, event_id, created_at, give_up_at, next_attempt_at)
      select w.tenant_id, gen_random_uuid(), w.webhook_id, e.event_id, now(), now() + interval '1 h', now()
      from webhooks w join events e using (tenant_id), generate_series(1, ${deliveries})
      where w.tenant_id in (select n from ${tenants} n)`)
  }
  await enlist('generate_series(101, 105)', silent.url, 2, 20)
  await expect.poll(() => silent.received.length, PATIENCE).toBe(MOST_AT_ONCE - KEPT_FOR_OTHERS)
  await enlist('generate_series(201, 203)', fast.url, 1, 2)
  await expect.poll(fast.types, PATIENCE).toHaveLength(6)
  expect(silent.received).toHaveLength(MOST_AT_ONCE - KEPT_FOR_OTHERS)
  // Rows that the program is about to write are not deleted before.
  const written = async () =>
    (await query("select from webhook_deliveries where tenant_id > 200 and state = 'delivered'")).rows
  await expect.poll(written, PATIENCE).toHaveLength(6)
  await query('delete from webhooks where tenant_id > 100')
  await app.call('deleteWebhook', { params: { id: pattern } })
})

test('events reach a webhook only within its sites', async () => {
  await using receiver = await startReceiver()
  const site = await app.call('createSite', { body: { name: 'Harbour', timeZone: 'UTC' } })
  const body = {
    ...{ name: 'Harbour only', url: receiver.url, types: ['station.online' as const] },
    scope: { siteIds: [site.id] },
  }
  const { id } = await app.call('createWebhook', { body })
  const elsewhere = await connect('HOOK-3')
  const { password } = await app.call('createStation', { body: { id: 'HOOK-4', siteId: site.id } })
  const there = await connectTestStation({ url: app.stationUrl, identity: 'HOOK-4', password: password ?? '' })
  const seen = () => receiver.received.map(({ event }) => event.data['stationId'])
  await expect.poll(seen, PATIENCE).toEqual(['HOOK-4'])
  const both = async () => {
    const { rows } = await sql<{ seen: number }>`
      select count(*)::int as seen from event_marks where watch = 'station' and mark ->> 'presence' = 'online'
        and subject in (select station_id::text from stations where identity in ('HOOK-3', 'HOOK-4'))`.execute(
      app.database.kysely,
    )
    return rows[0]?.seen
  }
  await expect.poll(both, PATIENCE).toBe(2)
  expect(seen()).toEqual(['HOOK-4'])
  elsewhere.close()
  there.close()
  await app.call('deleteWebhook', { params: { id } })
})

test('no more than a bound waits for one webhook; what is dropped says so, and can be redelivered', async () => {
  await using receiver = await startReceiver()
  const { id } = await newWebhook(receiver.url, ['station.online'])
  await app.call('updateWebhook', { params: { id }, body: { enabled: false } })
  const first = await app.call('testWebhook', { params: { id } })
  await sql`
    insert into webhook_deliveries (tenant_id, delivery_id, webhook_id, event_id, created_at, give_up_at, next_attempt_at)
    select tenant_id, gen_random_uuid(), webhook_id, event_id, created_at, give_up_at, next_attempt_at
    from webhook_deliveries, generate_series(2, ${MOST_WAITING}) where delivery_id = ${first.id}`.execute(
    app.database.kysely,
  )
  const before = now()
  const dropped = await app.call('testWebhook', { params: { id } })
  expect(dropped).toMatchObject({ state: 'failed', attempts: 0, nextAttemptAt: null })
  expect(dropped.error).toMatch(/^Not sent: 10,000 deliveries were waiting/)
  // Events of stations end so too; the stations themselves notice nothing.
  const station = await connect('HOOK-FULL')
  const ofStation = async () =>
    (await app.call('listWebhookDeliveries', { params: { id } })).items.filter(({ type }) => type === 'station.online')
  await expect.poll(ofStation, PATIENCE).toMatchObject([{ state: 'failed', error: dropped.error }])
  expect((await app.call('getWebhook', { params: { id } })).waiting).toBe(MOST_WAITING)

  await sql`delete from webhook_deliveries where state = 'waiting'`.execute(app.database.kysely)
  await app.call('updateWebhook', { params: { id }, body: { enabled: true } })
  const range = { from: before, to: new Date(Date.now() + 60_000).toISOString() }
  expect(await app.call('redeliverWebhookEvents', { params: { id }, body: range })).toMatchObject({ deliveries: 1 })
  await expect.poll(receiver.types, PATIENCE).toEqual(['station.online'])
  station.close()
  await app.call('deleteWebhook', { params: { id } })
})

test('refuses internal addresses, foreign rights and more than the tenant may have', async () => {
  const types = ['station.online' as const]
  const make = (url: string) => app.call('createWebhook', { body: { name: 'X', url, types } })
  const internal = { code: 'invalidInput', errors: [{ field: 'url', rule: 'must not lead into an internal network' }] }
  await expect(make('https://169.254.169.254/latest')).rejects.toMatchObject({ problem: internal })
  await expect(make('https://[::1]/')).rejects.toMatchObject({ problem: internal })
  const permissions = ['webhooks.manage' as const, 'stations.read' as const]
  const { key } = await app.call('createApiKey', { body: { name: 'Hooks', permissions } })
  const asKey = (body: object) =>
    app.request('/api/v1/webhooks', {
      ...{ key, method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json' },
    })
  const url = 'https://example.com/'
  expect((await asKey({ name: 'X', url, types: ['session.started'] })).status).toBe(403)
  expect((await asKey({ name: 'X', url, types })).status).toBe(201)
  for (let n = 1; n < 12; n += 1) await make(url)
  await expect(make(url)).rejects.toMatchObject({ problem: { code: 'webhookLimit' } })
})
