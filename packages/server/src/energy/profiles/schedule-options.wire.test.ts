import { CAR } from '@stationmaster/simulator/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

type Body = z.input<typeof CommandBody>
type Profile = Extract<Body, { kind: 'setChargingProfile' }>['chargingProfile']
type Schedule = Profile['chargingSchedule'][number]

const POLL = { timeout: 30_000 }
const MINUTE_MS = 60_000

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const send = (stationId: string, command: Body) =>
  app.call('sendCommand', { params: { stationId }, query: { wait: 20 }, body: { command } })
const compare = (stationId: string, unit: 'A' | 'W' = 'A') =>
  app.call('compareCompositeSchedule', { params: { stationId }, query: { evseId: 1, unit, durationS: 1200 } })

async function set(stationId: string, profile: Pick<Profile, 'id' | 'stackLevel'> & Partial<Profile>, its: Schedule) {
  const chargingProfile: Profile = {
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    ...profile,
    chargingSchedule: [its],
  }
  const command = await send(stationId, { kind: 'setChargingProfile', evseId: 1, chargingProfile })
  expect(command.state).toBe('accepted')
  await expect
    .poll(async () => {
      const { items } = await app.call('listChargingProfiles', { params: { stationId }, query: {} })
      return items.map(({ id }) => id)
    }, POLL)
    .toContain(profile.id)
}

/** Asks the station, and gives both sides. */
async function asked(stationId: string, unit: 'A' | 'W' = 'A') {
  const command = await send(stationId, { kind: 'getCompositeSchedule', evseId: 1, durationS: 1200, unit })
  expect(command.state).toBe('accepted')
  await expect.poll(async () => (await compare(stationId, unit)).reported?.commandId, POLL).toBe(command.id)
  return compare(stationId, unit)
}

const periods = (limit: number): Pick<Schedule, 'chargingRateUnit' | 'chargingSchedulePeriod'> => ({
  chargingRateUnit: 'A',
  chargingSchedulePeriod: [{ startPeriod: 0, limit }],
})

test('a schedule in local time follows the clock of the station, on both sides', async () => {
  const id = 'LOCAL-TIME'
  await using _simulated = await startSimulatedStation(app, id, '2.1', { settings: { timeZone: 'Asia/Kathmandu' } })
  await send(id, { kind: 'getBaseReport', base: 'FullInventory' })
  // Ten minutes ago by the clock in Kathmandu; the zone that is written is not to be looked at.
  const wall = new Date(Date.now() + 345 * MINUTE_MS - 10 * MINUTE_MS).toISOString()
  const recurring = { chargingProfileKind: 'Recurring', recurrencyKind: 'Daily' } as const
  const its = { id: 1, startSchedule: wall, duration: 1500, useLocalTime: true, ...periods(9) }
  await set(id, { id: 1, stackLevel: 1, ...recurring }, its)
  await expect.poll(async () => (await compare(id)).expected.chargingSchedulePeriod[0]?.limit, POLL).toBe(9)
  const { expected, reported } = await asked(id)
  // It ends 15 minutes from now.
  expect(expected.chargingSchedulePeriod).toHaveLength(2)
  expect(reported?.schedule.chargingSchedulePeriod[0]?.limit).toBe(9)
  expect(reported?.differences).toEqual([])
})

test('a station that does not say its zone goes by that of its site', async () => {
  const id = 'SITE-TIME'
  await using _simulated = await startSimulatedStation(app, id, '2.1')
  const wall = new Date(Date.now() + 345 * MINUTE_MS - 10 * MINUTE_MS).toISOString()
  await set(id, { id: 1, stackLevel: 1 }, { id: 1, startSchedule: wall, useLocalTime: true, ...periods(9) })
  expect((await compare(id)).expected.chargingSchedulePeriod[0]?.limit).toBeUndefined()
  const site = await app.call('createSite', { body: { name: 'Thamel', timeZone: 'Asia/Kathmandu' } })
  await app.call('updateStation', { params: { stationId: id }, body: { siteId: site.id } })
  expect((await compare(id)).expected.chargingSchedulePeriod[0]?.limit).toBe(9)
})

test('a start that is delayed at random makes a band, in which the station is', async () => {
  const id = 'DELAYED'
  await using _simulated = await startSimulatedStation(app, id, '2.1')
  const startSchedule = new Date(Date.now() - 5000).toISOString()
  await set(id, { id: 1, stackLevel: 0 }, { id: 1, startSchedule: '2026-01-01T00:00:00Z', ...periods(12) })
  await set(id, { id: 2, stackLevel: 1 }, { id: 1, startSchedule, randomizedDelay: 900, ...periods(8) })
  const { expected, reported } = await asked(id)
  expect(expected.chargingSchedulePeriod).toMatchObject([{ limit: 12, lowestLimit: 8 }, { limit: 8 }])
  expect(expected.chargingSchedulePeriod[1]?.lowestLimit).toBeUndefined()
  // The station knows what it has drawn.
  const limits = reported?.schedule.chargingSchedulePeriod.map(({ limit }) => limit)
  expect([[8], [12, 8]]).toContainEqual(limits)
  expect(reported?.differences).toEqual([])
})

test('a vehicle that is full enough gets less, as it tells', async () => {
  const id = 'BY-SOC'
  const hardware = { kind: 'dc', maxPowerW: 50_000, maxCurrentA: 200, maxVoltageV: 500 } as const
  await using simulated = await startSimulatedStation(app, id, '2.1', { evses: [{ hardware }] })
  const its = { id: 1, startSchedule: '2026-01-01T00:00:00Z', chargingRateUnit: 'W' } as const
  const byPower = { ...its, limitAtSoC: { soc: 50, limit: 5000 } }
  await set(id, { id: 1, stackLevel: 0 }, { ...byPower, chargingSchedulePeriod: [{ startPeriod: 0, limit: 30_000 }] })
  const token = 'SOC-DRIVER'
  await app.call('createToken', { body: { value: token, type: 'ISO14443' } })
  const session = async () => (await app.call('listSessions', { query: { stationId: id, state: 'active' } })).items[0]
  // So large that it does not get there.
  simulated.station.plugIn(1, { ...CAR, socPct: 46 })
  expect(await simulated.station.presentCard(1, token)).toBe(true)
  await expect.poll(async () => (await session())?.powerW ?? 0, POLL).toBeGreaterThan(10_000)
  expect((await compare(id, 'W')).expected.chargingSchedulePeriod[0]?.limit).toBe(30_000)
  simulated.station.unplug(1)
  await expect.poll(session, POLL).toBeUndefined()
  // So small that seconds take it past the half.
  simulated.station.plugIn(1, { vehicle: { ...CAR.vehicle, batteryWh: 3000 }, socPct: 49 })
  expect(await simulated.station.presentCard(1, token)).toBe(true)
  await expect.poll(async () => (await session())?.socPercent ?? 0, POLL).toBeGreaterThanOrEqual(50)
  await expect.poll(async () => (await session())?.powerW ?? Number.NaN, POLL).toBeLessThanOrEqual(5000)
  const { expected, reported } = await asked(id, 'W')
  expect(expected.chargingSchedulePeriod[0]?.limit).toBe(5000)
  expect(reported?.differences).toEqual([])
})

test.each([
  ['limitAtSoC', { limitAtSoC: { soc: 50, limit: 6 } }],
  ['useLocalTime', { useLocalTime: true }],
  ['randomizedDelay', { randomizedDelay: 60 }],
] as const)('%s is refused for a version that cannot say it', async (field, option) => {
  const id = `OLD-${field}`
  await using _simulated = await startSimulatedStation(app, id, '2.0.1')
  const its = { id: 1, startSchedule: '2026-01-01T00:00:00Z', ...option, ...periods(9) }
  await expect(set(id, { id: 1, stackLevel: 0 }, its)).rejects.toMatchObject({
    problem: {
      errors: [{ field: `command.chargingProfile.chargingSchedule.0.${field}`, rule: `OCPP 2.0.1 has no ${field}` }],
    },
  })
})
