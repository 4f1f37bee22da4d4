import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import type { StationKey } from '../stations/ids.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { endOverlaps, renew } from './life-cycle/work.ts'
import { makeCsr, type TestKey } from './testing/csr.ts'
import { startForeignAuthority } from './testing/foreign-authority.ts'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'authority-test-'))
const SOON = { timeout: 15_000, interval: 50 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder })
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
  const { csr, privateKey } = await makeCsr({ CN: commonName }, key)
  const answer = await station.call('SignCertificate', { csr })
  if (answer['status'] !== 'Accepted')
    return { station, answer, chain: '', privateKey, presenter: await presenterOf(identity) }
  await expect.poll(() => station.heard.length, SOON).toBeGreaterThan(0)
  const chain = String(station.heard[0]?.payload['certificateChain'])
  return { station, answer, chain, privateKey, presenter: await presenterOf(identity) }
}

async function presenterOf(identity: string) {
  const { rows } = await app.database.pool.query<{ station_id: StationKey; serial_number: string | null }>(
    'select station_id, serial_number from stations where identity = $1',
    [identity],
  )
  const [row] = rows
  if (row === undefined) throw new Error('no such station')
  return { tenantId: FIRST_TENANT, stationKey: row.station_id, identity, serialNumber: row.serial_number }
}

function derOf(pem: string): Buffer {
  return Buffer.from(/-----BEGIN CERTIFICATE-----([^-]+)/.exec(pem)?.[1] ?? '', 'base64')
}

describe('the door', () => {
  test.each(['EC P-256', 'EC P-384', 'RSA 2048'] as const)(
    '%s: mutual TLS with certificates of our own',
    async (key) => {
      const identity = `TLS-${key.replaceAll(' ', '-')}`
      const { chain, privateKey, presenter } = await certified(identity, key)
      const { certificates } = app.server
      const roots = await certificates.stationRoots(FIRST_TENANT)
      const keyType = key.startsWith('RSA') ? 'rsa' : 'ecdsa'
      const { chain: cert, privateKey: serverKey } = await certificates.issueServer(FIRST_TENANT, {
        names: ['localhost', '127.0.0.1'],
        keyType,
      })
      const came = new Promise<Buffer>((resolve) => {
        const options = { cert, key: serverKey, ca: [...roots], requestCert: true, rejectUnauthorized: true }
        const server = createServer({ ...options, minVersion: 'TLSv1.2' }, (socket) => {
          resolve(socket.getPeerCertificate().raw)
          socket.end()
          server.close()
        })
        server.listen(0, '127.0.0.1', () => {
          const { port } = server.address() as AddressInfo
          const client = { host: '127.0.0.1', port, ca: [...roots], cert: chain, key: privateKey }
          connect(client)
            .on('error', () => undefined)
            .resume()
        })
      })
      const verdict = await certificates.checkClient(presenter, { own: await came })
      expect(verdict).toMatchObject({ ok: true, commonName: identity })
    },
  )

  test("lets nobody in with another's certificate, a foreign or a made-up one", async () => {
    const { chain } = await certified('MINE')
    const other = await certified('OTHERS')
    const { certificates } = app.server
    expect(await certificates.checkClient(other.presenter, { own: derOf(chain) })).toMatchObject({
      reason: 'wrongName',
    })
    // The same name, as a serial number.
    const named = { ...other.presenter, serialNumber: 'MINE' }
    expect(await certificates.checkClient(named, { own: derOf(chain) })).toMatchObject({ reason: 'wrongStation' })
    await using foreign = await startForeignAuthority()
    const { certificate } = await foreign.issue('MINE')
    const mine = await presenterOf('MINE')
    const own = Buffer.from(certificate.rawData)
    expect(await certificates.checkClient(mine, { own })).toMatchObject({ reason: 'untrusted' })
    expect(await certificates.checkClient(mine, { own: Buffer.from('made up') })).toMatchObject({
      reason: 'unreadable',
    })
    // Trusted for cars only, it still opens no door; trusted as a manufacturer's, it does.
    await app.call('addTrustedRoot', { body: { purpose: 'mo', certificate: foreign.root.toString('pem') } })
    expect(await certificates.checkClient(mine, { own })).toMatchObject({ reason: 'untrusted' })
    await app.call('addTrustedRoot', { body: { purpose: 'manufacturer', certificate: foreign.root.toString('pem') } })
    expect(await certificates.checkClient(mine, { own })).toMatchObject({ ok: true, certificateId: null })
  })

  test('a server certificate of ours opens no door', async () => {
    const { presenter } = await certified('SERVERLIKE')
    const order = { names: ['SERVERLIKE'], keyType: 'ecdsa' } as const
    const { chain } = await app.server.certificates.issueServer(FIRST_TENANT, order)
    expect(await app.server.certificates.checkClient(presenter, { own: derOf(chain) })).toMatchObject({
      reason: 'wrongStation',
    })
  })

  test('what is revoked is dead at once, and audited', async () => {
    const { chain, presenter } = await certified('REVOKED')
    const { items } = await app.call('listStationCertificates', { params: { stationId: 'REVOKED' }, query: {} })
    const id = items[0]?.id ?? ''
    const body = { reason: 'keyCompromise' } as const
    const revoked = await app.call('revokeStationCertificate', { params: { id }, body })
    expect(revoked).toMatchObject({ state: 'revoked', isUsable: false })
    expect(await app.server.certificates.checkClient(presenter, { own: derOf(chain) })).toMatchObject({
      reason: 'revoked',
    })
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
    const own = derOf(serial.chain)
    expect(await app.server.certificates.checkClient(serial.presenter, { own })).toMatchObject({ ok: true })
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
    const { station, presenter } = await certified('EXPIRES')
    await expect.poll(async () => await stateOf('EXPIRES'), SOON).toBe('accepted')
    await app.database.pool.query(
      "update station_certificates set not_after = now() + interval '20 days' where station_id = $1",
      [presenter.stationKey],
    )
    await renew(app.server.certificates.parts, FIRST_TENANT)
    await renew(app.server.certificates.parts, FIRST_TENANT)
    const triggers = () => station.heard.filter(({ action }) => action === 'TriggerMessage')
    await expect.poll(() => triggers().length, SOON).toBe(1)
    expect(triggers()[0]?.payload).toEqual({ requestedMessage: 'SignChargingStationCertificate' })
    const { csr } = await makeCsr({ CN: 'EXPIRES' })
    await station.call('SignCertificate', { csr })
    await expect.poll(async () => await stateOf('EXPIRES'), SOON).toBe('accepted')
    // The newer one is good for long: nobody is asked.
    await app.database.pool.query('update station_certificates set renewal_asked_at = null')
    await renew(app.server.certificates.parts, FIRST_TENANT)
    const { items } = await app.call('listCommands', { params: { stationId: 'EXPIRES' }, query: {} })
    expect(items.filter(({ kind }) => kind === 'triggerMessage')).toHaveLength(1)
  })

  test('an accepted certificate that is never seen ends the one before it when the overlap is over', async () => {
    const { station, chain, presenter } = await certified('OVERLAP')
    await expect.poll(async () => await stateOf('OVERLAP'), SOON).toBe('accepted')
    const { csr } = await makeCsr({ CN: 'OVERLAP' })
    await station.call('SignCertificate', { csr })
    await expect.poll(() => station.heard.length, SOON).toBe(2)
    await expect.poll(async () => await stateOf('OVERLAP'), SOON).toBe('accepted')
    const { certificates } = app.server
    await endOverlaps(certificates.parts, FIRST_TENANT)
    expect(await certificates.checkClient(presenter, { own: derOf(chain) })).toMatchObject({ ok: true })
    await app.database.pool.query("update station_certificates set accepted_at = accepted_at - interval '61 minutes'")
    await endOverlaps(certificates.parts, FIRST_TENANT)
    expect(await certificates.checkClient(presenter, { own: derOf(chain) })).toMatchObject({ reason: 'superseded' })
  })
})

async function stateOf(identity: string): Promise<string | undefined> {
  const { items } = await app.call('listStationCertificates', { params: { stationId: identity }, query: {} })
  return items[0]?.state
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
