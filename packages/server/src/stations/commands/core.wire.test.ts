import { CAR } from '@stationmaster/simulator/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const PATIENCE = { timeout: 30_000, interval: 50 }
type Body = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']
const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 15 }, body: { command } })

describe.each(['1.6', '2.0.1', '2.1'] as const)('OCPP %s', (version) => {
  const id = `CORE-${version}`
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, version)
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  const connector = async () => (await app.call('getStation', { params: { stationId: id } })).connectors[0]
  const sessions = (state: 'active' | 'ended') =>
    app.call('listSessions', { query: { stationId: id, state } }).then(({ items }) => items)

  test('a session is started and stopped from afar', async () => {
    simulated.station.plugIn(1, CAR)
    expect(await send(id, { kind: 'startTransaction', evseId: 1 })).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await sessions('active')).length, PATIENCE).toBe(1)
    const [running] = await sessions('active')
    expect(await send(id, { kind: 'stopTransaction', sessionId: running?.id ?? '' })).toMatchObject({
      state: 'accepted',
    })
    await expect.poll(async () => (await sessions('ended')).length, PATIENCE).toBe(1)
    simulated.station.unplug(1)
  })

  test('a connector is unlocked, taken out of service and put back', async () => {
    expect(await send(id, { kind: 'unlockConnector', evseId: 1, connectorId: 1 })).toMatchObject({ state: 'accepted' })
    const place = { kind: 'changeAvailability', evseId: 1 } as const
    expect(await send(id, { ...place, operative: false })).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await connector())?.status, PATIENCE).toBe('Unavailable')
    expect(await send(id, { ...place, operative: true })).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await connector())?.status, PATIENCE).toBe('Available')
  })

  test('a heartbeat and a reading come when they are asked for', async () => {
    const heartbeats = async () => (await app.call('getStation', { params: { stationId: id } })).heartbeats
    const before = await heartbeats()
    expect(await send(id, { kind: 'triggerMessage', message: 'Heartbeat' })).toMatchObject({ state: 'accepted' })
    await expect.poll(heartbeats, PATIENCE).toBeGreaterThan(before)
    expect(await send(id, { kind: 'triggerMessage', message: 'MeterValues', evseId: 1 })).toMatchObject({
      state: 'accepted',
    })
    const readings = async () =>
      (await app.call('listTimeline', { params: { stationId: id }, query: { action: 'MeterValues' } })).items
    await expect.poll(async () => (await readings()).length, PATIENCE).toBeGreaterThan(0)
  })

  test('vendors talk both ways', async () => {
    const unknown = await simulated.station.send('DataTransfer', { vendorId: 'org.example.unheard' })
    expect(unknown).toMatchObject({ kind: 'result', payload: { status: 'UnknownVendorId' } })
    const asked = await send(id, { kind: 'dataTransfer', vendorId: 'org.example.unheard', messageId: 'm' })
    expect(asked).toMatchObject({ state: 'rejected', status: 'UnknownVendorId' })
  })
})
