import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { makeCsr } from '../certificates/testing/csr.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { createTestAuthority, type TestCertificate, type TestLeaf } from '../testing/test-authority.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

const authority = await createTestAuthority('Station Root')
const opened: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of opened) await close()
})

/** A server with TLS for stations, that trusts the authority of this test. */
async function start(settings: Readonly<Record<string, string>> = {}): Promise<{ app: TestApp; ca: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'stationmaster-client-'))
  const app = await startTestApp({
    ...{ DATA_DIR: folder, TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0', TLS_RELOAD_S: '1' },
    ...{ AUTH_FAILURES_PER_MINUTE: '1000', ...settings },
  })
  opened.push(async () => {
    await app[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  await app.call('addTrustedRoot', { body: { purpose: 'station', certificate: authority.pem } })
  return { app, ca: readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8') }
}

const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)
const EXPIRED = { notBefore: daysAgo(9), notAfter: daysAgo(1) }
const boot = (serialNumber?: string) => ({
  reason: 'PowerUp',
  chargingStation: { vendorName: 'Norrvolt', model: 'Duo 22', ...(serialNumber === undefined ? {} : { serialNumber }) },
})

/** Connects by certificate; a status instead when it is not let in. */
async function comeIn(
  { app, ca }: { app: TestApp; ca: string },
  identity: string,
  certificate: TestCertificate,
): Promise<TestStation | number> {
  try {
    const tls = { ca, ...certificate }
    return await connectTestStation({ url: app.stationTlsUrl, identity, tls, subprotocol: 'ocpp2.0.1' })
  } catch (error) {
    const status = /response: (\d+)/.exec(String(error))?.[1]
    if (status === undefined) throw error
    return Number(status)
  }
}

async function station(...args: Parameters<typeof comeIn>): Promise<TestStation> {
  const came = await comeIn(...args)
  if (typeof came === 'number') throw new Error(`refused with ${came}`)
  return came
}

async function until(look: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    if (await look()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it did not happen in time')
}

const register = ({ app }: { app: TestApp }, id: string, more: object = {}) =>
  app.call('createStation', { body: { id, securityProfile: 3, ...more } })
const allow = ({ app }: { app: TestApp }, stationId: string, until: Date | null) =>
  app.call('updateStation', { params: { stationId }, body: { expiredCertificateUntil: until?.toISOString() ?? null } })
const eventsOf = async ({ app }: { app: TestApp }, stationId: string, type: string) => {
  const { items } = await app.call('listSecurityEvents', { query: { stationId } })
  return items.filter((event) => event.type === type)
}

/** An expired certificate does not make the server look for new roots; a good one does. */
async function awaitTrust(place: { app: TestApp; ca: string }): Promise<void> {
  await register(place, 'Probe')
  const good = await authority.leaf({ commonName: 'Probe' })
  await until(async () => {
    const came = await comeIn(place, 'Probe', good)
    if (typeof came === 'number') return false
    came.close()
    await came.closed
    return true
  })
}

test('a root that was trusted a moment ago counts at once', async () => {
  const place = await start({ TLS_RELOAD_S: '3600' })
  await register(place, 'First')
  expect(await comeIn(place, 'First', await authority.leaf({ commonName: 'First' }))).not.toBeTypeOf('number')
})

describe('a station whose client certificate has expired', async () => {
  const place = await start()
  await awaitTrust(place)
  const { app } = place

  test('is turned away unless its entry allows it to renew, and then only until that moment', async () => {
    await register(place, 'Late')
    const expired = await authority.leaf({ commonName: 'Late', ...EXPIRED })
    expect(await comeIn(place, 'Late', expired)).toBe(401)
    expect(await allow(place, 'Late', daysAgo(-1))).toMatchObject({ expiredCertificateUntil: expect.any(String) })
    const late = await station(place, 'Late', expired)
    late.close()
    await late.closed
    await allow(place, 'Late', daysAgo(0.001))
    expect(await comeIn(place, 'Late', expired)).toBe(401)
    await allow(place, 'Late', null)
    expect(await comeIn(place, 'Late', expired)).toBe(401)
    expect(await eventsOf(place, 'Late', 'ExpiredCertificateAdmitted')).toHaveLength(1)
  })

  test('gets a new one, and nothing else until it has come with that', async () => {
    await register(place, 'Renew')
    await allow(place, 'Renew', daysAgo(-1))
    const late = await station(place, 'Renew', await authority.leaf({ commonName: 'Renew', ...EXPIRED }))
    await app.call('sendCommand', {
      params: { stationId: 'Renew' },
      query: {},
      body: { command: { kind: 'clearCache' }, ifOffline: 'queue' },
    })
    expect(await late.call('BootNotification', boot())).toMatchObject({ status: 'Pending' })
    await until(() => late.heard.length > 0)
    expect(late.heard).toMatchObject([
      { action: 'TriggerMessage', payload: { requestedMessage: 'SignChargingStationCertificate' } },
    ])
    for (const action of [
      'Heartbeat',
      'Authorize',
      'StatusNotification',
      'SecurityEventNotification',
      'NotifyReport',
    ]) {
      expect(await late.call(action, GOOD[action] ?? {})).toMatchObject({ error: 'SecurityError' })
    }
    const { csr, privateKey } = await makeCsr({ CN: 'Renew' })
    const foreignUse = { csr, certificateType: 'V2GCertificate' }
    expect(await late.call('SignCertificate', foreignUse)).toMatchObject({ error: 'SecurityError' })
    expect(await late.call('SignCertificate', { csr })).toMatchObject({ status: 'Accepted' })
    expect(await late.closed).toBe(1012)
    expect(late.heard.map(({ action }) => action)).toEqual(['TriggerMessage', 'CertificateSigned'])

    const cert = String(late.heard[1]?.payload['certificateChain'])
    const came: (TestStation | number)[] = []
    // The root of our own authority, made just now, is trusted when the roots are looked at again.
    await until(async () => {
      came.push(await comeIn(place, 'Renew', { cert, key: privateKey }))
      return came.at(-1) !== 401
    })
    const renewed = came.at(-1) as TestStation
    expect(await renewed.call('BootNotification', boot())).toMatchObject({ status: 'Accepted' })
    await until(() => renewed.heard.some(({ action }) => action === 'ClearCache'))
    renewed.close()
  })

  test.each([
    ['of another station', { commonName: 'Else' }],
    ['for servers', { commonName: 'Same', purpose: 'server' }],
  ] as const)('is turned away with one %s all the same', async (what, leaf) => {
    const id = `Wrong-${what.slice(-6)}`.replace(' ', '')
    await register(place, id)
    await allow(place, id, daysAgo(-1))
    const commonName = leaf.commonName === 'Same' ? id : leaf.commonName
    expect(await comeIn(place, id, await authority.leaf({ ...leaf, commonName, ...EXPIRED }))).toBe(401)
  })

  test('is turned away when the certificate was revoked', async () => {
    await register(place, 'Revoked')
    await allow(place, 'Revoked', daysAgo(-1))
    const leaf = await authority.leaf({ commonName: 'Revoked', ...EXPIRED })
    const fingerprint = createHash('sha256').update(new X509Certificate(leaf.cert).raw).digest('hex')
    await app.database.pool.query(
      `insert into issued_certificates (tenant_id, authority, serial_number, kind, subject, fingerprint, not_after,
         issued_at, revoked_at) values (1, 'test', '1', 'station', 'CN=Revoked', $1, now(), now(), now())`,
      [fingerprint],
    )
    expect(await comeIn(place, 'Revoked', leaf)).toBe(401)
  })

  test('does not push out a station with a good one', async () => {
    await register(place, 'Twice')
    await allow(place, 'Twice', daysAgo(-1))
    const good = await station(place, 'Twice', await authority.leaf({ commonName: 'Twice' }))
    expect(await comeIn(place, 'Twice', await authority.leaf({ commonName: 'Twice', ...EXPIRED }))).toBe(503)
    expect(await good.call('BootNotification', boot())).toMatchObject({ status: 'Accepted' })
    good.close()
  })
})

const AT = new Date().toISOString()
/** Sound messages, so that it is not their form that is refused. */
const GOOD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Authorize: { idToken: { idToken: 'ABC', type: 'ISO14443' } },
  StatusNotification: { timestamp: AT, connectorStatus: 'Available', evseId: 1, connectorId: 1 },
  SecurityEventNotification: { type: 'SettingSystemTime', timestamp: AT },
  NotifyReport: { requestId: 1, generatedAt: AT, seqNo: 0 },
}

describe('with EXPIRED_CERTIFICATE_DAYS', async () => {
  const place = await start({ EXPIRED_CERTIFICATE_DAYS: '3' })
  await awaitTrust(place)

  test.each([
    [1, 'Pending'],
    [4, 401],
  ])('a certificate that expired %i days ago: %s', async (days, outcome) => {
    const id = `Days-${days}`
    await register(place, id)
    const leaf = { commonName: id, notBefore: daysAgo(9), notAfter: daysAgo(days) }
    const came = await comeIn(place, id, await authority.leaf(leaf))
    if (typeof came === 'number') return expect(came).toBe(outcome)
    expect(await came.call('BootNotification', boot())).toMatchObject({ status: outcome })
    came.close()
  })
})

describe.each(['named', 'strict', 'off'] as const)('the serial number of a Boot, with BOOT_SERIAL=%s', async (rule) => {
  const place = await start({ BOOT_SERIAL: rule })
  await awaitTrust(place)
  const enter = async (id: string, leaf: TestLeaf, more: object = {}) => {
    await register(place, id, more)
    return station(place, id, await authority.leaf(leaf))
  }

  test('is that of the certificate, whatever its case', async () => {
    const one = await enter('Own', { commonName: 'SN-4711' }, { certificateName: 'SN-4711' })
    expect(await one.call('BootNotification', boot('sn-4711'))).toMatchObject({ status: 'Accepted' })
    one.close()
    const other = await enter('Subject', { commonName: 'Subject', subjectSerial: 'SN-4712' })
    expect(await other.call('BootNotification', boot('SN-4712'))).toMatchObject({ status: 'Accepted' })
    other.close()
  })

  const outcome = rule === 'off' ? 'goes' : 'is refused, and the socket closes'
  test.each([
    ['another than in the subject', { commonName: 'A', subjectSerial: 'SN-1' }, 'SN-2'],
    ['none at all', { commonName: 'B', subjectSerial: 'SN-1' }, undefined],
    ['another than the CN', { commonName: 'SN-1' }, 'SN-2'],
  ] as const)(`%s ${outcome}`, async (_, leaf, serial) => {
    const id = leaf.commonName === 'SN-1' ? 'C' : leaf.commonName
    const more = leaf.commonName === 'SN-1' ? { certificateName: 'SN-1' } : {}
    const one = await enter(id, leaf, more)
    const answer = await one.call('BootNotification', boot(serial))
    if (rule === 'off') {
      expect(answer).toMatchObject({ status: 'Accepted' })
      one.close()
      return
    }
    expect(answer).toMatchObject({ error: 'SecurityError' })
    expect(await one.closed).toBe(1008)
    await until(async () => (await eventsOf(place, id, 'SerialNumberMismatch')).length === 1)
    expect(await eventsOf(place, id, 'SerialNumberMismatch')).toMatchObject([
      { source: 'csms', critical: true, detail: JSON.stringify({ certificate: 'SN-1', serialNumber: serial ?? null }) },
    ])
    const { items } = await place.app.call('listTimeline', { params: { stationId: id }, query: {} })
    expect(items[0]).toMatchObject({ action: 'BootNotification', reasons: [{ code: 'serialNumberMismatch' }] })
    // Nothing of it is believed.
    const detail = await place.app.call('getStation', { params: { stationId: id } })
    expect(detail).toMatchObject({ serialNumber: null, bootStatus: null })
  })

  test('may be any when the CN is the identity, unless the rule is strict', async () => {
    const one = await enter('Identity', { commonName: 'Identity' })
    const answer = await one.call('BootNotification', boot('SN-9'))
    expect(answer).toMatchObject(rule === 'strict' ? { error: 'SecurityError' } : { status: 'Accepted' })
    one.close()
    await one.closed
  })
})
