import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ApiError } from '../contract/index.ts'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'
import { createTestAuthority } from '../testing/test-authority.ts'
import { type ForeignAuthority, startForeignAuthority } from './testing/foreign-authority.ts'
import { x509 } from './x509.ts'

const PASSWORD = 'enrol-me-0123456789'
const CREDENTIALS = `Basic ${Buffer.from(`cpo:${PASSWORD}`).toString('base64')}`

let stand: SimulatedStations
let foreign: ForeignAuthority
let service: Server
let url: string
let tlsRoot: string
let mood: 'ready' | 'busy' | 'refuses' = 'ready'
let enrolled = 0
/** Requests of this name are never answered. */
let hangsFor: string | undefined
let hanging = 0

beforeAll(async () => {
  stand = await startSimulatedStations()
  foreign = await startForeignAuthority()
  tlsRoot = foreign.root.toString('pem')
  service = createServer(await foreign.serve(), (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      void answer(request.url ?? '', request.headers.authorization, Buffer.concat(parts)).then(({ status, body }) => {
        response.writeHead(status, status === 202 ? { 'retry-after': '1' } : {})
        response.end(body)
      })
    })
  })
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(service.address() as AddressInfo).port}/.well-known/est`
})
beforeEach(() => {
  mood = 'ready'
})
afterAll(async () => {
  await stand[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
  service.closeAllConnections()
  await new Promise((resolve) => service.close(resolve))
})

/** An enrolment service as RFC 7030 describes it, as far as it is used here. */
async function answer(path: string, authorization: string | undefined, body: Buffer) {
  if (authorization !== CREDENTIALS) return { status: 401, body: '' }
  if (path.endsWith('/cacerts')) return { status: 200, body: certsOnly([foreign.root]) }
  if (mood === 'busy') return { status: 202, body: '' }
  if (mood === 'refuses') return { status: 400, body: 'No.' }
  const request = new x509.Pkcs10CertificateRequest(
    new Uint8Array(Buffer.from(body.toString('latin1'), 'base64')).buffer,
  )
  if (hangsFor !== undefined && request.subject.includes(hangsFor)) {
    hanging += 1
    return new Promise<never>(() => undefined)
  }
  const { certificate } = await foreign.sign(request)
  enrolled += 1
  return { status: 200, body: certsOnly([foreign.root, certificate]) }
}

function certsOnly(certificates: x509.X509Certificate[]): string {
  return Buffer.from(new x509.X509Certificates(certificates).export('raw')).toString('base64')
}

function settings() {
  return { kind: 'est', url, username: 'cpo', password: PASSWORD, tlsRoot } as const
}

async function newest(identity: string) {
  const params = { stationId: identity }
  return (await stand.app.call('listStationCertificates', { params, query: {} })).items[0]
}

const SOON = { timeout: 15_000 }

test('settings that do not work are refused, with the reason', async () => {
  const body = { ...settings(), password: 'wrong' }
  const refused = stand.app.call('setCertificateAuthority', { params: { name: 'station' }, body })
  await expect(refused).rejects.toSatisfy(
    (error) => error instanceof ApiError && error.problem.code === 'authorityUnreachable',
  )
  const { pem } = await createTestAuthority('Another Root')
  const untrusted = { ...settings(), tlsRoot: pem }
  await expect(
    stand.app.call('setCertificateAuthority', { params: { name: 'station' }, body: untrusted }),
  ).rejects.toThrow()
})

test('an external authority signs, its root is trusted, and its password never leaves', async () => {
  const params = { name: 'station' } as const
  const stored = await stand.app.call('setCertificateAuthority', { params, body: settings() })
  expect(stored).toMatchObject({ kind: 'est', username: 'cpo', hasPassword: true })
  expect(JSON.stringify(stored)).not.toContain(PASSWORD)
  const { rows } = await stand.app.database.pool.query(
    "select row_to_json(s)::text as text, encode(sealed, 'escape') as sealed from certificate_settings s",
  )
  const { rows: audit } = await stand.app.database.pool.query('select row_to_json(a)::text as text from audit_log a')
  expect(JSON.stringify([rows, audit])).not.toContain(PASSWORD)
  const { items } = await stand.app.call('listTrustedRoots', {})
  expect(items.some(({ source, purpose }) => source === 'external' && purpose === 'station')).toBe(true)

  const station = await stand.online('2.0.1')
  await station.requestCertificate('ChargingStationCertificate')
  await expect.poll(async () => (await newest(station.identity))?.state, SOON).toBe('accepted')
  expect(await newest(station.identity)).toMatchObject({ authority: 'est', isUsable: true })
  expect(station.certificates.own.get('ChargingStationCertificate')?.certificates[0]?.issuer).toContain(
    'Stationmaster Local Root',
  )
})

test('a service that takes its time is asked again when it said', async () => {
  mood = 'busy'
  const station = await stand.online('2.1')
  await station.requestCertificate('ChargingStationCertificate')
  await expect.poll(async () => (await newest(station.identity))?.problem, SOON).toBe('The service takes its time.')
  mood = 'ready'
  const before = enrolled
  await expect.poll(async () => (await newest(station.identity))?.state, SOON).toBe('accepted')
  expect(enrolled).toBe(before + 1)
})

test('a service that refuses ends the request, and says so', async () => {
  mood = 'refuses'
  const station = await stand.online('1.6')
  await station.requestCertificate('ChargingStationCertificate')
  await expect
    .poll(async () => await newest(station.identity), SOON)
    .toMatchObject({
      state: 'failed',
      isUsable: false,
      problem: 'The service answers with status 400.',
    })
})

test('a request on which the service hangs delays nobody else, and neither does its own repetition', async () => {
  hangsFor = 'Hanging'
  // In front of the others: the first that are due.
  for (let one = 1; one <= 3; one++) {
    const stuck = await stand.online('2.0.1', { identity: `Hanging-${one}` })
    await stuck.requestCertificate('ChargingStationCertificate')
  }
  await expect.poll(() => hanging, SOON).toBe(3)
  for (const version of ['1.6', '2.0.1', '2.1'] as const) {
    const station = await stand.online(version, { identity: `Swift-${version}` })
    await station.requestCertificate('ChargingStationCertificate')
    await expect.poll(async () => (await newest(station.identity))?.state, SOON).toBe('accepted')
  }
  expect(await newest('Hanging-1')).toMatchObject({ state: 'requested', problem: null })
  expect(hanging).toBe(3)
})

test('a server that stops does not wait for a service that hangs; it asks again after its next start', async () => {
  await stand.restart()
  expect(await newest('Hanging-1')).toMatchObject({ state: 'requested', problem: null })
  hangsFor = undefined
  // The lease that crashed work is under.
  await stand.app.database.pool.query("update station_certificates set next_try_at = now() where state = 'requested'")
  await expect.poll(async () => (await newest('Hanging-1'))?.state, SOON).toMatch(/issued|accepted/)
})

test('settings may be changed without saying the password again', async () => {
  const { password: _, ...body } = settings()
  const params = { name: 'station' } as const
  expect(await stand.app.call('setCertificateAuthority', { params, body })).toMatchObject({ hasPassword: true })
  const local = await stand.app.call('setCertificateAuthority', { params, body: { kind: 'local', password: null } })
  expect(local).toMatchObject({ kind: 'local', hasPassword: false })
})
