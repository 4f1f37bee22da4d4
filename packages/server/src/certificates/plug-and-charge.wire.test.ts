import type { OcppVersion } from '@stationmaster/ocpp'
import type { Contract, Station } from '@stationmaster/simulator'
import { CAR } from '@stationmaster/simulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
let stand: SimulatedStations
beforeAll(async () => {
  stand = await startSimulatedStations()
  await stand.app.call('setPlugAndCharge', { body: { provider: 'test' } })
})
afterAll(() => stand[Symbol.asyncDispose]())

async function contractOf(station: Station, emaid: string): Promise<Contract> {
  const contract = await station.requestContract(emaid)
  if (contract === undefined) throw new Error('the car got no contract')
  return contract
}

async function fingerprintOf(emaid: string): Promise<string> {
  const { items } = await stand.app.call('listContractCertificates', {})
  const found = items.find((one) => one.emaid === emaid)
  if (found === undefined) throw new Error(`there is no contract of ${emaid}`)
  return found.fingerprint
}

/** What is said of a contract when the station names nothing to ask about, or something else. */
async function askedOtherwise(station: Station, { emaid, chain }: Contract): Promise<unknown[]> {
  const other = { hashAlgorithm: 'SHA256', issuerNameHash: 'ab', issuerKeyHash: 'cd', serialNumber: '01' }
  const lists = [[], [{ ...other, responderURL: 'http://127.0.0.1/' }]]
  const said: unknown[] = []
  for (const iso15118CertificateHashData of lists) {
    const idToken = { idToken: emaid, type: 'eMAID' }
    const answer = await station.send('Authorize', { idToken, certificate: chain, iso15118CertificateHashData })
    said.push('payload' in answer && Object(answer.payload).certificateStatus)
  }
  return said
}

describe.each(VERSIONS)('OCPP %s', (version) => {
  // Accounts whose check digit is part of what the car says; the token is written down without it.
  const emaid = { '1.6': 'NLTNM000122045U', '2.0.1': 'DE83DUIEN83QGZD', '2.1': 'NLTNM012345678W' }[version]
  const account = emaid.slice(0, 14)

  test('a car gets its contract, charges on it, and not when it is revoked', async () => {
    const station = await stand.online(version)
    const contract = await contractOf(station, emaid)
    expect(await station.authorizeContract(contract, 'chain')).toEqual({
      status: 'Unknown',
      certificateStatus: 'Accepted',
    })
    const dashed = `${account.slice(0, 2)}-${account.slice(2, 5)}-${account.slice(5)}`
    await stand.app.call('createToken', { body: { value: dashed, type: 'eMAID' } })
    expect(await station.authorizeContract(contract, 'chain')).toEqual({
      status: 'Accepted',
      certificateStatus: 'Accepted',
    })
    station.plugIn(1, CAR)
    expect(await station.presentContract(1, contract)).toBe(true)
    await expect.poll(() => station.evses[0]?.session?.record.idToken).toBe(emaid)
    station.unplug(1)
    await expect.poll(() => station.queued).toBe(0)
    const { items } = await stand.app.call('listSessions', { query: { stationId: station.identity } })
    expect(items[0]?.idToken).toBe(emaid)

    const fingerprint = await fingerprintOf(emaid)
    await stand.app.call('revokeContractCertificate', { params: { fingerprint }, body: { reason: 'keyCompromise' } })
    expect(await station.authorizeContract(contract, 'chain')).toEqual({
      status: 'Invalid',
      certificateStatus: 'CertificateRevoked',
    })
    if (version !== '1.6') expect(await askedOtherwise(station, contract)).toEqual(Array(2).fill('CertificateRevoked'))
    expect(await station.requestContract(emaid, 'Update')).toMatchObject({ emaid })
  })

  test('hash data alone is enough, when the station has verified the chain', async () => {
    const station = await stand.online(version)
    const { items } = await stand.app.call('listTrustedRoots', {})
    for (const { pem } of items.filter(({ purpose }) => purpose === 'csms')) {
      const command = { kind: 'installCertificate', type: 'MORootCertificate', certificate: pem } as const
      const params = { stationId: station.identity }
      const { state } = await stand.app.call('sendCommand', { params, query: { wait: 10 }, body: { command } })
      expect(state).toBe('accepted')
    }
    const contract = await contractOf(station, emaid)
    expect(await station.authorizeContract(contract, 'hashes')).toEqual({
      status: 'Accepted',
      certificateStatus: 'Accepted',
    })
  })

  test("another's contract, a broken one and one that has ended are told apart", async () => {
    const station = await stand.online(version)
    const contract = await contractOf(station, emaid)
    const other = { ...contract, emaid: 'DEGDFC120221876' }
    expect(await station.authorizeContract(other, 'chain')).toEqual({
      status: 'Invalid',
      certificateStatus: 'CertChainError',
    })
    const unreadable = { ...contract, chain: contract.chain.replace('MII', 'MIX') }
    expect(await station.authorizeContract(unreadable, 'chain')).toMatchObject({
      certificateStatus: 'NoCertificateAvailable',
    })
    const fingerprint = await fingerprintOf(emaid)
    const body = { reason: 'cessationOfOperation' } as const
    await stand.app.call('revokeContractCertificate', { params: { fingerprint }, body })
    expect(await station.authorizeContract(contract, 'chain')).toEqual({
      status: 'Invalid',
      certificateStatus: 'ContractCancelled',
    })
  })

  test("a station's own certificate is no contract, whatever it is called", async () => {
    const identity = `${account.slice(0, 12)}A${VERSIONS.indexOf(version)}`
    const station = await stand.online(version, { identity })
    await station.requestCertificate('ChargingStationCertificate')
    await expect.poll(() => station.certificates.own.size, { timeout: 10_000 }).toBe(1)
    const chain = station.certificates.own.get('ChargingStationCertificate')?.chain ?? ''
    expect(await station.authorizeContract({ emaid: identity, chain }, 'chain')).toEqual({
      status: 'Invalid',
      certificateStatus: 'CertChainError',
    })
  })

  test('without a provider a car gets no contract', async () => {
    const station = await stand.online(version)
    await stand.app.call('setPlugAndCharge', { body: { provider: 'none' } })
    expect(await station.requestContract(emaid)).toBeUndefined()
    await stand.app.call('setPlugAndCharge', { body: { provider: 'test' } })
  })
})

test('1.6: a message of the convention that nobody knows is said to be unknown', async () => {
  const station = await stand.online('1.6')
  const transfer = { vendorId: 'org.openchargealliance.iso15118pnc', messageId: 'Nonsense', data: '{}' }
  expect(await station.send('DataTransfer', transfer)).toMatchObject({ payload: { status: 'UnknownMessageId' } })
})
