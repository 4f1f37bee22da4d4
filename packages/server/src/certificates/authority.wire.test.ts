import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'
import { endOverlaps, renew } from './life-cycle/work.ts'
import { refusalAtDoor, stationKeyOf } from './testing/at-door.ts'
import { makeCsr, type TestKey } from './testing/csr.ts'
import { startForeignAuthority } from './testing/foreign-authority.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'authority-test-'))
const SOON = { timeout: 15_000, interval: 50 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder, TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0', TLS_RELOAD_S: '1' })
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A station that has had a certificate made; 2.0.1, so that it may report a serial number of its own. */
async function certified(identity: string, key: TestKey = 'EC P-256', commonName = identity) {
  const { password } = await app.call('createStation', { body: { id: identity } })
  const credentials = password === null ? {} : { password }
  const station = await connectTestStation({ url: app.stationUrl, identity, ...credentials, subprotocol: 'ocpp2.0.1' })
  const chargingStation = { vendorName: 'V', model: 'M', serialNumber: `SN-${identity}` }
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation })
  return { station, ...(await nextCertificate(station, commonName, key)) }
}

/** Has a station request a certificate; without one when it is refused. */
async function nextCertificate(station: TestStation, commonName: string, key: TestKey = 'EC P-256') {
  const sent = () => station.heard.filter(({ action }) => action === 'CertificateSigned')
  const before = sent().length
  const { csr, privateKey } = await makeCsr({ CN: commonName }, key)
  const answer = await station.call('SignCertificate', { csr })
  if (answer['status'] !== 'Accepted') return { answer, chain: '', privateKey }
  await expect.poll(() => sent().length, SOON).toBe(before + 1)
  return { answer, chain: String(sent().at(-1)?.payload['certificateChain']), privateKey }
}

/** Dials the TLS port with a client certificate; true: let in. */
async function dials(identity: string, own: { readonly chain: string; readonly privateKey: string }): Promise<boolean> {
  const ca = ['ecdsa', 'rsa']
    .map((type) => readFileSync(join(folder, 'certificates', `root-${type}.pem`), 'utf8'))
    .join('')
  const tls = { ca, cert: own.chain, key: own.privateKey }
  try {
    const station = await connectTestStation({ url: app.stationTlsUrl, identity, tls, subprotocol: 'ocpp2.0.1' })
    station.close()
    await station.closed
    return true
  } catch (error) {
    if (!/response: 401/.test(String(error))) throw error
    return false
  }
}

describe('the door', () => {
  test.each(['EC P-256', 'EC P-384', 'RSA 2048'] as const)(
    '%s: a renewed certificate ends the one before it',
    async (key) => {
      const identity = `TLS-${key.replaceAll(' ', '-')}`
      const { station, ...old } = await certified(identity, key)
      await app.call('updateStation', { params: { stationId: identity }, body: { securityProfile: 3 } })
      await expect.poll(() => dials(identity, old), SOON).toBe(true)
      station.close()
      const ca = readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8')
      const tls = { ca, cert: old.chain, key: old.privateKey }
      const secured = await connectTestStation({ url: app.stationTlsUrl, identity, tls, subprotocol: 'ocpp2.0.1' })
      const fresh = await nextCertificate(secured, identity, key)
      secured.close()
      await secured.closed
      expect(await dials(identity, old)).toBe(true)
      expect(await dials(identity, fresh)).toBe(true)
      expect(await dials(identity, old)).toBe(false)
      expect(await dials(identity, fresh)).toBe(true)
    },
  )

  test("lets nobody in with another's certificate, a foreign or a made-up one", async () => {
    const { chain } = await certified('MINE')
    await certified('OTHERS')
    expect(await refusalAtDoor(app, 'OTHERS', chain)).toBe('certificateName')
    // The same name, as the serial number of another.
    expect(await refusalAtDoor(app, 'OTHERS', chain, 'MINE')).toBe('certificateRevoked')
    await using foreign = await startForeignAuthority()
    const { certificate } = await foreign.issue('MINE')
    const pem = certificate.toString('pem')
    expect(await refusalAtDoor(app, 'MINE', pem)).toBe('certificateUntrusted')
    // Trusted for cars only, it still opens no door; trusted for stations, it does.
    await app.call('addTrustedRoot', { body: { purpose: 'mo', certificate: foreign.root.toString('pem') } })
    expect(await refusalAtDoor(app, 'MINE', pem)).toBe('certificateUntrusted')
    await app.call('addTrustedRoot', { body: { purpose: 'station', certificate: foreign.root.toString('pem') } })
    expect(await refusalAtDoor(app, 'MINE', pem)).toBeNull()
  })

  test('what is revoked is dead at once, and audited', async () => {
    const { chain } = await certified('REVOKED')
    const { items } = await app.call('listStationCertificates', { params: { stationId: 'REVOKED' }, query: {} })
    const id = items[0]?.id ?? ''
    const body = { reason: 'keyCompromise' } as const
    const revoked = await app.call('revokeStationCertificate', { params: { id }, body })
    expect(revoked).toMatchObject({ state: 'revoked', isUsable: false })
    expect(await refusalAtDoor(app, 'REVOKED', chain)).toBe('certificateRevoked')
    await expect(app.call('revokeStationCertificate', { params: { id }, body })).rejects.toThrow('no such certificate')
    const { rows } = await app.database.pool.query("select * from audit_log where action = 'certificate.revoked'")
    expect(rows).toMatchObject([{ object: 'REVOKED', detail: { reason: 'keyCompromise' } }])
  })
})

describe('requests', () => {
  test("are refused in another's name, and taken under the station's own serial number", async () => {
    const { answer } = await certified('CLAIMS', 'EC P-256', 'MINE')
    expect(answer).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode: 'WrongCommonName' } })
    const serial = await certified('SERIAL', 'EC P-256', 'SN-SERIAL')
    expect(serial.answer).toEqual({ status: 'Accepted' })
    expect(await refusalAtDoor(app, 'SERIAL', serial.chain, 'SN-SERIAL')).toBeNull()
  })

  test('are refused under a serial number that is the identity of another', async () => {
    await app.call('createStation', { body: { id: 'SN-THIEF' } })
    const { answer } = await certified('THIEF', 'EC P-256', 'SN-THIEF')
    expect(answer).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode: 'WrongCommonName' } })
  })

  test('with a weak key are refused', async () => {
    const { answer } = await certified('WEAK', 'RSA 1024')
    expect(answer).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode: 'WeakKey' } })
  })

  test('are limited in number', async () => {
    const { station } = await certified('GREEDY')
    const answers = []
    for (let count = 0; count < 21; count += 1) {
      const { csr } = await makeCsr({ CN: 'GREEDY' })
      answers.push(await station.call('SignCertificate', { csr }))
      await expect.poll(async () => pending('GREEDY'), SOON).toBe(false)
    }
    expect(answers.at(-1)).toMatchObject({ status: 'Rejected', statusInfo: { reasonCode: 'TooManyRequests' } })
    expect(answers[0]).toEqual({ status: 'Accepted' })
  })
})

async function pending(identity: string): Promise<boolean> {
  const { rows } = await app.database.pool.query(
    'select from station_inbox i join stations s on s.station_id = i.station_id where s.identity = $1',
    [identity],
  )
  return rows.length > 0
}

describe('by itself', () => {
  test('a station is asked to renew before its certificate expires, once a day', async () => {
    const { station } = await certified('EXPIRES')
    const stationKey = await stationKeyOf(app, 'EXPIRES')
    await expect.poll(() => stateOf('EXPIRES'), SOON).toBe('accepted')
    await app.database.pool.query(
      "update station_certificates set not_after = now() + interval '20 days' where station_id = $1",
      [stationKey],
    )
    await renew(app.server.certificates.parts, FIRST_TENANT)
    await renew(app.server.certificates.parts, FIRST_TENANT)
    const triggers = () => station.heard.filter(({ action }) => action === 'TriggerMessage')
    await expect.poll(() => triggers().length, SOON).toBe(1)
    expect(triggers()[0]?.payload).toEqual({ requestedMessage: 'SignChargingStationCertificate' })
    const { csr } = await makeCsr({ CN: 'EXPIRES' })
    await station.call('SignCertificate', { csr })
    await expect.poll(() => statesOf('EXPIRES'), SOON).toEqual(['accepted', 'accepted'])
    // The newer one is good for long: nobody is asked.
    await app.database.pool.query('update station_certificates set renewal_asked_at = null')
    await renew(app.server.certificates.parts, FIRST_TENANT)
    const { items } = await app.call('listCommands', { params: { stationId: 'EXPIRES' }, query: {} })
    expect(items.filter(({ kind }) => kind === 'triggerMessage')).toHaveLength(1)
  })

  test('an accepted certificate that is never seen ends the one before it when the overlap is over', async () => {
    const { station, chain } = await certified('OVERLAP')
    await expect.poll(() => stateOf('OVERLAP'), SOON).toBe('accepted')
    const { csr } = await makeCsr({ CN: 'OVERLAP' })
    await station.call('SignCertificate', { csr })
    await expect.poll(() => statesOf('OVERLAP'), SOON).toEqual(['accepted', 'accepted'])
    const { certificates } = app.server
    await endOverlaps(certificates.parts, FIRST_TENANT)
    expect(await refusalAtDoor(app, 'OVERLAP', chain)).toBeNull()
    await app.database.pool.query("update station_certificates set accepted_at = accepted_at - interval '61 minutes'")
    await endOverlaps(certificates.parts, FIRST_TENANT)
    expect(await refusalAtDoor(app, 'OVERLAP', chain)).toBe('certificateRevoked')
  })
})

async function statesOf(identity: string): Promise<string[]> {
  const { items } = await app.call('listStationCertificates', { params: { stationId: identity }, query: {} })
  return items.map(({ state }) => state)
}

async function stateOf(identity: string): Promise<string | undefined> {
  return (await statesOf(identity))[0]
}

describe('a second opinion', () => {
  test.each(['EC P-256', 'RSA 2048'] as const)('openssl agrees on %s: chain, list and OCSP', async (key) => {
    const identity = `OPENSSL-${key.slice(0, 3).trim()}`
    const { chain } = await certified(identity, key)
    const type = key.startsWith('RSA') ? 'rsa' : 'ecdsa'
    const file = (name: string, content: string | Buffer) => {
      const path = join(folder, `${identity}-${name}`)
      writeFileSync(path, content)
      return path
    }
    const root = file('root.pem', await (await app.request(`/pki/${type}.pem`, { key: '' })).text())
    const leaf = file('leaf.pem', chain)
    expect((await run('openssl', ['verify', '-x509_strict', '-CAfile', root, leaf])).stdout).toContain('OK')
    const crl = file('list.crl', Buffer.from(await (await app.request(`/pki/${type}.crl`, { key: '' })).arrayBuffer()))
    expect((await run('openssl', ['crl', '-inform', 'DER', '-in', crl, '-CAfile', root, '-noout'])).stderr).toContain(
      'verify OK',
    )
    const ask = ['ocsp', '-sha256', '-issuer', root, '-cert', leaf, '-CAfile', root, '-url', `${app.url}/pki/ocsp`]
    const good = await run('openssl', ask)
    expect(good.stderr).toContain('Response verify OK')
    expect(good.stdout).toContain('good')
    const { items } = await app.call('listStationCertificates', { params: { stationId: identity }, query: {} })
    await app.call('revokeStationCertificate', { params: { id: items[0]?.id ?? '' }, body: { reason: 'superseded' } })
    const revoked = await run('openssl', ask)
    expect(revoked.stdout).toMatch(/revoked[\s\S]*superseded/)
  })

  test('the responder answers by path too, and refuses what it cannot answer', async () => {
    const malformed = await app.request('/pki/ocsp/bm8gcmVxdWVzdA==', { key: '' })
    expect(malformed.headers.get('content-type')).toBe('application/ocsp-response')
    expect(Buffer.from(await malformed.arrayBuffer()).toString('hex')).toBe('30030a0101')
  })
})

test('private keys are files of the owner alone, and appear nowhere in the database', async () => {
  const names = readdirSync(join(folder, 'certificates'))
  expect(names.filter((name) => name.endsWith('.key.pem'))).toEqual(['root-ecdsa.key.pem', 'root-rsa.key.pem'])
  for (const name of names) expect(statSync(join(folder, 'certificates', name)).mode & 0o077).toBe(0)
  expect(statSync(join(folder, 'certificates')).mode & 0o077).toBe(0)
  const tables = ['frames', 'commands', 'station_certificates', 'trusted_roots', 'issued_certificates', 'audit_log']
  for (const table of tables) {
    const { rows } = await app.database.pool.query(`select from ${table} t where t::text like '%PRIVATE KEY%'`)
    expect(rows, table).toEqual([])
  }
})
