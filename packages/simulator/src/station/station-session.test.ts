import type { OcppVersion } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { CAR } from '../testing/car.ts'
import { MINUTE_MS, startStation } from '../testing/station-fixture.ts'
import { eventually } from '../testing/test-csms.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']

test.each(VERSIONS)('a whole %s session: start, meter values, stop', async (version) => {
  await using fixture = await startStation(version, { password: 'correct-horse-1234' })
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(30)
  expect(await station.presentCard(1, 'CARD01')).toBe(true)
  station.unplug(1)
  await fixture.delivered()

  const [session] = station.history.sessions
  expect(session).toMatchObject({
    evseId: 1,
    idToken: 'CARD01',
    meterStartWh: 5_000,
    startAcked: true,
    stopAcked: true,
  })
  const energyWh = (session?.meterStopWh ?? 0) - (session?.meterStartWh ?? 0)
  expect(energyWh).toBeGreaterThan(4_500)
  expect(energyWh).toBeLessThanOrEqual(Math.ceil(3 * 230 * 16 * 0.5))
  expect(Math.abs(energyWh - (session?.trueEnergyWh ?? 0))).toBeLessThanOrEqual(1)
  expect(session?.transactionId).toBeDefined()
  expect(csms.violations).toEqual([])
  expect(csms.handshakes[0]).toEqual({
    protocol: `ocpp${version}`,
    authorization: `Basic ${btoa(`CS-${version}:correct-horse-1234`)}`,
  })
})

test('1.6 tells the session by StartTransaction, MeterValues and StopTransaction, and its status in between', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(10)
  await station.presentCard(1, 'CARD01')
  station.unplug(1)
  await fixture.delivered()
  await eventually('Available again', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Available')

  const session = station.history.sessions[0]
  const transactionId = Number(session?.transactionId)
  expect(csms.of('StartTransaction')).toMatchObject([{ connectorId: 1, idTag: 'CARD01', meterStart: 5_000 }])
  expect(csms.of('MeterValues')).toHaveLength(9)
  expect(csms.of('MeterValues').every((payload) => payload['transactionId'] === transactionId)).toBe(true)
  expect(csms.of('StopTransaction')).toMatchObject([
    { transactionId, meterStop: session?.meterStopWh, reason: 'Local', idTag: 'CARD01' },
  ])
  const statuses = csms.of('StatusNotification').filter((payload) => payload['connectorId'] === 1)
  expect(statuses.map((payload) => payload['status'])).toEqual([
    'Available',
    'Preparing',
    'Charging',
    'Finishing',
    'Available',
  ])
})

test.each(['2.0.1', '2.1'] as const)('%s tells the session by numbered TransactionEvents', async (version) => {
  await using fixture = await startStation(version)
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(10)
  station.unplug(1)
  await fixture.delivered()

  const events = csms.of('TransactionEvent')
  expect(events.map((event) => event['seqNo'])).toEqual(events.map((_, index) => index))
  expect(events[0]).toMatchObject({ eventType: 'Started', triggerReason: 'Authorized', idToken: { idToken: 'CARD01' } })
  expect(events.at(-1)).toMatchObject({
    eventType: 'Ended',
    triggerReason: 'EVDeparted',
    transactionInfo: { stoppedReason: 'EVDisconnected' },
  })
  const changes = events.filter((event) => event['triggerReason'] === 'ChargingStateChanged')
  expect(changes).toMatchObject([{ transactionInfo: { chargingState: 'Charging' } }])
  expect(new Set(csms.of('StatusNotification').map((payload) => payload['connectorStatus']))).toEqual(
    new Set(['Available', 'Occupied']),
  )
})

test.each(VERSIONS)('%s: a full car suspends the session; it goes on until the cable is pulled', async (version) => {
  await using fixture = await startStation(version)
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(6 * 60)
  expect(station.evses[0]?.charge).toMatchObject({ socPct: 100, powerW: 0 })
  if (version === '1.6') {
    expect(csms.of('StatusNotification').at(-1)).toMatchObject({ status: 'SuspendedEV' })
  } else {
    expect(csms.of('TransactionEvent').at(-1)).toMatchObject({ transactionInfo: { chargingState: 'SuspendedEV' } })
  }
  expect(station.history.sessions[0]?.stoppedAtMs).toBeUndefined()
  expect(csms.violations).toEqual([])
})

test.each(VERSIONS)(
  '%s: a session without network is delivered afterwards, in order, without a new boot',
  async (version) => {
    await using fixture = await startStation(version)
    const { station, csms, world } = fixture
    await fixture.online()
    csms.refuse(true)
    csms.disconnect(station.identity)
    await eventually('offline', () => !station.online)
    station.plugIn(1, CAR)
    expect(await station.presentCard(1, 'CARD01')).toBe(true)
    await world.advanceAsync(20 * MINUTE_MS)
    station.unplug(1)
    expect(station.queued).toBeGreaterThan(10)
    csms.refuse(false)
    await fixture.online()
    await fixture.delivered()

    const actions = csms.calls.map((call) => call.action)
    expect(actions.filter((action) => action === 'BootNotification')).toHaveLength(1)
    expect(station.history.sessions[0]).toMatchObject({ startAcked: true, stopAcked: true, dropped: false })
    if (version === '1.6') {
      expect(actions.indexOf('StartTransaction')).toBeLessThan(actions.indexOf('MeterValues'))
      expect(actions.lastIndexOf('MeterValues')).toBeLessThan(actions.indexOf('StopTransaction'))
      const transactionId = Number(station.history.sessions[0]?.transactionId)
      expect(csms.of('StopTransaction')).toMatchObject([{ transactionId }])
    } else {
      const events = csms.of('TransactionEvent')
      expect(events.map((event) => event['seqNo'])).toEqual(events.map((_, index) => index))
      expect(events.every((event) => event['offline'] === true)).toBe(true)
    }
    expect(csms.violations).toEqual([])
  },
)

test('a retried message has a new message id and the same content; it is dropped after the configured attempts', async () => {
  await using fixture = await startStation('1.6', { settings: { TransactionMessageAttempts: '4' } }, (csms) => {
    csms.answer = (call) =>
      call.action === 'StartTransaction'
        ? { ok: false, code: 'InternalError', description: 'database away' }
        : undefined
  })
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(2)
  station.unplug(1)
  await fixture.delivered()

  expect(csms.of('StartTransaction')).toHaveLength(4)
  expect(new Set(csms.of('StartTransaction').map((payload) => JSON.stringify(payload))).size).toBe(1)
  const ids = station.history.frames.flatMap(({ direction, text }) => {
    const frame: unknown = JSON.parse(text)
    return direction === 'sent' && Array.isArray(frame) && frame[2] === 'StartTransaction' ? [String(frame[1])] : []
  })
  expect(new Set(ids).size).toBe(4)
  expect(station.history.sessions[0]).toMatchObject({ dropped: true, startAcked: false })
  expect(csms.of('StopTransaction')).toMatchObject([{ transactionId: -1 }])
  const keys = station.history.calls
    .filter((call) => call.action === 'StartTransaction')
    .map((call) => call.businessKey)
  expect(new Set(keys).size).toBe(1)
})

test.each(VERSIONS)('%s: a refused token ends the session it started', async (version) => {
  await using fixture = await startStation(version, {}, (csms) => {
    csms.answer = (call) =>
      ['StartTransaction', 'TransactionEvent'].includes(call.action)
        ? {
            ok: true,
            payload: { transactionId: 7, idTagInfo: { status: 'Invalid' }, idTokenInfo: { status: 'Invalid' } },
          }
        : undefined
  })
  await fixture.online()
  await fixture.charge(0)
  await eventually('session ended', () => fixture.station.history.sessions[0]?.stoppedAtMs !== undefined)
  expect(fixture.station.history.sessions[0]?.stopReason).toBe('deauthorized')
})

test.each(VERSIONS)('%s: a refused card starts nothing', async (version) => {
  await using fixture = await startStation(version, {}, (csms) => {
    csms.answer = (call) =>
      call.action === 'Authorize'
        ? { ok: true, payload: { idTagInfo: { status: 'Blocked' }, idTokenInfo: { status: 'Blocked' } } }
        : undefined
  })
  await fixture.online()
  fixture.station.plugIn(1, CAR)
  expect(await fixture.station.presentCard(1, 'CARD01')).toBe(false)
  expect(fixture.station.history.sessions).toEqual([])
})

test('a card held up first waits for the cable, but not longer than the connection time-out', async () => {
  await using fixture = await startStation('1.6', { settings: { ConnectionTimeOut: '60' } })
  const { station, world, csms } = fixture
  await fixture.online()
  await station.presentCard(1, 'CARD01')
  await world.advanceAsync(59_000)
  station.plugIn(1, CAR)
  expect(station.history.sessions).toHaveLength(1)
  station.unplug(1)
  await station.presentCard(1, 'CARD02')
  await world.advanceAsync(61_000)
  station.plugIn(1, CAR)
  expect(station.history.sessions).toHaveLength(1)
  await fixture.delivered()
  expect(csms.violations).toEqual([])
})
