import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CallInput } from '../contract/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'
import { makeCsr } from './testing/csr.ts'

const folder = mkdtempSync(join(tmpdir(), 'fleet-test-'))
const SOON = { timeout: 15_000, interval: 100 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder, TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0' })
  for (const identity of ['FLEET-1', 'FLEET-2', 'FLEET-3']) await certify(identity)
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A station that asks for a certificate and takes it. */
async function certify(identity: string): Promise<void> {
  const { password } = await app.call('createStation', { body: { id: identity } })
  const station = await connectTestStation({ url: app.stationUrl, identity, password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  const { csr } = await makeCsr({ CN: identity })
  await station.call('SignCertificate', { csr })
  await vi.waitFor(async () => expect((await newestOf(identity))?.state).toBe('accepted'), SOON)
  station.close()
}

async function newestOf(stationId: string) {
  return (await app.call('listStationCertificates', { params: { stationId } })).items[0]
}

/** Moves the end of a station's certificate. */
function endsIn(identity: string, interval: string) {
  return app.database.pool.query(
    `update station_certificates set not_after = now() + $2::interval
     where station_id = (select station_id from stations where identity = $1)`,
    [identity, interval],
  )
}

type Query = NonNullable<CallInput<'listCertificates'>['query']>

async function idsOf(query: Query): Promise<string[]> {
  const { items } = await app.call('listCertificates', { query })
  return items.map(({ stationId }) => stationId)
}

async function expiring() {
  const { items } = await app.call('getAttention', {})
  return items.filter(({ kind }) => kind.endsWith('Expiring'))
}

test('certificates of all stations are listed by their end, page by page', async () => {
  await endsIn('FLEET-2', '40 days')
  await endsIn('FLEET-3', '50 days')
  expect(await idsOf({ usable: 'true', sort: 'notAfter' })).toEqual(['FLEET-2', 'FLEET-3', 'FLEET-1'])
  expect(await idsOf({})).toEqual(['FLEET-3', 'FLEET-2', 'FLEET-1'])
  const expiresBefore = new Date(Date.now() + 45 * 86_400_000).toISOString()
  expect(await idsOf({ expiresBefore })).toEqual(['FLEET-2'])
  expect(await idsOf({ state: 'requested' })).toEqual([])
  const first = await app.call('listCertificates', { query: { sort: 'notAfter', limit: 2 } })
  expect(first.items.map(({ stationId }) => stationId)).toEqual(['FLEET-2', 'FLEET-3'])
  const cursor = first.nextCursor
  expect(await idsOf({ sort: 'notAfter', limit: 2, cursor })).toEqual(['FLEET-1'])
})

test('a revoked certificate opens no door, and is listed among the others', async () => {
  const certificate = await newestOf('FLEET-1')
  await app.call('revokeStationCertificate', {
    params: { id: certificate?.id ?? '' },
    body: { reason: 'keyCompromise' },
  })
  expect(await idsOf({ usable: 'true' })).toEqual(['FLEET-3', 'FLEET-2'])
  expect(await idsOf({ usable: 'false' })).toEqual(['FLEET-1'])
})

test('one that is about to end needs attention, with the renewal as its fix, until it is renewed', async () => {
  expect(await expiring()).toEqual([])
  await endsIn('FLEET-2', '5 days')
  expect(await expiring()).toEqual([
    expect.objectContaining({
      kind: 'certificateExpiring',
      stationId: 'FLEET-2',
      cause: 'ChargingStationCertificate',
      fix: 'renewCertificate',
      info: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    }),
  ])
  // Over, and not needed to come in: nothing to do.
  await endsIn('FLEET-2', '-1 day')
  expect(await expiring()).toEqual([])
  await app.database.pool.query(`update stations set reached_profile = 3 where identity = 'FLEET-2'`)
  expect(await expiring()).toHaveLength(1)
  const { csr } = await makeCsr({ CN: 'FLEET-2' })
  const { rows } = await app.database.pool.query(
    `insert into station_certificates (tenant_id, station_id, certificate_id, certificate_use, state, csr, csr_hash,
       requested_at, not_after)
     select 1, station_id, gen_random_uuid(), 'ChargingStationCertificate', 'active', $1, 'x', now(), now() + interval '1 year'
     from stations where identity = 'FLEET-2' returning certificate_id`,
    [csr],
  )
  expect(rows).toHaveLength(1)
  expect(await expiring()).toEqual([])
})

test('a root that is about to end needs attention', async () => {
  await app.call('listTrustedRoots', {})
  await app.database.pool.query(
    `update trusted_roots set not_after = now() + interval '20 days' where purpose = 'station'`,
  )
  const found = await expiring()
  expect(found.length).toBeGreaterThan(0)
  expect(found[0]).toMatchObject({ kind: 'rootExpiring', stationId: null, fix: 'review' })
  await app.database.pool.query(
    `update trusted_roots set not_after = now() + interval '9 years' where purpose = 'station'`,
  )
})

test('an authority says whether what stations ask for gets signed', async () => {
  const params = { name: 'station' } as const
  const before = await app.call('getCertificateAuthority', { params })
  expect(before).toMatchObject({ kind: 'local', waiting: 0, waitingSince: null, problem: null })
  expect(before.lastIssuedAt).not.toBeNull()
  await app.database.pool.query(
    `insert into station_certificates (tenant_id, station_id, certificate_id, certificate_use, state, csr, csr_hash,
       requested_at, problem)
     select 1, station_id, gen_random_uuid(), 'ChargingStationCertificate', 'requested', 'none', 'y', now(), 'It does not answer.'
     from stations where identity = 'FLEET-3'`,
  )
  expect(await app.call('getCertificateAuthority', { params })).toMatchObject({
    waiting: 1,
    problem: 'It does not answer.',
  })
  expect(await app.call('getCertificateAuthority', { params: { name: 'v2g' } })).toMatchObject({
    waiting: 0,
    lastIssuedAt: null,
  })
})

test('the server lists the certificates that it shows', async () => {
  const { items } = await app.call('listServerCertificates', {})
  expect(items.map(({ keyType }) => keyType)).toEqual(['ec', 'rsa'])
  expect(items[0]).toMatchObject({ source: 'local', names: expect.arrayContaining(['DNS:localhost']) })
  expect(JSON.stringify(items)).not.toContain('PRIVATE')
})
