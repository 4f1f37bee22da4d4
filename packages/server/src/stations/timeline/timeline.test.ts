import { afterAll, beforeAll, expect, test } from 'vitest'
import { TimelineExport } from '../../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'
import { replay } from '../replay/replay.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.call('createToken', { body: { value: 'SECRETCARD7', label: 'A card' } })
})
afterAll(() => app[Symbol.asyncDispose]())

const FROM = '2000-01-01T00:00:00Z'
const at = (second: number) => new Date(Date.now() + second * 1000).toISOString()

async function connect(id: string, subprotocol: 'ocpp1.6' | 'ocpp2.0.1'): Promise<TestStation> {
  const { password } = await app.call('createStation', { body: { id } })
  return connectTestStation({ url: app.stationUrl, identity: id, password: password ?? '', subprotocol })
}

const sampled = (value: string) => [
  { timestamp: at(1), sampledValue: [{ value, measurand: 'Energy.Active.Import.Register' }] },
]

/** A day of a 1.6 station: boot, two starts (one repeated, one with a strange card), meter values, stops, an orphan. */
async function live16(station: TestStation): Promise<void> {
  const boot = { ...BOOT_16, chargePointSerialNumber: 'SERIAL-OF-IT', imsi: '262011234567890' }
  await station.call('BootNotification', boot)
  await station.call('StatusNotification', {
    connectorId: 1,
    errorCode: 'NoError',
    status: 'Available',
    info: 'hello EXPORT-16',
  })
  await station.call('Authorize', { idTag: 'SECRETCARD7' })
  const start = { connectorId: 1, idTag: 'secretcard7', meterStart: 100, timestamp: at(0) }
  const { transactionId } = await station.call('StartTransaction', start)
  await station.call('StartTransaction', start)
  await station.call('MeterValues', { connectorId: 1, transactionId, meterValue: sampled('900') })
  await station.call('StopTransaction', { transactionId, meterStop: 1500, timestamp: at(2), idTag: 'SECRETCARD7' })
  const strange = await station.call('StartTransaction', {
    ...start,
    idTag: 'STRANGER99',
    meterStart: 1500,
    timestamp: at(3),
  })
  await station.call('StopTransaction', { transactionId: strange['transactionId'], meterStop: 1600, timestamp: at(4) })
  await station.call('StopTransaction', { transactionId: 77_777_777, meterStop: 5, timestamp: at(5) })
  await station.call('NoSuchAction', {})
}

/** The same in 2.0.1, with an event out of order. */
async function live201(station: TestStation): Promise<void> {
  await station.call('BootNotification', {
    reason: 'PowerUp',
    chargingStation: { vendorName: 'Norrvolt', model: 'Duo' },
  })
  const info = { transactionId: 'tx-1', chargingState: 'Charging' }
  const event = (eventType: string, seqNo: number, more: object = {}) =>
    station.call('TransactionEvent', {
      ...{ eventType, seqNo, timestamp: at(seqNo), triggerReason: 'Authorized', transactionInfo: info },
      ...more,
    })
  const idToken = { idToken: 'SECRETCARD7', type: 'ISO14443' }
  await event('Started', 0, { evse: { id: 1, connectorId: 1 }, idToken })
  await event('Updated', 2)
  await event('Updated', 1)
  await event('Ended', 3)
}

const exportOf = (stationId: string, masked: 'true' | 'false') =>
  app.call('exportTimeline', { params: { stationId }, query: { from: FROM, masked } })

test('an export names nobody, and is decided again exactly as it was', async () => {
  for (const [id, subprotocol, live] of [
    ['EXPORT-16', 'ocpp1.6', live16],
    ['EXPORT-201', 'ocpp2.0.1', live201],
  ] as const) {
    const station = await connect(id, subprotocol)
    await live(station)
    const exported = await exportOf(id, 'true')
    const text = JSON.stringify(exported)
    for (const secret of [id, 'secretcard7', 'STRANGER99', 'SERIAL-OF-IT', '262011234567890']) {
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
    }
    const differences = replay(exported).filter((one) => one.verdict === 'different')
    expect(differences).toEqual([])
    expect(replay(exported).filter((one) => one.verdict === 'same').length).toBeGreaterThanOrEqual(5)
    expect(replay(await exportOf(id, 'false')).filter((one) => one.verdict === 'different')).toEqual([])
    station.close()
  }
})

test('a replay tells when a decision would be another one today', async () => {
  const station = await connect('EXPORT-DIFF', 'ocpp1.6')
  await live16(station)
  const exported = TimelineExport.parse(await exportOf('EXPORT-DIFF', 'true'))
  const blocked = { ...exported, tokens: exported.tokens.map((token) => ({ ...token, status: 'blocked' as const })) }
  const different = replay(blocked).filter((one) => one.verdict === 'different')
  expect(different.map(({ entry }) => entry.action)).toContain('Authorize')
  station.close()
})

test('messages are found across stations: by failure, by action, by word', async () => {
  const station = await connect('FAILING-1', 'ocpp1.6')
  await station.call('BootNotification', BOOT_16)
  await station.call('NoSuchAction', {})
  const failed = await app.call('searchTimeline', { query: { failed: 'true', search: 'NoSuchAction' } })
  expect(failed.items.map(({ stationId }) => stationId)).toContain('FAILING-1')
  expect(failed.items.every(({ answer }) => answer?.startsWith('[4,'))).toBe(true)
  const boots = await app.call('searchTimeline', { query: { action: 'bootnotification', limit: '2' } })
  expect(boots.items).toHaveLength(2)
  const rest = await app.call('searchTimeline', { query: { action: 'bootnotification', cursor: boots.nextCursor } })
  const all = [...boots.items, ...rest.items].map(({ stationId }) => stationId)
  expect(new Set(all).size).toBe(all.length)
  const none = await app.call('searchTimeline', { query: { to: '2001-01-01T00:00:00Z', from: FROM } })
  expect(none.items).toEqual([])
})

test('a wrong time is named', async () => {
  const response = await app.request(
    '/api/v1/stations/FAILING-1/timeline/export?from=2020-01-02T00:00:00Z&to=2020-01-01T00:00:00Z',
  )
  expect(await problemIn(response)).toMatchObject({ code: 'invalidInput', errors: [{ field: 'to' }] })
})
