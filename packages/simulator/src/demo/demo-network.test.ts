import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { createStation } from '../station/station.ts'
import { createVirtualScheduler } from '../time/virtual-scheduler.ts'
import { demoFleetStations } from './demo-fleet.ts'
import { demoNetwork } from './demo-network.ts'

test('the demonstration network is large, mixed and the same for the same seed', () => {
  const network = demoNetwork()
  expect(network.sites.length).toBeGreaterThanOrEqual(12)
  expect(network.stations.length).toBeGreaterThanOrEqual(150)
  expect(new Set(network.stations.map((station) => station.version))).toEqual(new Set(['1.6', '2.0.1', '2.1']))
  expect(new Set(network.stations.map((station) => station.vendor)).size).toBeGreaterThanOrEqual(5)
  const powers = network.stations.flatMap((station) => station.evses.map((evse) => evse.powerW))
  expect([Math.min(...powers), Math.max(...powers)]).toEqual([11_000, 350_000])
  expect(demoNetwork()).toEqual(network)
  expect(demoNetwork('other')).not.toEqual(network)
})

test('identities and tokens are unique and legal, every station has a known site', () => {
  const { sites, stations, tokens } = demoNetwork()
  const siteIds = new Set(sites.map((site) => site.id))
  expect(new Set(stations.map((station) => station.identity)).size).toBe(stations.length)
  expect(new Set(tokens.map((token) => token.idToken)).size).toBe(tokens.length)
  for (const station of stations) {
    expect(station.identity).toMatch(/^[A-Za-z0-9*\-_=+@.|]{1,48}$/)
    expect(station.password).toMatch(/^[0-9a-f]{20}$/)
    expect(siteIds.has(station.siteId)).toBe(true)
  }
  for (const token of tokens) expect(token.idToken).toMatch(/^[0-9A-F]{14}$/)
})

test('sites are where Europe is', () => {
  for (const site of demoNetwork().sites) {
    expect(site.latitude).toBeGreaterThan(36)
    expect(site.latitude).toBeLessThan(66)
    expect(Math.abs(site.longitude)).toBeLessThan(26)
  }
})

test('every station of the network can be simulated', () => {
  const scheduler = createVirtualScheduler()
  const random = createRandom('demo')
  for (const { drivers: _drivers, timeZone: _timeZone, ...options } of demoFleetStations(
    demoNetwork(),
    'ws://127.0.0.1:1/ocpp',
  )) {
    expect(createStation({ ...options, scheduler, random }).evses.length).toBeGreaterThan(0)
  }
})
