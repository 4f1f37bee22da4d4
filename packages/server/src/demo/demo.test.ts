import { demoNetwork } from '@stationmaster/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { startDemo } from './demo.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

test('the demo network is inserted once, comes to life, and ends with its server', async () => {
  const start = () => startDemo({ ...app.server.parts, port: app.server.port, secure: false })
  const demo = await start()
  const now = () => app.call('getNetworkNow', {})
  const { stations } = await now()
  expect(stations.total).toBeGreaterThanOrEqual(150)
  expect((await app.call('listSites', { query: { limit: 500 } })).items.length).toBeGreaterThanOrEqual(12)
  await expect.poll(async () => (await now()).stations.online, { timeout: 40_000 }).toBeGreaterThan(100)
  await expect.poll(async () => (await now()).activeSessions, { timeout: 40_000 }).toBeGreaterThan(0)
  await expect
    .poll(async () => (await app.call('listQuarantine', {})).items.length, { timeout: 40_000 })
    .toBeGreaterThan(0)
  await demo[Symbol.asyncDispose]()
  await expect.poll(async () => (await now()).stations.online, { timeout: 40_000 }).toBe(0)

  const again = await start()
  expect((await now()).stations.total).toBe(stations.total)
  await again[Symbol.asyncDispose]()
})

test('the network knows its stations by place and kind', async () => {
  const { items } = await app.call('listStations', { query: { limit: 500 } })
  expect(items.every((station) => station.siteName !== null && station.latitude !== null)).toBe(true)
  expect(items.flatMap((station) => station.connectors).every((one) => (one.maxPowerW ?? 0) > 0)).toBe(true)
  expect(new Set(demoNetwork().stations.map(({ version }) => version))).toEqual(new Set(['1.6', '2.0.1', '2.1']))
})
