import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../../testing/test-station.ts'

const ID = 'HOSTILE'
const params = { stationId: ID }
const PERIOD = { startPeriod: 0, limit: 10 }

let app: TestApp
let station: TestStation
beforeAll(async () => {
  app = await startTestApp()
  const { password } = await app.call('createStation', { body: { id: ID } })
  station = await connectTestStation({
    url: app.stationUrl,
    identity: ID,
    subprotocol: 'ocpp2.1',
    password: password ?? '',
  })
  const chargingStation = { vendorName: 'V', model: 'M' }
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation })
})
afterAll(() => app[Symbol.asyncDispose]())

const isWorkedOff = async () => {
  const { rows } = await app.database.pool.query('select 1 from station_inbox limit 1')
  return rows.length === 0
}
const countOf = async (table: string) => {
  const { rows } = await app.database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`)
  return rows[0]?.count
}

test('what nobody asked for is kept within bounds, and answered', async () => {
  for (let index = 0; index < 30; index += 1) {
    const chargingProfile = [
      {
        id: index,
        stackLevel: 0,
        chargingProfilePurpose: 'TxDefaultProfile',
        chargingProfileKind: 'Absolute',
        validFrom: '0000-01-01T00:00:00Z',
        chargingSchedule: [{ id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [PERIOD] }],
      },
    ]
    const report = { requestId: index, chargingLimitSource: `S${index}`, chargingProfile, tbc: true, evseId: 1 }
    expect(await station.call('ReportChargingProfiles', report)).toEqual({})
    const limit = { chargingLimit: { chargingLimitSource: `S${index}` }, evseId: 1 }
    expect(await station.call('NotifyChargingLimit', limit)).toEqual({})
    const priority = { transactionId: `nobody ${index}`, activated: true }
    expect(await station.call('NotifyPriorityCharging', priority)).toEqual({})
  }
  await expect.poll(isWorkedOff, { timeout: 30_000 }).toBe(true)
  expect(await countOf('energy_report_parts')).toBe(20)
  expect(await countOf('charging_limits')).toBe(30)
  expect(await countOf('priority_charging')).toBe(0)
  expect(await countOf('refused_rows')).toBe(0)
})

test('profiles in no order, with no beginning or far away are listed and make a schedule', async () => {
  const profile = (id: number, changed: object, schedule: object) => ({
    id,
    stackLevel: id,
    chargingProfilePurpose: 'TxDefaultProfile',
    chargingProfileKind: 'Absolute',
    ...changed,
    chargingSchedule: [{ id: 1, chargingRateUnit: 'W', chargingSchedulePeriod: [PERIOD], ...schedule }],
  })
  const chargingProfile = [
    profile(1, { chargingProfileKind: 'Recurring' }, { startSchedule: '0001-01-01T00:00:00Z', duration: -5 }),
    profile(2, {}, { chargingSchedulePeriod: [{ startPeriod: 90, limit: 1e300 }, PERIOD] }),
    profile(3, { chargingProfileKind: 'Dynamic' }, { chargingSchedulePeriod: [{ startPeriod: 0, limit: 1e308 }] }),
    profile(2_147_483_648, {}, {}),
  ]
  const report = { requestId: 900, chargingLimitSource: 'CSO', chargingProfile, evseId: 1 }
  expect(await station.call('ReportChargingProfiles', report)).toEqual({})
  const listed = async () => (await app.call('listChargingProfiles', { params, query: {} })).items.map(({ id }) => id)
  await expect.poll(listed, { timeout: 30_000 }).toEqual([1, 2, 3])
  for (const evseId of [0, 1]) {
    const query = { evseId, unit: 'A', durationS: 604_800 } as const
    const { expected } = await app.call('compareCompositeSchedule', { params, query })
    expect(expected.chargingSchedulePeriod[0]?.startPeriod).toBe(0)
  }
})
