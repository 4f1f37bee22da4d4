import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

const SETTINGS = { OPEN_SESSION_ASK_AFTER_S: '1' }
const BOOT_2 = { reason: 'PowerUp', chargingStation: { vendorName: 'Norrvolt', model: 'Duo' } } as const

const closers: AsyncDisposable[] = []
afterEach(async () => {
  for (const closer of closers.splice(0)) await closer[Symbol.asyncDispose]()
})

async function startApp(settings: Readonly<Record<string, string>> = SETTINGS): Promise<TestApp> {
  const app = await startTestApp(settings)
  closers.push(app)
  return app
}

async function connect(app: TestApp, identity: string): Promise<TestStation> {
  const known = await app.call('listStations', { query: { search: identity } })
  if (known.items.length === 0) await app.call('createStation', { body: { id: identity, securityProfile: 0 } })
  const station = await connectTestStation({ url: app.stationUrl, identity, subprotocol: 'ocpp2.0.1' })
  station.onCall(() => undefined)
  await station.call('BootNotification', BOOT_2)
  return station
}

/** A report with a register reading, `seconds` after the hour before now. */
function report(station: TestStation, eventType: string, seqNo: number, wh: number): Promise<unknown> {
  const timestamp = new Date(Date.now() - 3_600_000 + seqNo * 60_000).toISOString()
  return station.call('TransactionEvent', {
    eventType,
    timestamp,
    triggerReason: 'MeterValuePeriodic',
    seqNo,
    transactionInfo: { transactionId: 'TX-1' },
    evse: { id: 1, connectorId: 1 },
    meterValue: [{ timestamp, sampledValue: [{ value: wh }] }],
  })
}

const asked = (station: TestStation) => station.heard.filter(({ action }) => action === 'GetTransactionStatus')
const onlySession = async (app: TestApp) => (await app.call('listSessions', { query: {} })).items[0]
const codes = async (app: TestApp) => (await onlySession(app))?.flags.map(({ code }) => code)
const status = (ongoingIndicator: boolean, messagesInQueue: boolean) => () => ({ ongoingIndicator, messagesInQueue })

describe('reliability 8: a gap that stays open', () => {
  test('a transaction whose end is lost is closed from its registers once the station holds no more messages', async () => {
    const app = await startApp()
    const station = await connect(app, 'GAP-1')
    await report(station, 'Started', 0, 1000)
    await report(station, 'Updated', 1, 4000)
    station.onCall(status(false, true))
    await expect.poll(() => asked(station).length, { timeout: 20_000 }).toBe(1)
    expect(asked(station)[0]?.payload).toEqual({ transactionId: 'TX-1' })
    expect(await onlySession(app)).toMatchObject({ state: 'active' })
    station.onCall(status(false, false))
    await expect.poll(async () => (await onlySession(app))?.state, { timeout: 20_000 }).toBe('ended')
    expect(await codes(app)).toEqual(['endLost'])
    const session = await app.call('getSession', { params: { id: (await onlySession(app))?.id ?? '' } })
    expect(session).toMatchObject({ energyWh: 3000, meterStartWh: 1000, meterStopWh: 4000, confidence: 0.4 })
    // The end comes after all: it takes the place of the estimate.
    await report(station, 'Ended', 2, 5000)
    expect(await onlySession(app)).toMatchObject({ energyWh: 4000, flags: [] })
  })

  test('a session that has ended with a gap is settled, and is not asked about again', async () => {
    const app = await startApp()
    const station = await connect(app, 'GAP-2')
    station.onCall(status(false, false))
    await report(station, 'Started', 0, 1000)
    await report(station, 'Ended', 3, 4000)
    expect(await codes(app)).toEqual(['sequenceGap'])
    await expect.poll(() => codes(app), { timeout: 20_000 }).toEqual(['sequenceGap', 'messagesLost'])
    await sql`update sessions set status_asked_at = null`.execute(app.database.kysely)
    await report(station, 'Updated', 1, 2000)
    await report(station, 'Updated', 2, 3000)
    expect(await onlySession(app)).toMatchObject({ energyWh: 3000, flags: [{ code: 'lateEvent' }] })
    expect(asked(station)).toHaveLength(1)
  })

  test('one that goes on is left alone, and asked about after twice as long', async () => {
    const app = await startApp()
    const station = await connect(app, 'GAP-3')
    station.onCall(status(true, false))
    await report(station, 'Started', 0, 1000)
    await expect.poll(() => asked(station).length, { timeout: 30_000 }).toBe(2)
    expect(await onlySession(app)).toMatchObject({ state: 'active', flags: [] })
    const { rows } = await sql`select status_asks from sessions`.execute(app.database.kysely)
    expect(rows).toEqual([{ status_asks: 2 }])
  })

  test('a station that is offline is waited for', async () => {
    const app = await startApp()
    const station = await connect(app, 'GAP-4')
    await report(station, 'Started', 0, 1000)
    await report(station, 'Ended', 2, 4000)
    station.close()
    await station.closed
    await sql`update sessions set updated_at = updated_at - interval '1 day'`.execute(app.database.kysely)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await sql`select from commands`.execute(app.database.kysely)).rows).toHaveLength(0)
    const again = await connect(app, 'GAP-4')
    again.onCall(status(false, false))
    await expect.poll(() => codes(app), { timeout: 20_000 }).toEqual(['sequenceGap', 'messagesLost'])
  })

  test('a restart forgets nothing: the rows say what is open', async () => {
    const first = await startApp({ OPEN_SESSION_ASK_AFTER_S: '86400' })
    const station = await connect(first, 'GAP-5')
    await report(station, 'Started', 0, 1000)
    await report(station, 'Ended', 2, 4000)
    await using second = await first.restart(SETTINGS)
    const again = await connect(second, 'GAP-5')
    again.onCall(status(false, false))
    await expect.poll(() => codes(second), { timeout: 20_000 }).toEqual(['sequenceGap', 'messagesLost'])
  })
})
