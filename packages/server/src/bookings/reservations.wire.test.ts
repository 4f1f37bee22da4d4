import { CAR } from '@stationmaster/simulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSimulatedStation } from '../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  const tokens = { 'RES-ANN': undefined, 'RES-BEN': 'HOUSE', 'RES-CAT': 'HOUSE', 'RES-DAN': 'OTHER' }
  for (const [value, groupValue] of Object.entries(tokens)) {
    await app.call('createToken', { body: { value, type: 'ISO14443', ...(groupValue && { groupValue }) } })
  }
})
afterAll(() => app[Symbol.asyncDispose]())

const PATIENCE = { timeout: 30_000, interval: 50 }
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

type Body = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']
const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 15 }, body: { command } })
const problemOf = async (stationId: string, command: Body) =>
  problemIn(
    await app.request(`/api/v1/stations/${stationId}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command }),
    }),
  )
/** States of its reservations, the newest first. */
const statesOf = async (stationId: string) =>
  (await app.call('listReservations', { query: { stationId } })).items.map(({ state }) => state)
const latestOf = async (stationId: string) => {
  const [latest] = (await app.call('listReservations', { query: { stationId } })).items
  if (latest === undefined) throw new Error('there is no reservation')
  return latest
}
const connectorOf = async (stationId: string) =>
  (await app.call('getStation', { params: { stationId } })).connectors[0]?.status
const reserve = (stationId: string, more: { idToken?: string; expiresAt?: string; groupIdToken?: string } = {}) =>
  send(stationId, { kind: 'reserveNow', evseId: 1, idToken: 'RES-ANN', expiresAt: soon(600), ...more })
const start = (idToken: string) => ({ kind: 'startTransaction', evseId: 1, idToken }) as const

describe.each(['1.6', '2.0.1', '2.1'] as const)('reservations of a %s station', (version) => {
  test('a connector that is broken or out of service is not reserved, and the answer is kept', async () => {
    const id = `RES-OUT-${version}`
    await using simulated = await startSimulatedStation(app, id, version)
    await send(id, { kind: 'changeAvailability', operative: false, evseId: 1 })
    expect(await reserve(id)).toMatchObject({ state: 'rejected', status: 'Unavailable' })
    await send(id, { kind: 'changeAvailability', operative: true, evseId: 1 })
    simulated.station.injectFault('connector-fault', 1)
    await expect.poll(() => connectorOf(id), PATIENCE).toBe('Faulted')
    expect(await reserve(id)).toMatchObject({ state: 'rejected', status: 'Faulted' })
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['refused', 'refused'])
    expect(await latestOf(id)).toMatchObject({ status: 'Faulted' })
  })

  test('out of service, the EVSE cannot be kept: 2.x gives the reservation up, 1.6 has no word for it', async () => {
    const id = `RES-LOST-${version}`
    await using _simulated = await startSimulatedStation(app, id, version)
    expect(await reserve(id)).toMatchObject({ state: 'accepted' })
    await expect.poll(() => connectorOf(id), PATIENCE).toBe('Reserved')
    await send(id, { kind: 'changeAvailability', operative: false, evseId: 1 })
    await expect.poll(() => connectorOf(id), PATIENCE).toBe('Unavailable')
    const kept = version === '1.6'
    await expect.poll(() => statesOf(id), PATIENCE).toEqual([kept ? 'active' : 'removed'])
    await send(id, { kind: 'changeAvailability', operative: true, evseId: 1 })
    await expect.poll(() => connectorOf(id), PATIENCE).toBe(kept ? 'Reserved' : 'Available')
    if (kept) expect(await problemOf(id, start('RES-DAN'))).toMatchObject({ code: 'connectorReserved' })
    else expect(await send(id, start('RES-DAN'))).toMatchObject({ state: 'accepted' })
  })

  test('a reservation runs out while its station is away', async () => {
    const id = `RES-AWAY-${version}`
    const settings = { backOffMinimum: '4', backOffRandom: '0' }
    await using simulated = await startSimulatedStation(app, id, version, { settings })
    expect(await reserve(id, { expiresAt: soon(2) })).toMatchObject({ state: 'accepted' })
    simulated.station.injectFault('drop-abrupt')
    await expect.poll(() => simulated.station.online, PATIENCE).toBe(false)
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['expired'])
    const { expiresAt, endedAt } = await latestOf(id)
    expect(endedAt).toBe(expiresAt)
    await expect.poll(() => simulated.station.online, PATIENCE).toBe(true)
    await expect.poll(() => connectorOf(id), PATIENCE).toBe('Available')
    expect(await send(id, start('RES-DAN'))).toMatchObject({ state: 'accepted' })
    expect(await statesOf(id)).toEqual(['expired'])
  })

  test('remotely, only the token and its group may start; nobody without a token, and no other group', async () => {
    const id = `RES-GROUP-${version}`
    await using simulated = await startSimulatedStation(app, id, version)
    await app.call('updateLocalList', { params: { stationId: id }, body: { mode: 'automatic' } })
    await expect
      .poll(async () => (await app.call('getLocalList', { params: { stationId: id } })).state, PATIENCE)
      .toBe('inSync')
    expect(await reserve(id, { idToken: 'RES-BEN', groupIdToken: 'HOUSE' })).toMatchObject({ state: 'accepted' })
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['active'])
    expect(await problemOf(id, start('RES-DAN'))).toMatchObject({ code: 'connectorReserved' })
    expect(await problemOf(id, start('RES-ANN'))).toMatchObject({ code: 'connectorReserved' })
    expect(await problemOf(id, { kind: 'startTransaction', evseId: 1 })).toMatchObject({ code: 'connectorReserved' })
    simulated.station.plugIn(1, CAR)
    expect(await simulated.station.presentCard(1, 'RES-DAN')).toBe(false)
    expect(await send(id, start('RES-CAT'))).toMatchObject({ state: 'accepted' })
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['used'])
    // Used up: the next start is anybody's.
    simulated.station.unplug(1)
    await expect.poll(() => connectorOf(id), PATIENCE).toBe('Available')
    expect(await send(id, start('RES-DAN'))).toMatchObject({ state: 'accepted' })
  })

  test('one EVSE is reserved once; another beside it is free', async () => {
    const id = `RES-TWO-${version}`
    const evse = { hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 } } as const
    await using _simulated = await startSimulatedStation(app, id, version, { evses: [evse, evse] })
    expect(await reserve(id)).toMatchObject({ state: 'accepted' })
    expect(await reserve(id, { idToken: 'RES-DAN' })).toMatchObject({ state: 'rejected', status: 'Occupied' })
    const other = { kind: 'reserveNow', evseId: 2, idToken: 'RES-DAN', expiresAt: soon(600) } as const
    expect(await send(id, other)).toMatchObject({ state: 'accepted' })
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['active', 'refused', 'active'])
  })

  test('what the station does not know cannot be cancelled; what it has forgotten is then over', async () => {
    const id = `RES-UNKNOWN-${version}`
    await using _simulated = await startSimulatedStation(app, id, version)
    expect(await reserve(id)).toMatchObject({ state: 'accepted' })
    const unknown = await send(id, { kind: 'cancelReservation', reservationId: 1 })
    expect(unknown).toMatchObject({ state: 'rejected', status: 'Rejected' })
    expect(await statesOf(id)).toEqual(['active'])
    const { reservationId } = await latestOf(id)
    // Behind our back, by a message we take for somebody else's.
    await send(id, { kind: 'raw', action: 'CancelReservation', payload: { reservationId } })
    expect(await problemOf(id, start('RES-DAN'))).toMatchObject({ code: 'connectorReserved' })
    expect(await send(id, { kind: 'cancelReservation', reservationId })).toMatchObject({ state: 'rejected' })
    await expect.poll(() => statesOf(id), PATIENCE).toEqual(['removed'])
    expect(await send(id, start('RES-DAN'))).toMatchObject({ state: 'accepted' })
  })

  test('what would have run out already is refused before it is sent', async () => {
    const id = `RES-PAST-${version}`
    await using _simulated = await startSimulatedStation(app, id, version)
    const past = { kind: 'reserveNow', evseId: 1, idToken: 'RES-ANN', expiresAt: soon(-1) } as const
    expect(await problemOf(id, past)).toMatchObject({
      code: 'invalidInput',
      errors: [{ field: 'command.expiresAt', rule: 'must be in the future' }],
    })
    expect(await statesOf(id)).toEqual([])
  })
})

test('a station that reserves an EVSE anew has lost what was there before', async () => {
  const { password } = await app.call('createStation', { body: { id: 'RES-YES' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'RES-YES', password: password ?? '' })
  station.onCall(() => ({ status: 'Accepted' }))
  await station.call('BootNotification', BOOT_16)
  await station.call('StatusNotification', { connectorId: 1, status: 'Available', errorCode: 'NoError' })
  expect(await reserve('RES-YES')).toMatchObject({ state: 'accepted' })
  await expect.poll(() => statesOf('RES-YES'), PATIENCE).toEqual(['active'])
  expect(await reserve('RES-YES', { idToken: 'RES-DAN' })).toMatchObject({ state: 'accepted' })
  await expect.poll(() => statesOf('RES-YES'), PATIENCE).toEqual(['active', 'removed'])
  expect(await problemOf('RES-YES', start('RES-ANN'))).toMatchObject({ code: 'connectorReserved' })
  expect(await send('RES-YES', start('RES-DAN'))).toMatchObject({ state: 'accepted' })
  station.close()
})
