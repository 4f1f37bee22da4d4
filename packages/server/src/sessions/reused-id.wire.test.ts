import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { REMEMBERED_SESSIONS } from '../stations/state.ts'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation, type TestStation } from '../testing/test-station.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const BEGIN_MS = Date.now() - 86_400_000
const MINUTE_MS = 60_000

/** One event of a transaction, in its minute. */
function event(
  station: TestStation,
  transactionId: string,
  { eventType, minute, seqNo, wh }: { eventType: 'Started' | 'Ended'; minute: number; seqNo: number; wh: number },
) {
  const timestamp = new Date(BEGIN_MS + minute * MINUTE_MS).toISOString()
  return station.call('TransactionEvent', {
    eventType,
    timestamp,
    triggerReason: eventType === 'Started' ? 'CablePluggedIn' : 'EVDeparted',
    seqNo,
    transactionInfo: { transactionId },
    evse: { id: 1, connectorId: 1 },
    meterValue: [{ timestamp, sampledValue: [{ value: wh, measurand: 'Energy.Active.Import.Register' }] }],
  })
}

async function charge(station: TestStation, transactionId: string, minute: number): Promise<void> {
  const wh = minute * 1000
  await event(station, transactionId, { eventType: 'Started', minute, seqNo: 0, wh })
  await event(station, transactionId, { eventType: 'Ended', minute: minute + 1, seqNo: 1, wh: wh + 700 })
}

test('a long transaction id that is used again after it has left memory becomes a flagged session of its own', async () => {
  const { password } = await app.call('createStation', { body: { id: 'Clone' } })
  const station = await connectTestStation({
    url: app.stationUrl,
    identity: 'Clone',
    password: password ?? '',
    subprotocol: 'ocpp2.0.1',
  })
  await station.call('BootNotification', {
    reason: 'PowerUp',
    chargingStation: { vendorName: 'Norrvolt', model: 'Duo 22' },
  })
  const reused = randomUUID()
  await charge(station, reused, 0)
  const between = REMEMBERED_SESSIONS + 2
  for (let one = 1; one <= between; one++) await charge(station, randomUUID(), one * 2)
  await charge(station, reused, (between + 1) * 2)
  // And a third time, at once.
  await charge(station, reused, (between + 2) * 2)
  station.close()
  await station.closed

  const { rows } = await app.database.pool.query(
    `select generation, state, energy_wh::int as energy_wh, flags from sessions where transaction_id = $1 order by generation`,
    [reused],
  )
  expect(rows).toMatchObject([
    { generation: 0, state: 'ended', energy_wh: 700, flags: [] },
    {
      generation: 1,
      state: 'ended',
      energy_wh: 700,
      flags: [{ code: 'transactionIdReused', data: { generation: 1 } }],
    },
    {
      generation: 2,
      state: 'ended',
      energy_wh: 700,
      flags: [{ code: 'transactionIdReused', data: { generation: 2 } }],
    },
  ])
  expect((await app.database.pool.query('select * from refused_rows')).rows).toEqual([])
})
