import { demoNetwork } from '@stationmaster/simulator'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startServer } from '../app.ts'
import { type Client, createClient } from '../contract/index.ts'
import { silentLogger } from '../platform/logging/index.ts'
import { createDatabase, dropDatabase } from '../platform/testing/index.ts'
import { TEST_KEY, testConfig } from '../testing/test-app.ts'
import { startDemo } from './demo.ts'
import { createDemoClock } from './demo-clock.ts'

const HOUR_MS = 3_600_000

let call: Client
let start: () => ReturnType<typeof startDemo>
const cleanUp = new AsyncDisposableStack()

beforeAll(async () => {
  const connectionString = await createDatabase(inject('testServer').templateName)
  cleanUp.defer(() => dropDatabase(connectionString))
  const clock = createDemoClock()
  const server = cleanUp.use(
    await startServer(testConfig(connectionString, { PROTECTIVE_SETTINGS: 'on' }), silentLogger, clock),
  )
  call = createClient({ baseUrl: `http://127.0.0.1:${server.port}`, apiKey: TEST_KEY })
  start = () => startDemo({ ...server.parts, clock, port: server.port, secure: false, pastMs: HOUR_MS })
})
afterAll(() => cleanUp.disposeAsync())

test('the demo network is inserted once, comes to life, and ends with its server', { timeout: 180_000 }, async () => {
  const wallMs = Date.now()
  const demo = await start()
  const now = () => call('getNetworkNow', {})
  const { stations } = await now()
  expect(stations.total).toBeGreaterThanOrEqual(150)
  expect((await call('listSites', { query: { limit: 500 } })).items.length).toBeGreaterThanOrEqual(12)
  await expect.poll(async () => (await now()).stations.online, { timeout: 40_000 }).toBeGreaterThan(100)
  await expect.poll(async () => (await now()).activeSessions, { timeout: 40_000 }).toBeGreaterThan(0)
  await expect.poll(async () => (await call('listQuarantine', {})).items.length, { timeout: 40_000 }).toBeGreaterThan(0)

  // The past was lived through: what happened in it arrived in it, and its load was drawn.
  await demo.caughtUp
  const { items } = await call('listSessions', { query: { limit: 500 } })
  const past = items.filter((session) => Date.parse(session.startedAt) < wallMs)
  const live = past.filter((session) => !session.offline && session.flags.length === 0)
  expect(past.length).toBeGreaterThan(0)
  expect(live.length).toBeGreaterThan(past.length / 2)
  expect(Date.parse((await now()).at)).toBeGreaterThanOrEqual(wallMs)
  const load = await call('getNetworkLoad', {})
  expect(load.powerW.filter((powerW) => powerW !== null).length).toBeGreaterThan(load.powerW.length / 2)

  await demo[Symbol.asyncDispose]()
  await expect.poll(async () => (await now()).stations.online, { timeout: 40_000 }).toBe(0)
  const again = await start()
  expect((await now()).stations.total).toBe(stations.total)
  await again[Symbol.asyncDispose]()
})

test('there is something to decide, and somebody to send', async () => {
  const { items } = await call('listBookings', {})
  expect(items.map(({ state }) => state).toSorted()).toEqual(['approved', ...Array(4).fill('requested')])
  expect(items.filter(({ clashes }) => clashes.some(({ kind }) => kind === 'booking'))).toHaveLength(1)
  expect(items.every(({ from }) => Date.parse(from) > Date.now())).toBe(true)
  const people = await call('listMembers', {})
  expect(people.items.filter(({ role }) => role === 'technician')).toHaveLength(2)
})

test('the network knows its stations by place and kind', async () => {
  const { items } = await call('listStations', { query: { limit: 500 } })
  expect(items.every((station) => station.siteName !== null && station.latitude !== null)).toBe(true)
  expect(items.flatMap((station) => station.connectors).every((one) => (one.maxPowerW ?? 0) > 0)).toBe(true)
  expect(new Set(demoNetwork().stations.map(({ version }) => version))).toEqual(new Set(['1.6', '2.0.1', '2.1']))
})
