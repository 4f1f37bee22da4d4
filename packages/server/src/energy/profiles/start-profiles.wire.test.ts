import { CAR } from '@stationmaster/simulator/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'

type Body = z.input<typeof CommandBody>
type Start = Extract<Body, { kind: 'startTransaction' }>
type Profile = NonNullable<Start['chargingProfile']>

const POLL = { timeout: 30_000 }
const W_PER_A = 690

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 20 }, body: { command } })
const profilesOf = async (stationId: string) =>
  (await app.call('listChargingProfiles', { params: { stationId }, query: {} })).items
const sessionOf = async (stationId: string) =>
  (await app.call('listSessions', { query: { stationId, state: 'active' } })).items[0]
const limitOf = async (stationId: string, evseId = 1) => {
  const query = { evseId, unit: 'A', durationS: 600 } as const
  const { expected } = await app.call('compareCompositeSchedule', { params: { stationId }, query })
  return expected.chargingSchedulePeriod[0]?.limit
}

function txProfile(limit: number, changed: Partial<Profile> = {}): Profile {
  return {
    id: 21,
    stackLevel: 2,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] }],
    ...changed,
  }
}

describe.each(['1.6', '2.0.1', '2.1'] as const)('a remote start with a profile, %s', (version) => {
  test('the profile waits for the transaction, holds for it, is seen on the meter, and ends with it', async () => {
    const id = `START-${version}`
    await using simulated = await startSimulatedStation(app, id, version)
    const command = await send(id, { kind: 'startTransaction', evseId: 1, chargingProfile: txProfile(8) })
    expect(command).toMatchObject({ state: 'accepted', status: 'Accepted' })
    expect(command.request).toContain('"chargingProfile":{')
    const awaited = { id: 21, evseId: 1, purpose: 'TxProfile', transactionId: null, setBy: command.id }
    await expect.poll(() => profilesOf(id), POLL).toMatchObject([awaited])
    // Nobody charges by it before there is a transaction.
    expect(await limitOf(id)).toBeUndefined()

    simulated.station.plugIn(1, CAR)
    await expect.poll(async () => (await profilesOf(id))[0]?.transactionId ?? null, POLL).not.toBeNull()
    const transactionId = simulated.station.history.sessions.at(-1)?.transactionId
    expect(await profilesOf(id)).toMatchObject([{ id: 21, evseId: 1, transactionId, expected: { transactionId } }])
    await expect.poll(async () => (await sessionOf(id))?.powerW ?? 0, POLL).toBeGreaterThan(6 * W_PER_A)
    expect((await sessionOf(id))?.powerW).toBeLessThanOrEqual(8 * W_PER_A + 10)

    expect(await limitOf(id)).toBe(8)
    const asked = await send(id, { kind: 'getCompositeSchedule', evseId: 1, durationS: 600, unit: 'A' })
    const query = { evseId: 1, unit: 'A', durationS: 600 } as const
    const compare = () => app.call('compareCompositeSchedule', { params: { stationId: id }, query })
    await expect.poll(async () => (await compare()).reported?.commandId, POLL).toBe(asked.id)
    expect((await compare()).reported).toMatchObject({ differences: [] })
    expect((await compare()).reported?.schedule.chargingSchedulePeriod[0]?.limit).toBe(8)
    if (version !== '1.6') {
      const report = await send(id, { kind: 'getChargingProfiles' })
      expect(report.state).toBe('accepted')
      await expect.poll(async () => (await profilesOf(id))[0]?.state, POLL).toBe('asExpected')
    }

    simulated.station.unplug(1)
    await expect.poll(() => profilesOf(id), POLL).toEqual([])
    expect(await limitOf(id)).toBeUndefined()
    // The next one charges without it.
    await simulated.charge()
    await expect.poll(async () => (await sessionOf(id))?.powerW ?? 0, POLL).toBeGreaterThan(15 * W_PER_A)
  })

  test('without an EVSE the profile is where the transaction begins', async () => {
    const id = `START-ANY-${version}`
    const evse = { hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 } } as const
    await using simulated = await startSimulatedStation(app, id, version, { evses: [evse, evse] })
    simulated.station.plugIn(1, CAR)
    const token = `ANY${version}`
    await app.call('createToken', { body: { value: token, type: 'ISO14443' } })
    expect(await simulated.station.presentCard(1, token)).toBe(true)
    await expect.poll(async () => (await sessionOf(id))?.evseId, POLL).toBe(1)
    simulated.station.plugIn(2, CAR)
    const command = await send(id, { kind: 'startTransaction', chargingProfile: txProfile(7) })
    expect(command.state).toBe('accepted')
    await expect.poll(async () => (await profilesOf(id))[0]?.transactionId ?? null, POLL).not.toBeNull()
    expect(await profilesOf(id)).toMatchObject([{ id: 21, evseId: 2 }])
    expect(await limitOf(id, 2)).toBe(7)
    expect(await limitOf(id, 1)).toBeUndefined()
  })

  test('a profile that the station cannot take is refused with the start', async () => {
    const id = `START-NO-${version}`
    await using simulated = await startSimulatedStation(app, id, version)
    const command = await send(id, {
      kind: 'startTransaction',
      evseId: 1,
      chargingProfile: txProfile(8, { stackLevel: 99 }),
    })
    expect(command).toMatchObject({ state: 'rejected', status: 'Rejected' })
    expect(await profilesOf(id)).toEqual([])
    expect(simulated.station.evses[0]?.pending).toBeUndefined()
  })

  test.each<[string, Partial<Profile>, string]>([
    ['another purpose', { chargingProfilePurpose: 'TxDefaultProfile' }, 'chargingProfilePurpose'],
    ['an id of a transaction', { transactionId: '12' }, 'transactionId'],
    ['a recurrence without its kind', { chargingProfileKind: 'Recurring' }, 'recurrencyKind'],
  ])('%s is refused before it is sent', async (_, changed, field) => {
    const id = `START-BAD-${version}`
    await using _simulated = await startSimulatedStation(app, `${id}-${field}`, version)
    const body = { command: { kind: 'startTransaction', chargingProfile: txProfile(8, changed) } }
    const answer = await app.request(`/api/v1/stations/${id}-${field}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const problem = await problemIn(answer)
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput' })
    expect(problem.errors?.map((error) => error.field)).toContain(`command.chargingProfile.${field}`)
  })
})

test('a start that nobody plugs in for leaves no profile behind', async () => {
  await using _simulated = await startSimulatedStation(app, 'START-NOBODY', '2.1')
  await send('START-NOBODY', { kind: 'startTransaction', evseId: 1, chargingProfile: txProfile(8) })
  await expect.poll(() => profilesOf('START-NOBODY'), POLL).toHaveLength(1)
  await sql`update charging_profiles set expected_at = expected_at - interval '61 minutes'`.execute(app.database.kysely)
  expect(await profilesOf('START-NOBODY')).toEqual([])
})

test('a profile is of the transaction of its start, not of one that another card has begun', async () => {
  await using simulated = await startSimulatedStation(app, 'START-OTHER', '1.6', {
    settings: { connectionTimeout: '1' },
  })
  await send('START-OTHER', { kind: 'startTransaction', evseId: 1, chargingProfile: txProfile(6) })
  await expect.poll(() => profilesOf('START-OTHER'), POLL).toHaveLength(1)
  await expect.poll(() => simulated.station.evses[0]?.pending, POLL).toBeUndefined()
  await simulated.charge()
  await expect.poll(async () => (await sessionOf('START-OTHER'))?.powerW ?? 0, POLL).toBeGreaterThan(15 * W_PER_A)
  expect(await profilesOf('START-OTHER')).toMatchObject([{ transactionId: null }])
  expect(await limitOf('START-OTHER')).toBeUndefined()
})
