import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'

const SOON = { timeout: 15_000, interval: 50 }

let stand: SimulatedStations
beforeAll(async () => {
  stand = await startSimulatedStations({ TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0', TLS_RELOAD_S: '1' })
})
afterAll(() => stand[Symbol.asyncDispose]())

test.each(['1.6', '2.0.1', '2.1'] as const)(
  'a simulated %s station comes in by password, gets its certificate, and then comes in by it alone',
  async (version) => {
    const { app } = stand
    const { items } = await app.call('listTrustedRoots', {})
    const csmsRoots = items.filter(({ purpose }) => purpose === 'csms').map(({ pem }) => pem)
    const station = await stand.online(version, { url: app.stationTlsUrl, csmsRoots })
    const params = { stationId: station.identity }
    const newest = async () => (await app.call('listStationCertificates', { params, query: {} })).items[0]
    await station.requestCertificate('ChargingStationCertificate')
    await expect.poll(async () => (await newest())?.state, SOON).toBe('accepted')
    // From here on the password is not enough.
    await app.call('updateStation', { params, body: { securityProfile: 3 } })
    const connects = () => station.statistics.connects
    const reconnects = async () => {
      const before = connects()
      station.injectFault('drop-clean')
      await expect.poll(connects, SOON).toBeGreaterThan(before)
      await expect.poll(() => station.online, SOON).toBe(true)
    }
    await reconnects()
    await expect.poll(async () => (await newest())?.state, SOON).toBe('active')
    const first = await newest()

    await station.requestCertificate('ChargingStationCertificate')
    await expect.poll(async () => (await newest())?.state, SOON).toBe('accepted')
    await reconnects()
    await expect.poll(async () => (await newest())?.state, SOON).toBe('active')
    const { items: all } = await app.call('listStationCertificates', { params, query: {} })
    expect(all.find(({ id }) => id === first?.id)).toMatchObject({ state: 'superseded', isUsable: false })
    expect(station.certificates.previous.size).toBe(0)
  },
)
