import type { OcppVersion } from '@stationmaster/ocpp'
import type { Station } from '@stationmaster/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

let stand: SimulatedStations

beforeAll(async () => {
  stand = await startSimulatedStations()
})
afterAll(() => stand[Symbol.asyncDispose]())

async function certificatesOf(station: Station) {
  const { items } = await stand.app.call('listStationCertificates', {
    params: { stationId: station.identity },
    query: {},
  })
  return items
}

async function command(station: Station, body: Record<string, unknown>) {
  return stand.app.call('sendCommand', {
    params: { stationId: station.identity },
    query: { wait: 10 },
    body: { command: body } as never,
  })
}

async function localRoot(): Promise<string> {
  const { items } = await stand.app.call('listTrustedRoots', {})
  const root = items.find(({ purpose, source, subject }) => {
    return purpose === 'csms' && source === 'local' && subject.includes('ECDSA')
  })
  if (root === undefined) throw new Error('there is no root of our own')
  return root.pem
}

describe.each(VERSIONS)('OCPP %s', (version) => {
  test('a station renews its certificate when it is asked to, and holds what it was given', async () => {
    const station = await stand.online(version)
    const certificate = await localRoot()
    expect(
      await command(station, { kind: 'installCertificate', type: 'CSMSRootCertificate', certificate }),
    ).toMatchObject({
      state: 'accepted',
    })
    const { commandId } = await stand.app.call('renewStationCertificate', {
      params: { stationId: station.identity },
      body: {},
    })
    expect(commandId).toBeTypeOf('string')
    await expect.poll(async () => (await certificatesOf(station))[0]?.state, { timeout: 10_000 }).toBe('accepted')
    const [issued] = await certificatesOf(station)
    expect(issued).toMatchObject({ isUsable: true, authority: 'local-ecdsa', keyType: 'EC P-256', problem: null })
    expect(issued?.subject).toContain(`CN=${station.identity}`)
    const own = station.certificates.own.get('ChargingStationCertificate')
    expect(own?.chain).toBe(issued?.chain)
    expect(own?.certificates[0]?.serialNumber.toLowerCase()).toBe(issued?.serialNumber)
  })

  test('installed certificates are compared with what the station reports', async () => {
    const station = await stand.online(version)
    const certificate = await localRoot()
    const installed = async () =>
      (await stand.app.call('listInstalledCertificates', { params: { stationId: station.identity } })).items
    await command(station, { kind: 'installCertificate', type: 'CSMSRootCertificate', certificate })
    await expect.poll(async () => (await installed())[0]?.verdict).toBe('unconfirmed')
    const types = ['CSMSRootCertificate']
    expect(await command(station, { kind: 'getInstalledCertificates', types })).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await installed())[0]?.verdict).toBe('confirmed')
    const [root] = await installed()
    expect(root?.subject).toContain('Stationmaster Local Root (ECDSA)')
    station.certificates.roots.length = 0
    await command(station, { kind: 'getInstalledCertificates', types })
    await expect.poll(async () => (await installed())[0]?.verdict).toBe('missing')
    await command(station, { kind: 'installCertificate', type: 'CSMSRootCertificate', certificate })
    const deleted = await command(station, { kind: 'deleteCertificate', hashData: root?.hashData })
    expect(deleted).toMatchObject({ state: 'accepted' })
    await expect.poll(installed).toEqual([])
    expect(station.certificates.roots).toEqual([])
    expect(await command(station, { kind: 'deleteCertificate', hashData: root?.hashData })).toMatchObject({
      state: 'rejected',
      status: 'NotFound',
    })
  })

  test('all that a station holds can be asked for in one call', async () => {
    const station = await stand.online(version)
    const { commandIds } = await stand.app.call('refreshInstalledCertificates', {
      params: { stationId: station.identity },
    })
    expect(commandIds).toHaveLength(version === '1.6' ? 3 : 1)
    for (const id of commandIds) {
      const answered = await stand.app.call('getCommand', { params: { id }, query: { wait: 10 } })
      expect(answered).toMatchObject({ state: 'accepted', status: 'NotFound' })
    }
  })

  test('a certificate towards cars comes the same way, and its status is fetched for them', async () => {
    const station = await stand.online(version)
    const certificate = await localRoot()
    await command(station, { kind: 'installCertificate', type: 'V2GRootCertificate', certificate })
    await stand.app.call('renewStationCertificate', {
      params: { stationId: station.identity },
      body: { use: 'V2GCertificate' },
    })
    await expect
      .poll(async () => (await certificatesOf(station))[0], { timeout: 10_000 })
      .toMatchObject({
        state: 'active',
        use: 'V2GCertificate',
      })
    const asked = () =>
      station.history.calls.filter(({ action, payload }) => {
        const { messageId = action } = payload as { messageId?: string }
        return /^GetCertificate(Chain)?Status$/.test(messageId)
      })
    await expect.poll(() => asked().length).toBe(version === '2.1' ? 2 : 1)
    for (const { outcome, answer } of asked()) {
      expect(outcome).toBe('acked')
      expect(JSON.stringify(answer)).toMatch(/Accepted|Good/)
    }
    const reported = await command(station, { kind: 'getInstalledCertificates', types: ['V2GCertificateChain'] })
    expect(reported.answer).toMatchObject({ certificates: [{ type: 'V2GCertificateChain' }] })
  })

  test('a certificate for a key that the station does not have is refused, and told as a security event', async () => {
    const station = await stand.online(version)
    const answered = await command(station, { kind: 'sendCertificate', chain: await localRoot() })
    expect(answered).toMatchObject({ state: 'rejected', status: 'Rejected' })
    const told = () => station.history.calls.some(({ action }) => action === 'SecurityEventNotification')
    await expect.poll(told).toBe(true)
  })
})

test('1.6 is triggered by the security extension for all that it knows', async () => {
  const station = await stand.online('1.6')
  for (const message of ['BootNotification', 'LogStatusNotification', 'FirmwareStatusNotification', 'Heartbeat']) {
    const answered = await command(station, { kind: 'triggerMessage', message, extended: true })
    expect(answered).toMatchObject({ state: 'accepted', ocppAction: 'ExtendedTriggerMessage' })
  }
})
