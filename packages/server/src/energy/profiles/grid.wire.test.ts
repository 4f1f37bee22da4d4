import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { type SimulatedStation, startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

type Body = z.input<typeof CommandBody>
type Control = Extract<Body, { kind: 'setDerControl' }>['control']

const POLL = { timeout: 30_000 }
const ID = 'GRID-2.1'
const params = { stationId: ID }

let app: TestApp
let simulated: SimulatedStation
let transactionId: string
beforeAll(async () => {
  app = await startTestApp()
  simulated = await startSimulatedStation(app, ID, '2.1', { behaviour: { highLevelCommunication: true } })
  transactionId = await simulated.charge()
})
afterAll(async () => {
  await simulated[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
})

const send = (command: Body) => app.call('sendCommand', { params, query: { wait: 20 }, body: { command } })
const limitNow = () => simulated.station.evses[0]?.limitA
const expectedNow = async () => {
  const query = { evseId: 1, unit: 'A', durationS: 60 } as const
  const { expected } = await app.call('compareCompositeSchedule', { params, query })
  return expected.chargingSchedulePeriod[0]?.limit
}

test('a dynamic profile is updated by us, and asked for by the station', async () => {
  const set = await send({
    kind: 'setChargingProfile',
    evseId: 1,
    chargingProfile: {
      id: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Dynamic',
      dynUpdateInterval: 1,
      chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 12 }] }],
    },
  })
  expect(set.state).toBe('accepted')
  const scheduleUpdate = { limit: 9 }
  const updated = await send({ kind: 'updateDynamicSchedule', chargingProfileId: 1, scheduleUpdate })
  expect(updated).toMatchObject({ state: 'accepted', ocppAction: 'UpdateDynamicSchedule' })
  await expect.poll(limitNow, POLL).toBe(9)
  await expect.poll(expectedNow, POLL).toBe(9)
  // The station asks every second, and hears what it was last told.
  const asked = async () => {
    const { items } = await app.call('listTimeline', { params, query: { search: 'PullDynamicScheduleUpdate' } })
    return JSON.stringify(items)
  }
  await expect.poll(asked, POLL).toContain('PullDynamicScheduleUpdate')
  const answer = await simulated.station.send('PullDynamicScheduleUpdate', { chargingProfileId: 1 })
  expect(answer).toMatchObject({ payload: { status: 'Accepted', scheduleUpdate } })
  const unknown = await simulated.station.send('PullDynamicScheduleUpdate', { chargingProfileId: 77 })
  expect(unknown).toMatchObject({ payload: { status: 'Rejected' } })
  const other = await send({ kind: 'updateDynamicSchedule', chargingProfileId: 77, scheduleUpdate })
  expect(other.state).toBe('rejected')
})

test('priority charging is switched by us and at the station', async () => {
  const without = await send({ kind: 'usePriorityCharging', transactionId, activate: true })
  expect(without).toMatchObject({ state: 'rejected', status: 'NoProfile' })
  await send({
    kind: 'setChargingProfile',
    evseId: 1,
    chargingProfile: {
      id: 2,
      stackLevel: 0,
      chargingProfilePurpose: 'PriorityCharging',
      chargingProfileKind: 'Relative',
      chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 15 }] }],
    },
  })
  const { items } = await app.call('listSessions', { query: { stationId: ID, state: 'active' } })
  const on = await send({ kind: 'usePriorityCharging', sessionId: items[0]?.id, activate: true })
  expect(on).toMatchObject({ state: 'accepted', ocppAction: 'UsePriorityCharging' })
  await expect.poll(expectedNow, POLL).toBe(15)
  expect(limitNow()).toBe(15)
  expect(simulated.station.askForPriority(1, false)).toBe(true)
  await expect.poll(expectedNow, POLL).toBe(9)
})

test('the station is told how vehicles may exchange energy', async () => {
  const command = (of: string): Body => ({
    kind: 'notifyAllowedEnergyTransfer',
    transactionId: of,
    allowedEnergyTransfer: ['AC_three_phase', 'AC_BPT'],
  })
  expect(await send(command(transactionId))).toMatchObject({
    state: 'accepted',
    ocppAction: 'NotifyAllowedEnergyTransfer',
  })
  expect((await send(command('unknown'))).state).toBe('rejected')
})

test('a frequency signal becomes power where a profile says how', async () => {
  expect((await send({ kind: 'sendAfrrSignal', signal: 5 })).state).toBe('rejected')
  await send({
    kind: 'setChargingProfile',
    evseId: 1,
    chargingProfile: {
      id: 3,
      stackLevel: 5,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Relative',
      chargingSchedule: [
        {
          id: 1,
          chargingRateUnit: 'W',
          chargingSchedulePeriod: [
            {
              startPeriod: 0,
              operationMode: 'CentralFrequency',
              v2xSignalWattCurve: [
                { signal: 0, power: 0 },
                { signal: 10, power: 11_040 },
              ],
            },
          ],
        },
      ],
    },
  })
  expect(await send({ kind: 'sendAfrrSignal', signal: 5 })).toMatchObject({
    state: 'accepted',
    ocppAction: 'AFRRSignal',
  })
  expect(limitNow()).toBeCloseTo(8, 5)
})

const control = (controlId: string, priority: number, changed: Partial<Control> = {}): Control => ({
  isDefault: true,
  controlId,
  controlType: 'FixedVar',
  fixedVar: { priority, setpoint: 20, unit: 'PctMaxVar' },
  ...changed,
})
const controls = async () => {
  const { items } = await app.call('listDerControls', { params })
  return items.map(({ id, state, isSuperseded, started }) => ({ id, state, isSuperseded, started }))
}

test('grid-support controls are set, reported, started, ended and cleared', async () => {
  const first = await send({ kind: 'setDerControl', control: control('first', 5) })
  expect(first).toMatchObject({ state: 'accepted', ocppAction: 'SetDERControl' })
  const second = await send({ kind: 'setDerControl', control: control('second', 1) })
  expect(second.answer).toMatchObject({ supersededIds: ['first'] })
  const asked = await send({ kind: 'getDerControl' })
  expect(asked).toMatchObject({ state: 'accepted', ocppAction: 'GetDERControl' })
  await expect.poll(controls, POLL).toEqual([
    { id: 'first', state: 'present', isSuperseded: true, started: null },
    { id: 'second', state: 'present', isSuperseded: false, started: null },
  ])
  const startTime = new Date(Date.now() + 500).toISOString()
  const scheduled = control('soon', 0, {
    isDefault: false,
    fixedVar: { priority: 0, setpoint: 10, unit: 'PctMaxVar', startTime, duration: 2 },
  })
  expect((await send({ kind: 'setDerControl', control: scheduled })).state).toBe('accepted')
  const startedOf = async () => (await controls()).find(({ id }) => id === 'soon')?.started
  await expect.poll(startedOf, POLL).toBe(true)
  await expect.poll(startedOf, POLL).toBe(false)
  const cleared = await send({ kind: 'clearDerControl', isDefault: true, controlId: 'first' })
  expect(cleared).toMatchObject({ state: 'accepted', ocppAction: 'ClearDERControl' })
  await expect.poll(async () => (await controls()).map(({ id }) => id), POLL).toEqual(['second', 'soon'])
  expect(await send({ kind: 'getDerControl', controlId: 'nobody' })).toMatchObject({ status: 'NotFound' })
})

test('a control the station lacks is refused by it, a wrong one before it is sent', async () => {
  const trip = control('trip', 1, {
    controlType: 'HVMustTrip',
    curve: { priority: 1, yUnit: 'PctEffectiveV', curveData: [{ x: 0, y: 110 }] },
  })
  const { fixedVar: _, ...sound } = trip
  expect(await send({ kind: 'setDerControl', control: sound })).toMatchObject({ status: 'NotSupported' })
  await expect(send({ kind: 'setDerControl', control: trip })).rejects.toMatchObject({
    problem: { errors: [{ field: 'command.control.fixedVar', rule: 'does not belong to HVMustTrip' }] },
  })
})

test('alarms of the grid are kept', async () => {
  simulated.station.tellGridEvent({ controlType: 'FreqDroop', gridEventFault: 'OverFrequency' })
  simulated.station.tellGridEvent({ controlType: 'FreqDroop', gridEventFault: 'OverFrequency', ended: true })
  const alarms = async () => (await app.call('listDerAlarms', { params })).items
  await expect.poll(alarms, POLL).toMatchObject([
    { type: 'FreqDroop', gridEventFault: 'OverFrequency', ended: true },
    { type: 'FreqDroop', gridEventFault: 'OverFrequency', ended: false },
  ])
})
