import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { problemIn, startTestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-cancel-'))
const app = await startTestApp({
  DATA_DIR: folder,
  TLS_LOCAL_CERTIFICATE: 'on',
  STATION_TLS_PORT: '0',
  CALL_TIMEOUT_MS: '1500',
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
const ca = readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8')
const BOOT_2 = { reason: 'PowerUp', chargingStation: { vendorName: 'Norrvolt', model: 'Duo 22' } }
const PLAN = { url: app.stationTlsUrl, slot: 2, currentSlot: 1 }

async function until<Found>(
  look: () => Promise<Found | undefined | false> | Found | undefined | false,
): Promise<Found> {
  for (let turn = 0; turn < 400; turn++) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('it did not happen in time')
}

/** What a station answers to a command; undefined: it stays silent. */
type Answers = (action: string, payload: Readonly<Record<string, unknown>>) => Record<string, unknown> | undefined

const yes: Answers = (action) =>
  action === 'SetVariables'
    ? { setVariableResult: [{ attributeStatus: 'Accepted', component: { name: 'C' }, variable: { name: 'V' } }] }
    : { status: 'Accepted' }

async function register(id: string) {
  const { password } = await app.call('createStation', { body: { id } })
  return { identity: id, password: password ?? '' }
}

async function online(known: { identity: string; password: string }, answers: Answers = yes, tls?: { ca: string }) {
  const way = tls === undefined ? { url: app.stationUrl } : { url: app.stationTlsUrl, tls }
  const station = await connectTestStation({ ...way, ...known, subprotocol: 'ocpp2.0.1' })
  station.onCall(answers)
  await station.call('BootNotification', BOOT_2)
  return station
}

const start = (stationId: string, plan: object = PLAN) =>
  app.call('startSecurityUpgrade', { params: { stationId }, body: { target: 2, plan } })
const cancel = (id: string) => app.call('cancelSecurityUpgrade', { params: { id } })
const refusal = async (id: string) =>
  problemIn(await app.request(`/api/v1/security-upgrades/${id}/cancel`, { method: 'POST' }))
const ended = (stationId: string) =>
  until(async () => {
    const [upgrade] = (await app.call('listSecurityUpgrades', { query: { stationId } })).items
    return upgrade?.endedAt == null ? undefined : upgrade
  })
const actions = (station: TestStation) => station.heard.map(({ action }) => action)
const heard = (station: TestStation, action: string, times = 1) =>
  until(() => actions(station).filter((one) => one === action).length >= times)
/** The slots that a station was last told to use, in order. */
const priorities = (station: TestStation) =>
  station.heard
    .filter(({ action }) => action === 'SetVariables')
    .map(({ payload }) => Object(payload['setVariableData']).at(0).attributeValue)

test('before anything is sent nothing ever is', async () => {
  const known = await register('Early')
  const first = await online(known)
  first.close()
  await first.closed
  const { id } = await start('Early')
  const commandId = await until(async () => {
    const [upgrade] = (await app.call('listSecurityUpgrades', { query: { stationId: 'Early' } })).items
    return upgrade?.commandId ?? undefined
  })
  expect(await cancel(id)).toMatchObject({ state: 'cancelled', detail: expect.stringContaining('Called off') })
  expect(await app.call('getCommand', { params: { id: commandId } })).toMatchObject({ state: 'cancelled' })
  const station = await online(known)
  expect(await station.call('Heartbeat', {})).toHaveProperty('currentTime')
  expect(actions(station)).not.toContain('SetNetworkProfile')
  expect(await refusal(id)).toMatchObject({ status: 409, code: 'upgradeTooFar' })
  station.close()
})

test('while the new way is only being entered, nothing has to be put back', async () => {
  const known = await register('Entering')
  const station = await online(known, (action) => (action === 'SetNetworkProfile' ? undefined : yes(action, {})))
  const { id } = await start('Entering')
  await heard(station, 'SetNetworkProfile')
  expect(await cancel(id)).toMatchObject({ state: 'cancelled' })
  expect(priorities(station)).toEqual([])
  station.close()
})

test.each(['SetVariables', 'Reset'])(
  'once %s is out, the station is told to stay as it was',
  async (last) => {
    const known = await register(`Put-${last}`)
    let isSilent = true
    const station = await online(known, (action) => (isSilent && action === last ? undefined : yes(action, {})))
    const { id } = await start(known.identity)
    await heard(station, last)
    expect(await cancel(id)).toMatchObject({ state: 'rollingBack' })
    expect(await refusal(id)).toMatchObject({ code: 'upgradeTooFar' })
    isSilent = false
    expect(await ended(known.identity)).toMatchObject({
      state: 'rolledBack',
      detail: expect.stringContaining('Called off'),
    })
    expect(priorities(station)).toEqual(['2,1', '1,2'])
    station.close()
  },
  20_000,
)

test('a station that was away is put back when it returns the old way, and kept when it returns the new one', async () => {
  const back = await register('Away-Old')
  const forth = await register('Away-New')
  for (const known of [back, forth]) {
    const station = await online(known)
    const { id } = await start(known.identity)
    await heard(station, 'Reset')
    station.close()
    await station.closed
    await until(async () => !(await app.call('getStation', { params: { stationId: known.identity } })).online)
    expect(await cancel(id)).toMatchObject({ state: 'rollingBack' })
  }
  const old = await online(back)
  expect(await ended('Away-Old')).toMatchObject({ state: 'rolledBack' })
  expect(priorities(old)).toEqual(['1,2'])
  const anew = await online(forth, yes, { ca })
  expect(await ended('Away-New')).toMatchObject({ state: 'confirmed' })
  expect(priorities(anew)).toEqual([])
  old.close()
  anew.close()
})

test('one that hears of the way back and then comes by the new one is told to keep that', async () => {
  const known = await register('Crossed')
  const station = await online(known)
  const { id } = await start('Crossed')
  await heard(station, 'Reset')
  // It has gone to restart and does not answer any more.
  station.onCall(() => undefined)
  expect(await cancel(id)).toMatchObject({ state: 'rollingBack' })
  await heard(station, 'SetVariables', 2)
  expect(priorities(station)).toEqual(['2,1', '1,2'])
  const anew = await online(known, yes, { ca })
  expect(await ended('Crossed')).toMatchObject({ state: 'confirmed' })
  await heard(anew, 'SetVariables')
  expect(priorities(anew)).toEqual(['2,1'])
  anew.close()
})

test('OCPP 1.6 knows no way back, so what may have been taken goes on', async () => {
  const { password } = await app.call('createStation', { body: { id: 'Old-16' } })
  const known = { url: app.stationUrl, identity: 'Old-16', password: password ?? '' }
  const station = await connectTestStation(known)
  await station.call('BootNotification', BOOT_16)
  const { id } = await start('Old-16', {})
  await heard(station, 'ChangeConfiguration')
  expect(await refusal(id)).toMatchObject({
    status: 409,
    code: 'upgradeTooFar',
    detail: expect.stringContaining('way back'),
  })
  station.close()
  expect(await refusal('00000000-0000-4000-8000-000000000000')).toMatchObject({ status: 404, code: 'upgradeNotFound' })
})
