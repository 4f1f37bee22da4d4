import type { TransactionReply } from '@stationmaster/ocpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { event2, meterValues, minute, sample, start16, stop16 } from '../stations/testing/reports.ts'
import { StationModel } from '../stations/testing/station-model.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../testing/test-station.ts'

const BOUND = 8
const COUNT = 10 * BOUND

const startOn = (evseId: number, atMinute = evseId) =>
  start16({ evse: { evseId, connectorId: 1 }, at: minute(atMinute), registerWh: 1000 * evseId })

function at(station: StationModel, minutes: number): StationModel {
  station.nowMs = minute(minutes).ms ?? 0
  return station
}

/** A 1.6 station with ten times as many open transactions as memory holds. */
function manyActive(): { station: StationModel; ids: number[] } {
  const station = new StationModel({ mostActive: BOUND })
  const ids = Array.from({ length: COUNT }, (_, index) => {
    const reply = at(station, index + 1).send(startOn(index + 1)) as TransactionReply
    return reply.transactionId ?? Number.NaN
  })
  return { station, ids }
}

describe.each(['after another', 'after a reload'])('ten times as many transactions as memory holds, one %s', (when) => {
  function given() {
    const known = manyActive()
    if (when === 'after a reload') known.station.reload()
    return known
  }
  const active = ({ state }: StationModel) => state.sessions.filter((session) => session.state === 'active')
  const sessionOf = (station: StationModel, id: number) =>
    [...station.sessions.values()].find(({ transactionId }) => transactionId === String(id))

  test('are all kept, few of them in memory', () => {
    const { station, ids } = given()
    expect(active(station)).toHaveLength(BOUND)
    expect(station.sessions.size).toBe(COUNT)
    expect(new Set(ids).size).toBe(COUNT)
  })

  test('are each reported on and ended as if they were there', () => {
    const { station, ids } = given()
    const first = ids[0] ?? 0
    const place = { evse: { evseId: 1, connectorId: 1 } }
    at(station, 100).send({ ...meterValues([sample(minute(100), 4000)], first), ...place })
    expect(sessionOf(station, first)).toMatchObject({ state: 'active', energyWh: 3000 })
    // The same without a transaction id: by its EVSE.
    at(station, 101).send({ ...meterValues([sample(minute(101), 5000)]), evse: { evseId: 2, connectorId: 1 } })
    expect(sessionOf(station, ids[1] ?? 0)).toMatchObject({ state: 'active', energyWh: 3000 })
    expect(at(station, 102).send(startOn(1))).toMatchObject({ transactionId: first })
    for (const [index, id] of ids.entries()) {
      const registerWh = 1000 * (index + 1) + 7000
      at(station, 200 + index).send(stop16(id, { at: minute(200 + index), registerWh }))
    }
    const sessions = [...station.sessions.values()]
    expect(sessions).toHaveLength(COUNT)
    expect(sessions.every(({ state, energyWh }) => state === 'ended' && energyWh === 7000)).toBe(true)
  })

  test('give way to another start on their EVSE', () => {
    const { station, ids } = given()
    at(station, 100).send(startOn(1, 100))
    expect(sessionOf(station, ids[0] ?? 0)).toMatchObject({ state: 'ended', flags: [{ code: 'connectorReplaced' }] })
    expect(active(station).length).toBeLessThanOrEqual(BOUND)
    expect(station.sessions.size).toBe(COUNT + 1)
  })
})

test('2.x transactions are bound alike, their ids used again or not', () => {
  const station = new StationModel({ version: '2.1', mostActive: BOUND })
  const event = (phase: 'started' | 'updated' | 'ended', seqNo: number, index: number, atMinute: number) =>
    at(station, atMinute).send(
      event2(phase, seqNo, atMinute, { transactionId: `${index}`, evse: { evseId: index, connectorId: 1 } }),
    )
  event('started', 0, 1, 0)
  event('ended', 1, 1, 1)
  for (let index = 1; index <= COUNT; index++) event('started', 0, index, 10 + index)
  for (let index = 1; index <= COUNT; index++) event('updated', 1, index, 200 + index)
  for (let index = 1; index <= COUNT; index++) event('ended', 2, index, 400 + index)
  expect(station.sessions.size).toBe(COUNT + 1)
  const keys = [...station.sessions.values()].map(({ transactionId, generation }) => `${transactionId}/${generation}`)
  expect(new Set(keys).size).toBe(COUNT + 1)
  expect(keys).toContain('1/1')
  expect([...station.sessions.values()].every(({ state }) => state === 'ended')).toBe(true)
})

describe('on a server', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({
      STATION_ACTIVE_SESSIONS: String(BOUND),
      STATION_RATE_PER_SECOND: '1000',
      STATION_RATE_BURST: '1000',
    })
  })
  afterAll(() => app[Symbol.asyncDispose]())

  test('the first of ten times the bound is reported on and ended, before and after a reconnect', async () => {
    await app.call('createStation', { body: { id: 'MANY', securityProfile: 0 } })
    const connect = async () => {
      const station = await connectTestStation({ url: app.stationUrl, identity: 'MANY' })
      await station.call('BootNotification', BOOT_16)
      return station
    }
    const station = await connect()
    const time = (n: number) => new Date(Date.now() - 3_600_000 + n * 1000).toISOString()
    const start = (n: number) => ({ connectorId: n, idTag: 'CARD', meterStart: 1000, timestamp: time(n) })
    const starts = Array.from({ length: COUNT }, (_, index) => start(index + 1))
    const ids: unknown[] = []
    for (const each of starts) ids.push((await station.call('StartTransaction', each))['transactionId'])
    expect(new Set(ids).size).toBe(COUNT)
    const meterValue = [{ timestamp: time(100), sampledValue: [{ value: '3000' }] }]
    await station.call('MeterValues', { connectorId: 1, transactionId: ids[0], meterValue })
    expect(await station.call('StartTransaction', starts[0] ?? {})).toMatchObject({ transactionId: ids[0] })
    station.close()
    await station.closed
    const again = await connect()
    expect(await again.call('StartTransaction', starts[0] ?? {})).toMatchObject({ transactionId: ids[0] })
    await again.call('StopTransaction', { transactionId: ids[0], meterStop: 6000, timestamp: time(200) })
    const { items } = await app.call('listSessions', { query: { limit: 500 } })
    expect(items).toHaveLength(COUNT)
    const ended = items.filter(({ state }) => state === 'ended')
    expect(ended).toMatchObject([{ transactionId: String(ids[0]), energyWh: 5000 }])
  })
})
