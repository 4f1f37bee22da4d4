import { createHash, X509Certificate } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { problemIn, startTestApp, TEST_KEY, type TestApp } from '../testing/test-app.ts'
import { createTestAuthority } from '../testing/test-authority.ts'
import { BOOT_16, connectTestStation, type TestStationOptions } from '../testing/test-station.ts'

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-tls-'))
const app = await startTestApp({
  DATA_DIR: folder,
  TLS_LOCAL_CERTIFICATE: 'on',
  STATION_TLS_PORT: '0',
  TLS_RELOAD_S: '1',
  STATION_CERT_ORGANIZATION: 'Norrvolt AB',
  AUTH_FAILURES_PER_MINUTE: '1000',
})
/** The same fleet behind a proxy. */
const proxied = await startTestApp({
  STATION_CERT_ORGANIZATION: 'Norrvolt AB',
  AUTH_FAILURES_PER_MINUTE: '1000',
  TLS_RELOAD_S: '1',
  TRUSTED_PROXIES: '127.0.0.1',
  CLIENT_CERT_HEADER: 'X-Client-Cert',
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await proxied[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const roots = ['ecdsa', 'rsa'].map((type) => join(folder, 'certificates', `root-${type}.pem`))
const ca = roots.map((path) => readFileSync(path, 'utf8')).join('\n')
const authority = await createTestAuthority('Station Root')
const stranger = await createTestAuthority('Another Root')
async function trust({ database }: TestApp): Promise<void> {
  await database.pool.query(
    `insert into trusted_roots (tenant_id, root_id, purpose, source, fingerprint, subject, pem, not_after, created_at)
     values (1, gen_random_uuid(), 'station', 'uploaded', $1, 'Station Root', $2, now() + interval '1 day', now())`,
    [new X509Certificate(authority.pem).fingerprint256, authority.pem],
  )
}
await trust(app)
await trust(proxied)
const O = 'Norrvolt AB'

async function register(id: string, securityProfile: number, more: object = {}) {
  const { password } = await app.call('createStation', { body: { id, securityProfile, ...more } })
  return password ?? ''
}

async function outcome(options: Omit<TestStationOptions, 'url'> & { readonly url?: string }): Promise<number> {
  try {
    const station = await connectTestStation({ url: app.stationTlsUrl, ...options })
    station.close()
    await station.closed
    return 101
  } catch (error) {
    const status = /response: (\d+)/.exec(String(error))?.[1]
    if (status === undefined) throw error
    return Number(status)
  }
}

/** Events of a station, newest first, once there are so many: they are written after the refusal. */
async function eventsOf(stationId: string, least = 1) {
  for (let turn = 0; ; turn++) {
    const { items } = await app.call('listSecurityEvents', { query: { stationId } })
    if (items.length < least && turn < 100) await new Promise((resolve) => setTimeout(resolve, 20))
    else return items.map(({ type, detail }) => ({ type, detail: JSON.parse(detail ?? '{}') }))
  }
}

/** Roots are looked at once a second, or as the settings say. */
async function until(look: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 100 && !(await look()); turn++) await new Promise((resolve) => setTimeout(resolve, 100))
}

describe('the TLS listener of stations', () => {
  const port = Number(new URL(app.stationTlsUrl).port)
  function handshake(options: ConnectionOptions): Promise<{ protocol: string | null; cipher: string; key: string }> {
    return new Promise((resolve, reject) => {
      const socket = connectTls({ host: '127.0.0.1', port, ca, ...options }, () => {
        const key = socket.getPeerX509Certificate()?.publicKey.asymmetricKeyType ?? ''
        resolve({ protocol: socket.getProtocol(), cipher: socket.getCipher().name, key })
        socket.destroy()
      })
      socket.once('error', reject)
    })
  }

  test.each([
    ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ec'],
    ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ec'],
    ['ECDHE-RSA-AES128-GCM-SHA256', 'rsa'],
    ['AES128-GCM-SHA256', 'rsa'],
    ['AES256-GCM-SHA384', 'rsa'],
  ])('speaks %s with its %s certificate', async (cipher, key) => {
    const versions = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const
    expect(await handshake({ ciphers: cipher, ...versions })).toEqual({ protocol: 'TLSv1.2', cipher, key })
  })

  test('speaks TLS 1.3', async () => {
    expect(await handshake({ minVersion: 'TLSv1.3' })).toMatchObject({ protocol: 'TLSv1.3', key: 'ec' })
  })

  test.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const
    await expect(handshake(old)).rejects.toThrow()
  })

  test('refuses a suite that is not of the list, and writes both down', async () => {
    const weak = { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' } as const
    await expect(handshake(weak)).rejects.toThrow()
    const noted = async () => {
      const { items } = await app.call('listSecurityEvents', { query: { source: 'csms' } })
      return items.filter(({ stationId }) => stationId === null).map(({ type }) => type)
    }
    await until(async () => (await noted()).length >= 2)
    expect(await noted()).toEqual(expect.arrayContaining(['InvalidTLSVersion', 'InvalidTLSCipherSuite']))
  })

  test('writes down for the operator who fails before it can say its name', async () => {
    const plain = app.stationTlsUrl.replace('wss://', 'ws://')
    await outcome({ identity: 'Lost', url: plain }).catch(() => undefined)
    const reasons = async () => (await app.call('listRefusedHandshakes', {})).items.map(({ reason }) => reason)
    const all = ['tlsVersion', 'tlsCipher', 'plainToTls']
    await expect.poll(reasons, { timeout: 10_000 }).toEqual(expect.arrayContaining(all))
  })
})

describe('a station of profile 2', () => {
  test('needs TLS and its password', async () => {
    const password = await register('Two', 2)
    expect(await outcome({ identity: 'Two', password, url: app.stationUrl })).toBe(401)
    expect(await outcome({ identity: 'Two', tls: { ca } })).toBe(401)
    expect(await outcome({ identity: 'Two', password, tls: { ca } })).toBe(101)
  })
})

describe('a station of profile 3', async () => {
  await register('Cert-1', 3)
  await register('Cert-2', 3, { certificateName: 'SN-4711' })
  const good = await authority.leaf({ commonName: 'Cert-1', organization: O })
  await until(async () => (await outcome({ identity: 'Cert-1', tls: { ca, ...good } })) === 101)

  test('comes in by its certificate alone, whatever its case', async () => {
    const station = await connectTestStation({ url: app.stationTlsUrl, identity: 'CERT-1', tls: { ca, ...good } })
    expect(await station.call('BootNotification', BOOT_16)).toMatchObject({ status: 'Accepted' })
    const detail = await app.call('getStation', { params: { stationId: 'Cert-1' } })
    expect(detail).toMatchObject({ securityProfile: 3, reachedProfile: 3, connectedProfile: 3, online: true })
    station.close()
    await station.closed
  })

  test('may have a certificate on its serial number, when its entry says so', async () => {
    const bySerial = await authority.leaf({ commonName: 'SN-4711', organization: O })
    expect(await outcome({ identity: 'Cert-2', tls: { ca, ...bySerial } })).toBe(101)
    const byName = await authority.leaf({ commonName: 'Cert-2', organization: O })
    expect(await outcome({ identity: 'Cert-2', tls: { ca, ...byName } })).toBe(401)
  })

  const day = 86_400_000
  const past = { notBefore: new Date(Date.now() - 2 * day), notAfter: new Date(Date.now() - day) }
  const future = { notBefore: new Date(Date.now() + day), notAfter: new Date(Date.now() + 2 * day) }
  test.each([
    ['of another station', { commonName: 'Cert-9', organization: O }, 'certificateName'],
    ['of two names', { commonName: ['Cert-1', 'Cert-9'], organization: O }, 'certificateName'],
    ['of a name that begins like its own', { commonName: 'Cert-1.evil', organization: O }, 'certificateName'],
    ['without a name', { organization: O }, 'certificateName'],
    ['of another organisation', { commonName: 'X', organization: 'Else' }, 'certificateOrganization'],
    ['that has expired', { commonName: 'X', organization: O, ...past }, 'certificateExpired'],
    ['that is not valid yet', { commonName: 'X', organization: O, ...future }, 'certificateNotYetValid'],
    ['for servers', { commonName: 'X', organization: O, purpose: 'server' }, 'certificatePurpose'],
  ] as const)('is refused with one %s, and the reason is written down', async (_, leaf, reason) => {
    const id = `Bad-${Math.random().toString(36).slice(2, 8)}`
    await register(id, 3)
    const commonName = 'commonName' in leaf && leaf.commonName === 'X' ? { commonName: id } : {}
    const wrong = await authority.leaf({ ...leaf, ...commonName })
    expect(await outcome({ identity: id, tls: { ca, ...wrong } })).toBe(401)
    expect(await eventsOf(id)).toMatchObject([
      { type: 'InvalidChargingStationCertificate', detail: { reason, requiredProfile: 3 } },
    ])
  })

  test('is refused with one of an authority nobody trusts, without one, and over a plain line', async () => {
    const password = await register('Lone', 3, { password: 'a-password-of-24-letters' })
    const foreign = await stranger.leaf({ commonName: 'Lone', organization: O })
    expect(await outcome({ identity: 'Lone', password, tls: { ca, ...foreign } })).toBe(401)
    expect(await outcome({ identity: 'Lone', password, tls: { ca } })).toBe(401)
    expect(await outcome({ identity: 'Lone', password, url: app.stationUrl })).toBe(401)
    expect(await eventsOf('Lone', 2)).toMatchObject([
      { type: 'SecurityProfileRefused', detail: { reason: 'securityProfile', profile: 2, requiredProfile: 3 } },
      { type: 'InvalidChargingStationCertificate', detail: { reason: 'certificateUntrusted' } },
    ])
  })

  test('is refused once its certificate is revoked', async () => {
    await register('Revoked', 3)
    const leaf = await authority.leaf({ commonName: 'Revoked', organization: O })
    expect(await outcome({ identity: 'Revoked', tls: { ca, ...leaf } })).toBe(101)
    const fingerprint = createHash('sha256').update(new X509Certificate(leaf.cert).raw).digest('hex')
    await app.database.pool.query(
      `insert into issued_certificates (tenant_id, authority, serial_number, kind, subject, fingerprint, not_after,
         issued_at, revoked_at)
       values (1, 'test', '1', 'station', 'CN=Revoked', $1, now(), now(), now())`,
      [fingerprint],
    )
    expect(await outcome({ identity: 'Revoked', tls: { ca, ...leaf } })).toBe(401)
    expect(await eventsOf('Revoked')).toMatchObject([{ detail: { reason: 'certificateRevoked' } }])
  })
})

describe('behind a proxy that ends TLS', async () => {
  await proxied.call('createStation', { body: { id: 'Proxied', securityProfile: 3 } })
  await app.call('createStation', { body: { id: 'Proxied', securityProfile: 3 } })
  const leaf = await authority.leaf({ commonName: 'Proxied', organization: O })
  const base64 = new X509Certificate(leaf.cert).raw.toString('base64')
  const through = (headers: Record<string, string>, url = proxied.stationUrl) => {
    const forwarded = { 'x-forwarded-for': '203.0.113.5', 'x-forwarded-proto': 'https' }
    return outcome({ identity: 'Proxied', url, headers: { ...forwarded, ...headers } })
  }
  const pem = { 'x-client-cert': encodeURIComponent(leaf.cert) }
  await until(async () => (await through(pem)) === 101)

  test.each([
    ['URL-encoded PEM', encodeURIComponent(leaf.cert)],
    ['RFC 9440', `:${base64}:`],
    ['base64', base64],
  ])('its header with the certificate as %s is believed', async (_, header) => {
    expect(await through({ 'x-client-cert': header })).toBe(101)
  })

  test('a header without TLS, of another certificate or of nonsense is not', async () => {
    const other = await stranger.leaf({ commonName: 'Proxied', organization: O })
    expect(await through({ 'x-client-cert': encodeURIComponent(other.cert) })).toBe(401)
    expect(await through({ 'x-client-cert': 'nonsense' })).toBe(401)
    expect(await through({ ...pem, 'x-forwarded-proto': 'http' })).toBe(401)
  })

  test('the header of somebody who is no proxy is not', async () => {
    expect(await through(pem, app.stationUrl)).toBe(401)
    expect(await eventsOf('Proxied')).toMatchObject([{ type: 'SecurityProfileRefused', detail: { profile: 0 } }])
  })
})

describe('the ratchet', () => {
  test('refuses less than a station has ever connected with, until an operator allows it', async () => {
    const password = await register('Ratchet', 1)
    expect(await outcome({ identity: 'Ratchet', password, url: app.stationUrl })).toBe(101)
    expect(await outcome({ identity: 'Ratchet', password, tls: { ca } })).toBe(101)
    expect(await outcome({ identity: 'Ratchet', password, url: app.stationUrl })).toBe(401)
    const patch = (body: object) =>
      app.request('/api/v1/stations/Ratchet', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const refused = await patch({ securityProfile: 1 })
    expect(await problemIn(refused)).toMatchObject({
      code: 'securityDowngrade',
      errors: [{ field: 'securityProfile' }],
    })
    expect((await patch({ securityProfile: 1, allowDowngrade: true })).status).toBe(200)
    expect(await outcome({ identity: 'Ratchet', password, url: app.stationUrl })).toBe(101)
    expect((await eventsOf('Ratchet', 2)).map(({ type }) => type)).toEqual([
      'SecurityProfileLowered',
      'SecurityProfileRefused',
    ])
  })

  test('profile 0 is for stations whose entry allows it', async () => {
    await register('Nought', 0)
    await register('One', 1)
    expect(await outcome({ identity: 'Nought', url: app.stationUrl })).toBe(101)
    expect(await outcome({ identity: 'One', url: app.stationUrl })).toBe(401)
  })

  test('shows in the fleet by profile', async () => {
    const { items } = await app.call('countSecurityProfiles', {})
    expect(items.map(({ profile }) => profile)).toEqual([0, 1, 2, 3])
    const zero = await app.call('listStations', { query: { securityProfile: 0 } })
    expect(zero.items.map(({ id }) => id)).toEqual(['Nought'])
    expect(items[0]?.stations).toBe(1)
  })
})

test('certificate files are taken anew without a restart, unless they do not belong together', async () => {
  const fixtures = new URL('../platform/http/fixtures/', import.meta.url)
  const paths = { certFile: join(folder, 'server.pem'), keyFile: join(folder, 'server.key') }
  cpSync(new URL('localhost.cert.pem', fixtures), paths.certFile)
  cpSync(new URL('localhost.key.pem', fixtures), paths.keyFile)
  await using other = await startTestApp({
    DATA_DIR: folder,
    TLS_CERT_FILE: paths.certFile,
    TLS_KEY_FILE: paths.keyFile,
    STATION_TLS_PORT: '0',
    TLS_RELOAD_S: '1',
  })
  const shown = () =>
    new Promise<string | undefined>((resolve, reject) => {
      const socket = connectTls({ port: Number(new URL(other.stationTlsUrl).port), rejectUnauthorized: false }, () => {
        resolve(socket.getPeerX509Certificate()?.subject)
        socket.destroy()
      })
      socket.once('error', reject)
    })
  const before = await shown()
  const notAfter = new Date(Date.now() + 5 * 86_400_000)
  const next = await stranger.leaf({ commonName: 'renewed.example', purpose: 'server', notAfter })
  writeFileSync(paths.certFile, next.cert)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await shown()).toBe(before)
  writeFileSync(paths.keyFile, next.key)
  await until(async () => (await shown()) !== before)
  expect(await shown()).toBe('CN=renewed.example')
  // Who looks after the files has to bring a new one: it ends in five days.
  expect(await attentionOverTls(other.server.port)).toMatchObject({
    items: [{ kind: 'serverCertificateExpiring', stationId: null, cause: 'CN=renewed.example' }],
  })
})

/** The certificate of the test is nobody's. */
function attentionOverTls(port: number): Promise<unknown> {
  const headers = { authorization: `Bearer ${TEST_KEY}` }
  return new Promise((resolve, reject) => {
    request({ port, path: '/api/v1/network/attention', headers, rejectUnauthorized: false }, (response) =>
      resolve(json(response)),
    )
      .once('error', reject)
      .end()
  })
}
