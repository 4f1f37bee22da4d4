import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Commissioning } from '../../contract/index.ts'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ CALL_TIMEOUT_MS: '2000', CONFIGURATION_SETTLE_S: '0' })
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
      settings: 'passed',
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
  const decided = await app.call('getCommissioning', { params: { id: examined.id } })
  expect(decided.decision).toMatchObject({ outcome: 'accepted' })
})

test('each profile says how many stations have its tolerances, and the list of stations shows them', async () => {
  await app.call('createStation', { body: { id: 'USES-1', quirks: { constantStart: true, emptyBasicUser: true } } })
  await app.call('createStation', { body: { id: 'USES-2', quirks: { constantStart: true } } })
  await app.call('createStation', { body: { id: 'USES-3', quirks: { missingSubprotocol: '2.1' } } })
  const both = { constantStart: true, emptyBasicUser: true } as const
  const made = await app.call('createQuirkProfile', { body: { name: 'Both', quirks: both } })
  await app.call('createQuirkProfile', { body: { name: 'Nothing', quirks: {} } })
  expect(made.stations).toBe(1)
  const { items } = await app.call('listQuirkProfiles', {})
  const counts = Object.fromEntries(items.map(({ name, stations }) => [name, stations]))
  expect(counts).toMatchObject({ Both: 1, Nothing: 0, 'Clock or meter stands still': 2, 'No subprotocol': 0 })
  const having = async (quirkProfile: string) =>
    (await app.call('listStations', { query: { quirkProfile } })).items.map(({ id }) => id)
  expect(await having('both')).toEqual(['USES-1'])
  expect(await having('Clock or meter stands still')).toEqual(['USES-1', 'USES-2'])
  expect(await having('Nothing')).toEqual([])
  expect(await having('No such profile')).toEqual([])
})

test('who declines leaves the station as it is', async () => {
  await using simulated = await startSimulatedStation(app, 'COMM-NO', '1.6')
  const examined = await done('COMM-NO')
  const declined = await app.call('declineCommissioning', { params: { id: examined.id } })
  expect(declined).toMatchObject({ state: 'done', decision: { outcome: 'declined' } })
  expect((await app.call('getStation', { params: { stationId: 'COMM-NO' } })).quirks).toEqual({})
  expect(simulated.station.online).toBe(true)
})

test('declining stops an examination that still runs, and another can begin', async () => {
  await app.call('createStation', { body: { id: 'COMM-STOP' } })
  const params = { stationId: 'COMM-STOP' }
  const begun = await app.call('startCommissioning', { params, body: {} })
  const stopped = await app.call('declineCommissioning', { params: { id: begun.id } })
  expect(stopped).toMatchObject({ state: 'cancelled', verdict: null })
  expect(stopped.finishedAt).not.toBeNull()
  expect((await app.call('startCommissioning', { params, body: {} })).state).toBe('running')
})

const post = (path: string, body: object) =>
  app.request(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test.each(['1.6', '2.0.1', '2.1'] as const)(
  'a %s station is proposed the usual settings, which become its template and its configuration',
  async (version) => {
    const id = `COMM-SET-${version}`
    const settings = { meterInterval: '3600', sampledMeasurands: 'Energy.Active.Import.Register,Temperature' }
    await using _simulated = await startSimulatedStation(app, id, version, { model: `Set-${version}`, settings })
    const examined = await done(id)
    const proposed = new Map(examined.proposedSettings?.map((one) => [one.setting, one]))
    expect(proposed.get('meterValueInterval')).toMatchObject({
      actual: '3600',
      reason: 'asUsual',
      entry: { value: '60', min: 10, max: 300 },
    })
    const measurands = 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC,Temperature'
    // Of 1.6 only trying shows what it takes; 2.x says so.
    expect(outcomes(examined).measurandsTaken).toBe(version === '1.6' ? 'passed' : 'skipped')
    expect(proposed.get('meterValueMeasurands')).toMatchObject({ entry: { value: measurands } })
    expect(proposed.get('retryBackOffRepeatTimes')?.reason).toBe(version === '1.6' ? undefined : 'asUsual')

    const params = { id: examined.id }
    const template = await app.call('createCommissioningTemplate', { params, body: { name: `Set ${version}` } })
    expect(template).toMatchObject({
      conditions: { ocppVersions: [version], vendors: ['Example Works'], models: [`Set-${version}`] },
      enabled: true,
    })
    expect(template.entries).toHaveLength([...proposed.values()].filter(({ entry }) => entry !== null).length)
    await app.call('applyDesiredConfiguration', { params: { stationId: id } })
    const ofTemplate = async () => {
      const { items, state } = await app.call('getDesiredConfiguration', { params: { stationId: id } })
      return [state, ...items.flatMap((one) => (one.templateId === template.id ? [one.state] : []))]
    }
    await expect.poll(ofTemplate, PATIENCE).toEqual(['inLine', ...template.entries.map(() => 'inLine')])
    await app.call('deleteTemplate', { params: { id: template.id } })
  },
)

test('a 1.6 station that takes no more measurands is proposed those that it has', async () => {
  const { password } = await app.call('createStation', { body: { id: 'COMM-FEW' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'COMM-FEW', password: password ?? '' })
  const configurationKey = [
    { key: 'MeterValuesSampledData', readonly: false, value: 'Energy.Active.Import.Register' },
    { key: 'MeterValueSampleInterval', readonly: true, value: '900' },
  ]
  station.onCall((action) => {
    if (action === 'GetConfiguration') return { configurationKey }
    return action === 'ChangeConfiguration' ? { status: 'Rejected' } : { status: 'NotSupported' }
  })
  await station.call('BootNotification', BOOT_16)
  const examined = await done('COMM-FEW')
  expect(outcomes(examined)).toMatchObject({ measurandsTaken: 'warned', settings: 'warned' })
  const reasons = Object.fromEntries((examined.proposedSettings ?? []).map((one) => [one.setting, one.reason]))
  expect(reasons).toMatchObject({
    meterValueMeasurands: 'refused',
    meterValueInterval: 'readOnly',
    transactionMessageAttempts: 'unknown',
  })
  const path = `/commissionings/${examined.id}/template`
  const wrong = await post(path, { name: 'Few', settings: ['meterValueMeasurands', 'meterValueInterval'] })
  expect(await problemIn(wrong)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'settings.1' }] })
  const mine = await post(path, { name: 'Few', scope: 'station', settings: ['meterValueMeasurands'] })
  expect(await mine.json()).toMatchObject({
    conditions: { stationIds: ['COMM-FEW'] },
    entries: [{ setting: 'meterValueMeasurands', value: 'Energy.Active.Import.Register' }],
  })
  expect(await problemIn(await post(path, { name: 'Few' }))).toMatchObject({ code: 'templateExists' })
  station.close()
})

test('a make that would stand for every station makes no template for others', async () => {
  const { password } = await app.call('createStation', { body: { id: 'COMM-STAR' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'COMM-STAR', password: password ?? '' })
  const configurationKey = [{ key: 'MeterValueSampleInterval', readonly: false, value: '900' }]
  station.onCall((action) => (action === 'GetConfiguration' ? { configurationKey } : { status: 'Rejected' }))
  await station.call('BootNotification', { ...BOOT_16, chargePointVendor: '*' })
  const begun = await app.call('startCommissioning', { params: { stationId: 'COMM-STAR' }, body: {} })
  const early = await post(`/commissionings/${begun.id}/template`, { name: 'Star' })
  expect(await problemIn(early)).toMatchObject({ status: 409, code: 'commissioningUnfinished' })
  const read = () => app.call('getCommissioning', { params: { id: begun.id } })
  await expect.poll(async () => (await read()).state, PATIENCE).toBe('done')
  const wide = await post(`/commissionings/${begun.id}/template`, { name: 'Star' })
  expect(await problemIn(wide)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'scope' }] })
  station.close()
})

test('one examination at a time; a name once', async () => {
  await app.call('createStation', { body: { id: 'COMM-TWICE' } })
  await app.call('startCommissioning', { params: { stationId: 'COMM-TWICE' }, body: {} })
  expect(await problemIn(await post('/stations/COMM-TWICE/commissionings', {}))).toMatchObject({
    status: 409,
    code: 'commissioningRunning',
  })
  const taken = await post('/quirk-profiles', { name: 'Empty basic user', quirks: {} })
  expect(await problemIn(taken)).toMatchObject({ code: 'quirkProfileExists', errors: [{ field: 'name' }] })
  const wrong = await post('/stations/COMM-TWICE/commissionings', { failSafeA: -1 })
  expect(await problemIn(wrong)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'failSafeA' }] })
})
