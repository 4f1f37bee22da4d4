import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../../testing/test-station.ts'

const ID = 'HOSTILE'
const params = { stationId: ID }
const NOW = new Date().toISOString()
const BEYOND = 2_147_483_648

let app: TestApp
let station: TestStation
let stationKey: number
beforeAll(async () => {
  app = await startTestApp()
  const { password } = await app.call('createStation', { body: { id: ID } })
  station = await connectTestStation({
    ...{ url: app.stationUrl, identity: ID, password: password ?? '', subprotocol: 'ocpp2.1' },
  })
  const chargingStation = { vendorName: 'V', model: 'M' }
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation })
  stationKey = (await select<{ station_id: number }>('select station_id from stations'))[0]?.station_id ?? 0
})
afterAll(() => app[Symbol.asyncDispose]())

async function select<Row extends object>(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await app.database.pool.query<Row>(text, values)).rows
}

async function countOf(table: string): Promise<number | undefined> {
  return (await select<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count
}

/** Everything is worked off, and nothing had to be set aside. */
async function isWorkedOff(): Promise<void> {
  await expect.poll(() => countOf('station_inbox'), { timeout: 50_000 }).toBe(0)
  expect(await select('select table_name, error from refused_rows')).toEqual([])
}

async function order(command: object): Promise<void> {
  await app.request(`/api/v1/stations/${ID}/commands?wait=5`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command }),
  })
}

test('reports that are begun and never ended are forgotten', async () => {
  for (let requestId = 1; requestId <= 230; requestId += 1) {
    await station.call('NotifyReport', { requestId, seqNo: 0, tbc: true, generatedAt: NOW })
  }
  await isWorkedOff()
  expect(await countOf('device_reports')).toBe(200)
})

test('a device model that is made up does not grow for ever', async () => {
  await app.database.pool.query(
    `insert into device_variables (tenant_id, station_id, component, variable, reported_at)
     select 1, $1, 'Made', 'Up' || n, now() - interval '1 hour' + n * interval '1 millisecond'
     from generate_series(1, 20050) n`,
    [stationKey],
  )
  const variable = { component: { name: 'Real' }, variable: { name: 'One' }, variableAttribute: [{ value: '1' }] }
  await station.call('NotifyReport', { requestId: 9000, seqNo: 0, generatedAt: NOW, reportData: [variable] })
  await isWorkedOff()
  expect(await countOf('device_variables')).toBe(20_000)
  expect(await select(`select variable from device_variables where component = 'Real'`)).toHaveLength(1)
})

test('messages that no display has room for are not kept', async () => {
  const content = { format: 'UTF8', content: 'x' }
  for (const start of [0, 400, 800, BEYOND - 100]) {
    const messageInfo = Array.from({ length: 400 }, (_, index) => ({
      ...{ id: start + index, priority: 'InFront', message: content },
    }))
    await station.call('NotifyDisplayMessages', { requestId: 1, tbc: true, messageInfo })
  }
  await isWorkedOff()
  expect(await countOf('display_messages')).toBe(1000)
})

test('of battery swaps the newest are kept', async () => {
  await app.database.pool.query(
    `insert into battery_swaps (tenant_id, station_id, received_at, event, request_id, id_token, batteries)
     select 1, $1, now(), 'BatteryIn', 1, 'T', '[]' from generate_series(1, 100005)`,
    [stationKey],
  )
  const battery = { evseId: 1, serialNumber: 'B', soC: 50, soH: 90 }
  const idToken = { idToken: 'NEWEST', type: 'Central' }
  await station.call('BatterySwap', { eventType: 'BatteryIn', requestId: 1, idToken, batteryData: [battery] })
  await isWorkedOff()
  expect(await countOf('battery_swaps')).toBe(100_000)
  expect(await select(`select from battery_swaps where id_token = 'NEWEST'`)).toHaveLength(1)
})

test('answers with numbers beyond every bound are worked off like others', async () => {
  const place = { component: { name: 'C' }, variable: { name: 'V' } }
  station.onCall((action) => {
    switch (action) {
      case 'GetTariffs': {
        const assignment = { tariffId: 'T', tariffKind: 'DefaultTariff', evseIds: [1, BEYOND] }
        return { status: 'Accepted', tariffAssignments: [assignment] }
      }
      case 'SetVariableMonitoring': {
        const result = { ...place, type: 'Delta', severity: 1, status: 'Accepted', id: BEYOND }
        return { setMonitoringResult: [result] }
      }
      case 'ClearVariableMonitoring':
        return { clearMonitoringResult: [{ id: -BEYOND - 1, status: 'Accepted' }] }
      case 'GetPeriodicEventStream': {
        const params = { interval: BEYOND, values: BEYOND }
        return { constantStreamData: [{ id: BEYOND, variableMonitoringId: BEYOND, params }] }
      }
      case 'GetCompositeSchedule': {
        const chargingSchedulePeriod = [{ startPeriod: 0, limit: 1e308 }]
        const schedule = { evseId: BEYOND, duration: BEYOND, scheduleStart: NOW, chargingRateUnit: 'kW' }
        return { status: 'Accepted', schedule: { ...schedule, chargingSchedulePeriod } }
      }
      default:
        return { status: 'Accepted' }
    }
  })
  const heard = station.heard.length
  await order({ kind: 'getTariffs', evseId: 0 })
  const monitor = { component: 'C', variable: 'V', type: 'Delta', value: 1, severity: 1 }
  await order({ kind: 'setVariableMonitoring', monitors: [monitor] })
  await order({ kind: 'clearVariableMonitoring', monitorIds: [1] })
  await order({ kind: 'getPeriodicEventStreams' })
  await order({ kind: 'getCompositeSchedule', evseId: 0 })
  expect(station.heard.slice(heard).map(({ action }) => action)).toHaveLength(5)
  await isWorkedOff()
  expect((await app.call('getStation', { params })).id).toBe(ID)
})
