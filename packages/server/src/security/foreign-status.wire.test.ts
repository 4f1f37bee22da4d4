import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { makeCsr } from '../certificates/testing/csr.ts'
import { startForeignAuthority } from '../certificates/testing/foreign-authority.ts'
import { x509 } from '../certificates/x509.ts'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'

const foreign = await startForeignAuthority()
const opened: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of opened) await close()
  await foreign[Symbol.asyncDispose]()
})

let next = 1

/** A server that trusts the foreign authority for stations. */
async function start(rule: 'off' | 'soft' | 'hard') {
  const folder = mkdtempSync(join(tmpdir(), 'stationmaster-foreign-'))
  const app = await startTestApp({
    ...{ DATA_DIR: folder, TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0', TLS_RELOAD_S: '1' },
    ...{ AUTH_FAILURES_PER_MINUTE: '1000', CLIENT_CERT_STATUS: rule, CLIENT_CERT_STATUS_MS: '500' },
  })
  opened.push(async () => {
    await app[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })
  const ca = readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8')
  await app.call('addTrustedRoot', { body: { purpose: 'station', certificate: foreign.root.toString('pem') } })
  await app.call('setPlugAndCharge', { body: { provider: 'none', trustedResponders: [foreign.origin] } })

  /** A registered station with a certificate of the foreign authority. */
  const station = async () => {
    const identity = `Foreign-${next++}`
    await app.call('createStation', { body: { id: identity, securityProfile: 3 } })
    const { csr, privateKey } = await makeCsr({ CN: identity })
    const { certificate } = await foreign.sign(new x509.Pkcs10CertificateRequest(csr))
    return { identity, certificate, tls: { ca, cert: certificate.toString('pem'), key: privateKey } }
  }
  const knock = async ({ identity, tls }: Awaited<ReturnType<typeof station>>): Promise<number> => {
    try {
      const one = await connectTestStation({ url: app.stationTlsUrl, identity, tls })
      one.close()
      await one.closed
      return 101
    } catch (error) {
      return Number(/response: (\d+)/.exec(String(error))?.[1])
    }
  }
  const reasonOf = async (stationId: string) => {
    const { items } = await app.call('listSecurityEvents', { query: { stationId } })
    return JSON.parse(items[0]?.detail ?? '{}').reason
  }
  foreign.mood = { kind: 'good' }
  // Trusted roots are looked at once a second.
  const probe = await station()
  for (let turn = 0; turn < 100 && (await knock(probe)) !== 101; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { app, station, knock, reasonOf }
}

beforeEach(() => {
  foreign.mood = { kind: 'good' }
  foreign.revoked = []
  foreign.asked.ocsp = 0
  foreign.asked.crl = 0
})

const REVOKED = { kind: 'revoked', atMs: Date.now() - 60_000, reason: 'keyCompromise' } as const

describe.each(['soft', 'hard'] as const)('CLIENT_CERT_STATUS=%s: a certificate of another authority', async (rule) => {
  const place = await start(rule)

  test('that is good comes in, and its authority is asked once for as long as that holds', async () => {
    const one = await place.station()
    expect(await place.knock(one)).toBe(101)
    expect(await place.knock(one)).toBe(101)
    expect(foreign.asked).toEqual({ ocsp: 1, crl: 0 })
  })

  test('that is revoked does not, and the event says why', async () => {
    foreign.mood = REVOKED
    const one = await place.station()
    expect(await place.knock(one)).toBe(401)
    await expect.poll(() => place.reasonOf(one.identity)).toBe('certificateRevoked')
  })

  test('whose responder talks nonsense is looked up in the revocation list', async () => {
    foreign.mood = { kind: 'broken' }
    const [good, bad] = [await place.station(), await place.station()]
    foreign.revoked = [bad.certificate.serialNumber]
    expect(await place.knock(good)).toBe(101)
    expect(await place.knock(bad)).toBe(401)
    expect(foreign.asked.crl).toBe(2)
  })

  // Last: the address is left alone for a minute afterwards.
  test(`whose responder hangs waits no longer than it must, and others not at all: ${rule}`, async () => {
    foreign.mood = { kind: 'silent' }
    const outcome = rule === 'soft' ? 101 : 401
    const [one, other] = [await place.station(), await place.station()]
    expect(await place.knock(one)).toBe(outcome)
    expect(foreign.asked).toEqual({ ocsp: 1, crl: 0 })
    // The hanging responder is not asked again; its list is.
    expect(await place.knock(other)).toBe(101)
    expect(foreign.asked).toEqual({ ocsp: 1, crl: 1 })
    if (rule === 'hard') {
      await expect.poll(() => place.reasonOf(one.identity)).toBe('certificateStatusUnknown')
    }
  })
})

test('CLIENT_CERT_STATUS=off asks nobody', async () => {
  const place = await start('off')
  foreign.asked.ocsp = 0
  foreign.mood = REVOKED
  expect(await place.knock(await place.station())).toBe(101)
  // A list may still be asked for by a server before this one, whose responder hangs.
  expect(foreign.asked.ocsp).toBe(0)
})
