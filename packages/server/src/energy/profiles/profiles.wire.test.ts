import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { ApiError, type CommandBody } from '../../contract/index.ts'
import { type SimulatedStation, startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

type Body = z.input<typeof CommandBody>
type Profile = Extract<Body, { kind: 'setChargingProfile' }>['chargingProfile']

const POLL = { timeout: 30_000 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 20 }, body: { command } })

const profilesOf = async (stationId: string) =>
  (await app.call('listChargingProfiles', { params: { stationId }, query: {} })).items

/** The problem a command is refused with, before anything is sent. */
async function problemOf(stationId: string, command: Body) {
  try {
    await send(stationId, command)
  } catch (error) {
    if (error instanceof ApiError) return error.problem
    throw error
  }
  throw new Error('the command was not refused')
}

function limitProfile(limit: number, changed: Partial<Profile> = {}): Profile {
  return {
    id: 10,
    stackLevel: 1,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    chargingSchedule: [
      {
        id: 1,
        startSchedule: '2020-01-01T00:00:00Z',
        chargingRateUnit: 'A',
        chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      },
    ],
    ...changed,
  }
}

const sessionPowerOf = async (stationId: string) => {
  const { items } = await app.call('listSessions', { query: { stationId, state: 'active' } })
  return items[0]?.powerW ?? Number.NaN
}

describe.each(['1.6', '2.0.1', '2.1'] as const)('charging profiles of a %s station', (version) => {
  const id = `WIRE-${version}`
  let simulated: SimulatedStation
  let transactionId: string
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, version)
    transactionId = await simulated.charge()
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  test('a profile is accepted, kept as expected, and seen on the meter of the vehicle', async () => {
    await expect.poll(() => sessionPowerOf(id), POLL).toBeGreaterThan(15 * 690)
    const command = await send(id, { kind: 'setChargingProfile', evseId: 1, chargingProfile: limitProfile(10) })
    expect(command).toMatchObject({ state: 'accepted', status: 'Accepted', ocppAction: 'SetChargingProfile' })
    await expect
      .poll(() => profilesOf(id), POLL)
      .toMatchObject([
        { id: 10, evseId: 1, state: 'unverified', setBy: command.id, expected: { stackLevel: 1 }, reported: null },
      ])
    await expect.poll(() => sessionPowerOf(id), POLL).toBeLessThanOrEqual(10 * 690 + 10)
    expect(await sessionPowerOf(id)).toBeGreaterThan(8 * 690)
  })

  test('a profile for the session’s transaction goes before it, named by the session', async () => {
    const { items } = await app.call('listSessions', { query: { stationId: id, state: 'active' } })
    const { transactionId: _, ...chargingProfile } = limitProfile(7, { id: 11, chargingProfilePurpose: 'TxProfile' })
    const command = await send(id, {
      kind: 'setChargingProfile',
      evseId: 1,
      sessionId: items[0]?.id,
      chargingProfile,
    })
    expect(command.state).toBe('accepted')
    await expect.poll(() => profilesOf(id), POLL).toMatchObject([{ id: 10 }, { id: 11, transactionId }])
    await expect.poll(() => sessionPowerOf(id), POLL).toBeLessThanOrEqual(7 * 690 + 10)
  })

  test('the composite schedule is as expected, for the EVSE and the station, in A and W', async () => {
    for (const evseId of [0, 1]) {
      for (const unit of ['A', 'W'] as const) {
        const command = await send(id, { kind: 'getCompositeSchedule', evseId, durationS: 600, unit })
        expect(command.state).toBe('accepted')
        const query = { evseId, unit, durationS: 600 }
        const compare = () => app.call('compareCompositeSchedule', { params: { stationId: id }, query })
        await expect.poll(async () => (await compare()).reported?.commandId, POLL).toBe(command.id)
        const { expected, reported } = await compare()
        expect(expected.chargingSchedulePeriod[0]?.limit).toBe(unit === 'A' ? 7 : 7 * 690)
        expect(reported?.differences).toEqual([])
      }
    }
  })

  test('a profile that the station cannot take is refused by it, and not kept', async () => {
    const chargingProfile = limitProfile(6, { id: 12, stackLevel: 99 })
    const command = await send(id, { kind: 'setChargingProfile', evseId: 1, chargingProfile })
    expect(command).toMatchObject({ state: 'rejected' })
    expect((await profilesOf(id)).map((one) => one.id)).toEqual([10, 11])
  })

  test.each<[string, number, Partial<Profile>, string, string]>([
    [
      'periods that do not begin at 0',
      1,
      {
        chargingSchedule: [
          {
            id: 1,
            startSchedule: '2026-01-01T00:00:00Z',
            chargingRateUnit: 'A',
            chargingSchedulePeriod: [{ startPeriod: 5, limit: 8 }],
          },
        ],
      },
      'command.chargingProfile.chargingSchedule.0.chargingSchedulePeriod.0.startPeriod',
      'of the first period must be 0',
    ],
    [
      'Recurring without recurrency',
      1,
      { chargingProfileKind: 'Recurring' },
      'command.chargingProfile.recurrencyKind',
      'is needed',
    ],
    [
      'TxProfile without transaction',
      1,
      { chargingProfilePurpose: 'TxProfile' },
      'command.chargingProfile.transactionId',
      'is needed',
    ],
    [
      'the station’s maximum on an EVSE',
      1,
      { chargingProfilePurpose: 'ChargingStationMaxProfile' },
      'command.chargingProfile.chargingProfilePurpose',
      'evseId must be 0',
    ],
  ])('%s is refused before it is sent, with field and rule', async (_, evseId, changed, field, rule) => {
    const sent = (await app.call('listCommands', { params: { stationId: id }, query: {} })).items.length
    const chargingProfile = limitProfile(8, changed)
    const problem = await problemOf(id, { kind: 'setChargingProfile', evseId, chargingProfile })
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput' })
    expect(problem.errors).toContainEqual({ field, rule: expect.stringContaining(rule) })
    expect((await app.call('listCommands', { params: { stationId: id }, query: {} })).items).toHaveLength(sent)
  })

  test('profiles are cleared by what they are', async () => {
    const none = await send(id, { kind: 'clearChargingProfile', purpose: 'ChargingStationMaxProfile' })
    expect(none).toMatchObject({ status: 'Unknown' })
    const cleared = await send(id, { kind: 'clearChargingProfile', purpose: 'TxProfile' })
    expect(cleared).toMatchObject({ state: 'accepted' })
    await expect.poll(async () => (await profilesOf(id)).map((one) => one.id), POLL).toEqual([10])
    await expect.poll(() => sessionPowerOf(id), POLL).toBeGreaterThan(9 * 690)
  })
})

describe.each(['2.0.1', '2.1'] as const)('what a %s station reports', (version) => {
  const id = `REPORT-${version}`
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, id, version, { behaviour: { highLevelCommunication: true } })
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  test('its profiles are joined to the command that asked, and drift shows', async () => {
    const levels = [1, 2, 3]
    for (const stackLevel of levels) {
      const chargingProfile = limitProfile(6 + stackLevel, { id: stackLevel, stackLevel })
      expect((await send(id, { kind: 'setChargingProfile', evseId: 1, chargingProfile })).state).toBe('accepted')
    }
    const asked = await send(id, { kind: 'getChargingProfiles' })
    expect(asked).toMatchObject({ state: 'accepted', ocppAction: 'GetChargingProfiles' })
    const reportOf = async (commandId: string) =>
      (await app.call('listChargingProfiles', { params: { stationId: id }, query: { commandId } })).items
    // Three profiles come in two parts.
    await expect
      .poll(async () => (await reportOf(asked.id)).map(({ state }) => state), POLL)
      .toEqual(['asExpected', 'asExpected', 'asExpected'])
    // Behind our back, by a message we take for somebody else's.
    const payload = { evseId: 1, chargingProfile: limitProfile(12, { id: 2, stackLevel: 2 }) }
    await send(id, { kind: 'raw', action: 'SetChargingProfile', payload })
    await send(id, { kind: 'raw', action: 'ClearChargingProfile', payload: { chargingProfileId: 3 } })
    const again = await send(id, { kind: 'getChargingProfiles', evseId: 1 })
    await expect
      .poll(async () => (await reportOf(again.id)).map((one) => [one.id, one.state]), POLL)
      .toEqual([
        [1, 'asExpected'],
        [2, 'differs'],
        [3, 'missing'],
      ])
    const [, changed] = await reportOf(again.id)
    expect(changed?.differences).toEqual(['chargingSchedule.0.chargingSchedulePeriod.0.limit'])
  })

  test('that nothing is there is an answer too', async () => {
    const asked = await send(id, { kind: 'getChargingProfiles', purpose: 'ChargingStationMaxProfile' })
    expect(asked).toMatchObject({ state: 'accepted', status: 'NoProfiles' })
    await send(id, { kind: 'raw', action: 'ClearChargingProfile', payload: {} })
    await send(id, { kind: 'getChargingProfiles' })
    await expect
      .poll(async () => (await profilesOf(id)).map(({ state }) => state), POLL)
      .toEqual(['missing', 'missing', 'missing'])
    await send(id, { kind: 'clearChargingProfile' })
    await expect.poll(() => profilesOf(id), POLL).toEqual([])
  })

  test('limits of others hold in our calculation until they are lifted', async () => {
    simulated.station.limitFromOutside({ source: 'EMS', unit: 'A', limit: 9, isGridCritical: true })
    const limits = async () => (await app.call('listChargingLimits', { params: { stationId: id } })).items
    await expect.poll(limits, POLL).toMatchObject([{ evseId: 0, source: 'EMS', isGridCritical: true }])
    const query = { evseId: 1, unit: 'A', durationS: 60 } as const
    const { expected } = await app.call('compareCompositeSchedule', { params: { stationId: id }, query })
    expect(expected.chargingSchedulePeriod).toMatchObject([{ startPeriod: 0, limit: 9 }])
    simulated.station.liftOutsideLimit({ source: 'EMS' })
    await expect.poll(limits, POLL).toEqual([])
  })

  test('needs and plan of a vehicle are kept', async () => {
    const transactionId = await simulated.charge()
    const vehicles = async () => (await app.call('listEvCharging', { params: { stationId: id } })).items
    await expect
      .poll(vehicles, POLL)
      .toMatchObject([
        { evseId: 1, needs: { requestedEnergyTransfer: 'AC_three_phase' }, maxScheduleTuples: 12, schedule: null },
      ])
    const chargingProfile = limitProfile(8, { chargingProfilePurpose: 'TxProfile', transactionId })
    expect((await send(id, { kind: 'setChargingProfile', evseId: 1, chargingProfile })).state).toBe('accepted')
    await expect.poll(async () => (await vehicles())[0]?.schedule, POLL).toMatchObject({ chargingRateUnit: 'A' })
    simulated.station.unplug(1)
    await expect.poll(() => profilesOf(id), POLL).toEqual([])
  })
})

test('a command that the version lacks is refused before it is sent', async () => {
  await using old = await startSimulatedStation(app, 'LACKS-1.6', '1.6')
  await using newer = await startSimulatedStation(app, 'LACKS-2.0.1', '2.0.1')
  expect(await problemOf(old.station.identity, { kind: 'getChargingProfiles' })).toMatchObject({ code: 'wrongVersion' })
  for (const stationId of ['LACKS-1.6', 'LACKS-2.0.1']) {
    const activate = { kind: 'usePriorityCharging', transactionId: 'x', activate: true } as const
    expect(await problemOf(stationId, activate)).toMatchObject({ code: 'wrongVersion' })
    const clear = { kind: 'clearDerControl', isDefault: true } as const
    expect((await problemOf(stationId, clear)).detail).toContain('has no clearDerControl')
  }
  const setpoint = limitProfile(6)
  setpoint.chargingSchedule[0]!.chargingSchedulePeriod[0] = { startPeriod: 0, limit: 6, setpoint: 5 }
  const problem = await problemOf(newer.station.identity, {
    kind: 'setChargingProfile',
    evseId: 1,
    chargingProfile: setpoint,
  })
  expect(problem.errors?.[0]?.rule).toBe('OCPP 2.0.1 has no setpoint')
})
