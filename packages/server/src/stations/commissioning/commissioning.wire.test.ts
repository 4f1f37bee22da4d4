import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Commissioning } from '../../contract/index.ts'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ CALL_TIMEOUT_MS: '2000' })
})
afterAll(() => app[Symbol.asyncDispose]())

const PATIENCE = { timeout: 50_000, interval: 200 }
const done = async (stationId: string, failSafeA?: number): Promise<Commissioning> => {
  const begun = await app.call('startCommissioning', {
    params: { stationId },
    body: failSafeA === undefined ? {} : { failSafeA },
  })
  expect(begun.state).toBe('running')
  const read = () => app.call('getCommissioning', { params: { id: begun.id } })
  await expect.poll(async () => (await read()).state, PATIENCE).toBe('done')
  return read()
}
const outcomes = ({ checks }: Commissioning) => Object.fromEntries(checks.map(({ check, outcome }) => [check, outcome]))

test.each(['1.6', '2.0.1', '2.1'] as const)(
  'a faithful %s station passes, and keeps its fail-safe limit',
  async (version) => {
    const id = `COMM-${version}`
    await using _simulated = await startSimulatedStation(app, id, version, { settings: { messageAttempts: '10' } })
    const examined = await done(id, 8)
    expect(outcomes(examined)).toMatchObject({
      configuration: 'passed',
      clock: 'passed',
      trigger: 'passed',
      measurands: 'passed',
      protection: 'passed',
      oddTransfer: 'passed',
      oddName: 'passed',
      localList: 'passed',
      smartCharging: 'passed',
      failSafeSet: 'passed',
      failSafeKept: 'passed',
    })
    const kept = examined.checks.find(({ check }) => check === 'failSafeKept')
    expect(kept?.data).toMatchObject({ limitA: 8, highestA: 8 })
  },
)

test('a station that says yes to everything and does nothing is found out', async () => {
  const { password } = await app.call('createStation', { body: { id: 'COMM-YES' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'COMM-YES', password: password ?? '' })
  station.onCall((action) => (action === 'GetLocalListVersion' ? undefined : { status: 'Accepted' }))
  await station.call('BootNotification', BOOT_16)
  const examined = await done('COMM-YES')
  expect(examined.verdict).toBe('failed')
  expect(outcomes(examined)).toMatchObject({
    identity: 'warned',
    configuration: 'failed',
    trigger: 'failed',
    oddTransfer: 'warned',
    oddName: 'warned',
    localList: 'failed',
    failSafeSet: 'skipped',
  })
  station.close()
})

test('tolerances of a matching profile are proposed, and switched on when accepted', async () => {
  const quirks = { reversedIdToken: true } as const
  await app.call('createQuirkProfile', { body: { name: 'Norrvolt readers', vendor: 'Norr*', model: 'Duo*', quirks } })
  const { items } = await app.call('listQuirkProfiles', {})
  expect(items.map(({ name }) => name)).toContain('Norrvolt readers')
  expect(items.filter(({ id }) => id === null).length).toBeGreaterThanOrEqual(4)
  const { password } = await app.call('createStation', { body: { id: 'COMM-NORR', quirks: { emptyBasicUser: true } } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'COMM-NORR', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  const examined = await done('COMM-NORR')
  expect(examined).toMatchObject({ matchingProfiles: ['Norrvolt readers'], proposedQuirks: quirks })
  const accepted = await app.call('acceptCommissioning', { params: { id: examined.id } })
  expect(accepted.quirks).toEqual({ emptyBasicUser: true, reversedIdToken: true })
  expect(await station.closed).toBeGreaterThan(1000)
})

test('one examination at a time; a name once', async () => {
  await app.call('createStation', { body: { id: 'COMM-TWICE' } })
  await app.call('startCommissioning', { params: { stationId: 'COMM-TWICE' }, body: {} })
  const post = (path: string, body: object) =>
    app.request(`/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  expect(await problemIn(await post('/stations/COMM-TWICE/commissionings', {}))).toMatchObject({
    status: 409,
    code: 'commissioningRunning',
  })
  const taken = await post('/quirk-profiles', { name: 'Empty basic user', quirks: {} })
  expect(await problemIn(taken)).toMatchObject({ code: 'quirkProfileExists', errors: [{ field: 'name' }] })
  const wrong = await post('/stations/COMM-TWICE/commissionings', { failSafeA: -1 })
  expect(await problemIn(wrong)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'failSafeA' }] })
})
