import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleLostCommands } from '../stations/commands/lost-commands.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../testing/test-station.ts'
import { comeIn, refusalAtDoor } from './testing/at-door.ts'
import { makeCsr } from './testing/csr.ts'

const folder = mkdtempSync(join(tmpdir(), 'renewal-test-'))
const SETTINGS = { DATA_DIR: folder, CALL_TIMEOUT_MS: '1000' }
const SOON = { timeout: 15_000, interval: 100 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp(SETTINGS)
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

type Answer = Parameters<TestStation['onCall']>[0]
const ACCEPTED = { status: 'Accepted' }

/** A station by hand, so that each message can be lost. */
async function register(identity: string) {
  const { password } = await app.call('createStation', { body: { id: identity } })
  /** `answer` is in force from the first message on: what waits for a station comes at once. */
  const connect = async (answer: Answer = () => ACCEPTED): Promise<TestStation> => {
    const credentials = password === null ? {} : { password }
    const station = await connectTestStation({ url: app.stationUrl, identity, ...credentials })
    station.onCall(answer)
    await station.call('BootNotification', BOOT_16)
    return station
  }
  return { identity, connect }
}

type Registered = Awaited<ReturnType<typeof register>>

async function certificatesOf({ identity }: Registered) {
  const { items } = await app.call('listStationCertificates', { params: { stationId: identity }, query: {} })
  return items
}

async function isLetIn({ identity }: Registered, chain: string): Promise<boolean> {
  return (await refusalAtDoor(app, identity, chain)) === null
}

/** Requests a certificate on an undisturbed line and begins to use it. Gives its chain. */
async function firstCertificate(registered: Registered, station: TestStation): Promise<string> {
  const { csr } = await makeCsr({ CN: registered.identity })
  station.onCall(() => ({ status: 'Accepted' }))
  expect(await station.call('SignCertificate', { csr })).toEqual({ status: 'Accepted' })
  const chain = await chainSentTo(station)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('accepted')
  await comeIn(app, registered.identity, chain)
  return chain
}

/** The next CertificateSigned that a station hears. */
async function chainSentTo(station: TestStation, nth = 1): Promise<string> {
  const sent = () => station.heard.filter(({ action }) => action === 'CertificateSigned')
  await expect.poll(() => sent().length, SOON).toBeGreaterThanOrEqual(nth)
  return String(sent()[nth - 1]?.payload['certificateChain'])
}

test('an undisturbed renewal: the old certificate lives until the new one is used, then it is dead', async () => {
  const registered = await register('CALM')
  const station = await registered.connect()
  const old = await firstCertificate(registered, station)
  const { csr } = await makeCsr({ CN: 'CALM' })
  await station.call('SignCertificate', { csr })
  const fresh = await chainSentTo(station, 2)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('accepted')
  expect(await isLetIn(registered, old)).toBe(true)
  await comeIn(app, registered.identity, fresh)
  expect(await refusalAtDoor(app, 'CALM', old)).toBe('certificateRevoked')
  expect(await isLetIn(registered, fresh)).toBe(true)
  station.close()
})

test('the answer to the trigger is lost: the station asks all the same', async () => {
  const registered = await register('TRIGGER')
  const station = await registered.connect()
  const old = await firstCertificate(registered, station)
  station.onCall((action) => (action === 'ExtendedTriggerMessage' ? undefined : { status: 'Accepted' }))
  await app.call('renewStationCertificate', { params: { stationId: 'TRIGGER' }, body: {} })
  await expect.poll(() => station.heard.at(-1)?.action, SOON).toBe('ExtendedTriggerMessage')
  const { csr } = await makeCsr({ CN: 'TRIGGER' })
  expect(await station.call('SignCertificate', { csr })).toEqual({ status: 'Accepted' })
  const fresh = await chainSentTo(station, 2)
  expect(await isLetIn(registered, old)).toBe(true)
  await comeIn(app, registered.identity, fresh)
  expect(await isLetIn(registered, old)).toBe(false)
  station.close()
})

test('the answer to the request is lost: the repeated request is the same one', async () => {
  const registered = await register('REQUEST')
  const first = await registered.connect()
  const old = await firstCertificate(registered, first)
  const { csr } = await makeCsr({ CN: 'REQUEST' })
  first.onCall(() => undefined)
  // The line goes down before the answer is heard.
  void first.call('SignCertificate', { csr })
  await expect.poll(async () => (await certificatesOf(registered)).length, SOON).toBe(2)
  first.close()
  await first.closed
  const second = await registered.connect()
  expect(await second.call('SignCertificate', { csr })).toEqual({ status: 'Accepted' })
  const fresh = await chainSentTo(second)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('accepted')
  expect(await certificatesOf(registered)).toHaveLength(2)
  expect(await isLetIn(registered, old)).toBe(true)
  await comeIn(app, registered.identity, fresh)
  expect(await isLetIn(registered, old)).toBe(false)
  second.close()
})

test('the answer to the certificate is lost: sent again and refused, it is good, and so is the old one until then', async () => {
  const registered = await register('ANSWER')
  const station = await registered.connect()
  const old = await firstCertificate(registered, station)
  // It takes the certificate; its answer does not arrive. To the second it says that no request waits.
  let sent = 0
  station.onCall((action) => {
    if (action !== 'CertificateSigned') return { status: 'Accepted' }
    sent += 1
    return sent === 1 ? undefined : { status: 'Rejected' }
  })
  const { csr } = await makeCsr({ CN: 'ANSWER' })
  await station.call('SignCertificate', { csr })
  const fresh = await chainSentTo(station, 2)
  expect(await chainSentTo(station, 3)).toBe(fresh)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.problem, SOON).toContain('Sent again')
  expect((await certificatesOf(registered))[0]).toMatchObject({ state: 'issued', isUsable: true })
  expect(await isLetIn(registered, old)).toBe(true)
  await comeIn(app, registered.identity, fresh)
  expect((await certificatesOf(registered))[0]).toMatchObject({ state: 'active', problem: null })
  expect(await isLetIn(registered, old)).toBe(false)
  station.close()
})

test('the certificate is lost on the way: it is sent again to the next connection', async () => {
  const registered = await register('LOST')
  const first = await registered.connect()
  const old = await firstCertificate(registered, first)
  first.onCall((action) => {
    if (action !== 'CertificateSigned') return { status: 'Accepted' }
    first.close()
    return undefined
  })
  const { csr } = await makeCsr({ CN: 'LOST' })
  await first.call('SignCertificate', { csr })
  await first.closed
  expect(await isLetIn(registered, old)).toBe(true)
  const second = await registered.connect()
  const fresh = await chainSentTo(second)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('accepted')
  await comeIn(app, registered.identity, fresh)
  expect(await isLetIn(registered, old)).toBe(false)
  second.close()
})

test('the station refuses the certificate: the old one stays, the new one opens nothing', async () => {
  const registered = await register('REFUSES')
  const station = await registered.connect()
  const old = await firstCertificate(registered, station)
  station.onCall((action) => ({ status: action === 'CertificateSigned' ? 'Rejected' : 'Accepted' }))
  const { csr } = await makeCsr({ CN: 'REFUSES' })
  await station.call('SignCertificate', { csr })
  const fresh = await chainSentTo(station, 2)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('failed')
  expect(await isLetIn(registered, old)).toBe(true)
  expect(await isLetIn(registered, fresh)).toBe(false)
  station.close()
})

/** Stops the server and starts it again. What it had sent is known to be lost by the round of a minute and a half later. */
async function restart(): Promise<void> {
  app = await app.restart(SETTINGS)
  const later = { nowMs: Date.now() + 120_000, callTimeoutMs: 1000 }
  await app.database.transaction((tx) => settleLostCommands(tx, later))
}

test('the server stops between request and certificate, and between certificate and answer', async () => {
  const registered = await register('RESTART')
  const first = await registered.connect()
  const old = await firstCertificate(registered, first)
  first.onCall(() => undefined)
  const { csr } = await makeCsr({ CN: 'RESTART' })
  await first.call('SignCertificate', { csr })
  await restart()
  expect(await isLetIn(registered, old)).toBe(true)
  const second = await registered.connect((action) => (action === 'CertificateSigned' ? undefined : ACCEPTED))
  await chainSentTo(second)
  await restart()
  const third = await registered.connect()
  const fresh = await chainSentTo(third)
  await expect.poll(async () => (await certificatesOf(registered))[0]?.state, SOON).toBe('accepted')
  expect(await isLetIn(registered, old)).toBe(true)
  await comeIn(app, registered.identity, fresh)
  expect(await isLetIn(registered, old)).toBe(false)
  third.close()
})
