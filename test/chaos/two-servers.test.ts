import { cpSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { makeDataDirectory, removeDataDirectory } from '../../bench/rig/data-directory.ts'
import { freePort, type ServerProcess, startServer } from '../../bench/rig/server-process.ts'
import { createClient } from '../../packages/server/src/contract/index.ts'
import { createDatabase, dropDatabase } from '../../packages/server/src/platform/testing/index.ts'
import { BOOT_16, connectTestStation } from '../../packages/server/src/testing/test-station.ts'
import { AT_ONCE_PER_TENANT } from '../../packages/server/src/webhooks/attempts.ts'
import { NO_ANSWER, startReceiver } from '../../packages/server/src/webhooks/testing/receiver.ts'

const PATIENCE = { timeout: 60_000, interval: 100 }
const WEBHOOKS = 6
const TESTS_EACH = 25
const KEY = 'owner-key-of-two-servers'

let url: string
let dataDirs: readonly string[]
let client: pg.Client
let servers: ServerProcess[]

beforeAll(async () => {
  url = await createDatabase(inject('testServer').templateName)
  dataDirs = [makeDataDirectory(), makeDataDirectory()]
  client = new pg.Client(url)
  await client.connect()
  const first = await start(0)
  // Both hold the same keys.
  cpSync(join(dataDirs[0] ?? '', 'certificates'), join(dataDirs[1] ?? '', 'certificates'), { recursive: true })
  servers = [first, await start(1)]
})
afterEach(async () => {
  await client.query('delete from webhooks')
})
afterAll(async () => {
  for (const server of servers ?? []) await server.stop()
  await client?.end()
  await dropDatabase(url)
  for (const dataDir of dataDirs) removeDataDirectory(dataDir)
})

/** A process on the one database, with a data directory of its own. */
async function start(which: 0 | 1): Promise<ServerProcess> {
  const settings = {
    ...{ DATABASE_URL: url, MODE: 'development', BOOTSTRAP_API_KEY: KEY, PROTECTIVE_SETTINGS: 'off' },
    ...{ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1', EGRESS_TIMEOUT_MS: '60000' },
    ...{ API_RATE_PER_MINUTE: '1000000', CALLER_RATE_PER_MINUTE: '1000000' },
  }
  return startServer({ dataDir: dataDirs[which] ?? '', port: await freePort(), settings })
}

const callOf = (server: ServerProcess | undefined) =>
  createClient({ baseUrl: `http://127.0.0.1:${server?.port}`, apiKey: KEY })

async function deliveriesIn(state: string): Promise<number> {
  const { rows } = await client.query('select count(*)::int as count from webhook_deliveries where state = $1', [state])
  return rows[0]?.count
}

/** How often each delivery has come. */
function timesOf(received: Awaited<ReturnType<typeof startReceiver>>['received']): Map<string, number> {
  const times = new Map<string, number>()
  for (const { headers } of received) {
    const id = String(headers['stationmaster-delivery'])
    times.set(id, (times.get(id) ?? 0) + 1)
  }
  return times
}

test('two processes on one database tell each event once, and send each delivery once', async () => {
  await using receiver = await startReceiver()
  const types = ['station.online', 'station.faulted'] as const
  await callOf(servers[0])('createWebhook', { body: { name: 'One', url: receiver.url, types: [...types] } })
  const stations = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const server = servers[n % 2]
      const { password } = await callOf(server)('createStation', { body: { id: `TWICE-${n}` } })
      const at = `ws://127.0.0.1:${server?.port}/ocpp`
      const station = await connectTestStation({ url: at, identity: `TWICE-${n}`, password: password ?? '' })
      await station.call('BootNotification', BOOT_16)
      await station.call('StatusNotification', { connectorId: 1, status: 'Faulted', errorCode: 'GroundFailure' })
      return station
    }),
  )
  await expect.poll(() => receiver.received.length, PATIENCE).toBeGreaterThanOrEqual(40)
  await expect.poll(() => deliveriesIn('waiting'), PATIENCE).toBe(0)
  const told = receiver.received.map(({ event }) => `${event.type} ${event.data['stationId']}`)
  const expected = stations.flatMap((_, n) => types.map((type) => `${type} TWICE-${n}`))
  expect(told.toSorted()).toEqual(expected.toSorted())
  expect([...timesOf(receiver.received).values()].every((times) => times === 1)).toBe(true)
  for (const station of stations) station.close()
})

test('a process that is killed while it delivers loses nothing, and repeats only what it had under way', async () => {
  await using receiver = await startReceiver()
  const call = callOf(servers[1])
  const webhooks = await Promise.all(
    Array.from({ length: WEBHOOKS }, (_, n) =>
      call('createWebhook', { body: { name: `Receiver ${n}`, url: receiver.url, types: ['station.online'] } }),
    ),
  )
  // Both processes take what they can and wait for a receiver that says nothing: of each webhook something, of all of
  // them together no more than one tenant may have under way.
  receiver.answers.push(...Array.from({ length: 2 * AT_ONCE_PER_TENANT }, () => NO_ANSWER))
  const asked = await Promise.all(
    webhooks.flatMap(({ id }) => Array.from({ length: TESTS_EACH }, () => call('testWebhook', { params: { id } }))),
  )
  await expect.poll(() => receiver.received.length, PATIENCE).toBeGreaterThanOrEqual(2 * WEBHOOKS)
  await servers[0]?.kill()
  receiver.letGo()
  // What the dead process had under way waits for the end of its lease; all else is delivered by the other.
  let before = 0
  const isQuiet = () => {
    const earlier = before
    before = receiver.received.length
    return before === earlier
  }
  const slowly = { ...PATIENCE, interval: 1000 }
  await expect.poll(async () => isQuiet() && settledBut(AT_ONCE_PER_TENANT), slowly).toBe(true)
  await client.query("update webhook_deliveries set next_attempt_at = now() where state = 'waiting'")
  await expect.poll(() => deliveriesIn('delivered'), PATIENCE).toBe(asked.length)
  const times = timesOf(receiver.received)
  expect([...times.keys()].toSorted()).toEqual(asked.map(({ id }) => id).toSorted())
  const { rows } = await client.query('select delivery_id as id, attempts from webhook_deliveries')
  const repeated = rows.filter(({ attempts }) => attempts > 1)
  expect(repeated.length).toBeLessThanOrEqual(AT_ONCE_PER_TENANT)
  for (const { id, attempts } of rows) {
    expect(attempts).toBeLessThanOrEqual(2)
    expect(times.get(id)).toBeLessThanOrEqual(attempts)
  }
  servers[0] = await start(0)
})

/** Whether nothing is due any more, and no more is left than one process can have had under way. */
async function settledBut(most: number): Promise<boolean> {
  const { rows } = await client.query(
    "select count(*)::int as due from webhook_deliveries where state = 'waiting' and next_attempt_at <= now()",
  )
  return rows[0]?.due === 0 && (await deliveriesIn('waiting')) <= most
}
