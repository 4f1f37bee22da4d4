import { CAR } from '@stationmaster/simulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  for (const [value, groupValue] of [['LIST-ALICE'], ['LIST-BOB', 'FAMILY'], ['LIST-CAROL', 'FAMILY']]) {
    await app.call('createToken', { body: { value: value ?? '', type: 'ISO14443', ...(groupValue && { groupValue }) } })
  }
})
afterAll(() => app[Symbol.asyncDispose]())

const PATIENCE = { timeout: 20_000, interval: 50 }
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

type Body = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']
const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 15 }, body: { command } })
const list = (stationId: string) => app.call('getLocalList', { params: { stationId } })
const reservations = async (stationId: string) => (await app.call('listReservations', { query: { stationId } })).items
const statusOf = async (stationId: string) =>
  (await app.call('getStation', { params: { stationId } })).connectors[0]?.status

describe.each(['1.6', '2.0.1', '2.1'] as const)('OCPP %s', (version) => {
  const id = `ACCESS-${version}`
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, version)
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  test('a list that is kept follows the tokens, in messages no longer than the station takes', async () => {
    await send(id, version === '1.6' ? { kind: 'getConfiguration' } : { kind: 'getBaseReport', base: 'FullInventory' })
    await app.call('updateLocalList', { params: { stationId: id }, body: { mode: 'automatic' } })
    await expect.poll(() => list(id), PATIENCE).toMatchObject({ state: 'inSync', version: 1 })
    const before = await list(id)
    expect(before.entries).toBe(before.wanted)
    const { id: tokenId } = await app.call('createToken', { body: { value: `NEW-${version}`, type: 'ISO14443' } })
    await expect
      .poll(() => list(id), PATIENCE)
      .toMatchObject({ state: 'inSync', version: 2, entries: before.entries + 1 })
    await app.call('deleteToken', { params: { id: tokenId } })
    await expect.poll(() => list(id), PATIENCE).toMatchObject({ version: 3, entries: before.entries })
    expect(await send(id, { kind: 'getLocalListVersion' })).toMatchObject({ state: 'accepted' })
    await expect.poll(() => list(id)).toMatchObject({ state: 'inSync', version: 3 })
  })

  test('a list that somebody else has changed is sent again, whole', async () => {
    await send(id, {
      kind: 'sendLocalList',
      listVersion: 50,
      update: 'full',
      entries: [{ idToken: 'INTRUDER', status: 'Accepted' }],
    })
    const mismatch = await send(id, { kind: 'sendLocalList', listVersion: 4, update: 'differential', entries: [] })
    expect(mismatch).toMatchObject({ state: 'rejected', status: 'VersionMismatch' })
    await expect.poll(() => list(id), PATIENCE).toMatchObject({ state: 'inSync' })
    const { items } = await app.call('listLocalListEntries', { params: { stationId: id }, query: {} })
    expect(items.map(({ value }) => value)).not.toContain('INTRUDER')
  })

  test('a reservation keeps the connector for its token and group, and is used up by a start', async () => {
    const reserved = await send(id, {
      kind: 'reserveNow',
      evseId: 1,
      idToken: 'LIST-BOB',
      groupIdToken: 'FAMILY',
      expiresAt: soon(600),
    })
    expect(reserved).toMatchObject({ state: 'accepted', status: 'Accepted' })
    await expect
      .poll(() => reservations(id), PATIENCE)
      .toMatchObject([{ state: 'active', idToken: 'LIST-BOB', evseId: 1 }])
    await expect.poll(() => statusOf(id), PATIENCE).toBe('Reserved')
    const refused = await app.request(`/api/v1/stations/${id}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command: { kind: 'startTransaction', evseId: 1, idToken: 'LIST-ALICE' } }),
    })
    expect(await problemIn(refused)).toMatchObject({ status: 409, code: 'connectorReserved' })
    simulated.station.plugIn(1, CAR)
    expect(await simulated.station.presentCard(1, 'LIST-ALICE')).toBe(false)
    expect(await simulated.station.presentCard(1, 'LIST-CAROL')).toBe(true)
    await expect.poll(() => reservations(id), PATIENCE).toMatchObject([{ state: 'used' }])
    expect(await simulated.station.presentCard(1, 'LIST-CAROL')).toBe(true)
    simulated.station.unplug(1)
    await expect.poll(() => statusOf(id), PATIENCE).toBe('Available')
  })

  test('a reservation is cancelled, refused while another holds, and runs out', async () => {
    const ask = (expiresAt: string) => send(id, { kind: 'reserveNow', evseId: 1, idToken: 'LIST-ALICE', expiresAt })
    await ask(soon(600))
    const [first] = await reservations(id)
    expect(await ask(soon(600))).toMatchObject({ state: 'rejected', status: 'Occupied' })
    const cancelled = await send(id, { kind: 'cancelReservation', reservationId: first?.reservationId ?? 0 })
    expect(cancelled).toMatchObject({ state: 'accepted' })
    await expect
      .poll(async () => (await reservations(id)).map(({ state }) => state), PATIENCE)
      .toEqual(['refused', 'cancelled', 'used'])
    expect(await ask(soon(2))).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await reservations(id))[0]?.state, PATIENCE).toBe('expired')
    await expect.poll(() => statusOf(id), PATIENCE).toBe('Available')
  })
})

test('offline, the list decides who may charge', async () => {
  const id = 'ACCESS-OFFLINE'
  await using simulated = await startSimulatedStation(app, id, '2.0.1', {
    settings: { unknownOffline: 'false', backOffMinimum: '600' },
  })
  await app.call('updateLocalList', { params: { stationId: id }, body: { mode: 'automatic' } })
  await expect.poll(() => list(id), PATIENCE).toMatchObject({ state: 'inSync' })
  simulated.station.injectFault('drop-abrupt')
  await expect.poll(() => simulated.station.online, PATIENCE).toBe(false)
  simulated.station.plugIn(1, CAR)
  expect(await simulated.station.presentCard(1, 'NOBODY')).toBe(false)
  expect(await simulated.station.presentCard(1, 'list-alice')).toBe(true)
})

test('a battery swap station reports what goes in and what comes out', async () => {
  const id = 'ACCESS-SWAP'
  await using _simulated = await startSimulatedStation(app, id, '2.1')
  expect(await send(id, { kind: 'requestBatterySwap', idToken: 'LIST-ALICE' })).toMatchObject({ state: 'accepted' })
  const swaps = async () => (await app.call('listBatterySwaps', { params: { stationId: id }, query: {} })).items
  await expect.poll(swaps, PATIENCE).toMatchObject([
    { event: 'BatteryOut', idToken: 'LIST-ALICE', batteries: [{ socPercent: 100 }] },
    { event: 'BatteryIn', idToken: 'LIST-ALICE' },
  ])
})

test('what a version does not have is said before it is sent', async () => {
  const id = 'ACCESS-16-ONLY'
  await using _simulated = await startSimulatedStation(app, id, '1.6')
  const ask = (command: object) =>
    app.request(`/api/v1/stations/${id}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ command }),
    })
  expect(await problemIn(await ask({ kind: 'requestBatterySwap', idToken: 'A' }))).toMatchObject({
    code: 'wrongVersion',
  })
  const byType = { kind: 'reserveNow', connectorType: 'cCCS2', idToken: 'A', expiresAt: soon(60) }
  expect(await problemIn(await ask(byType))).toMatchObject({ code: 'commandNotWritable' })
})
