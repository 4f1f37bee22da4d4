import type { OcppVersion } from '@stationmaster/ocpp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { eventually, startTestCsms, type TestCsms } from '../testing/test-csms.ts'
import { createSystemScheduler, type RunningScheduler } from '../time/scheduler.ts'
import { createVirtualScheduler, type VirtualScheduler } from '../time/virtual-scheduler.ts'
import type { StationOptions } from './options.ts'
import { createStation, type Station } from './station.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
const CAR = {
  vehicle: {
    model: 'Test',
    batteryWh: 50_000,
    acPhases: 3,
    acMaxCurrentA: 16,
    dcMaxPowerW: 100_000,
    packVoltageV: 400,
    targetSocPct: 100,
  },
  socPct: 40,
} as const
const MINUTE_MS = 60_000

let csms: TestCsms
let world: VirtualScheduler
let network: RunningScheduler
let station: Station

beforeEach(async () => {
  csms = await startTestCsms()
  world = createVirtualScheduler()
  network = createSystemScheduler()
})

afterEach(async () => {
  await station.stop()
  network.stop()
  await csms.close()
})

function start(version: OcppVersion, more: Partial<StationOptions> = {}): Station {
  station = createStation({
    identity: `CS-${version}`,
    url: csms.url,
    version,
    evses: [{ hardware: { kind: 'ac', phases: 3, maxCurrentA: 16 }, meterStartWh: 5_000 }],
    scheduler: world,
    network,
    random: createRandom('session'),
    history: true,
    ...more,
    settings: { backOffMinimum: '0', backOffRandom: '0', messageInterval: '0', ...more.settings },
  })
  station.start()
  return station
}

const online = () => eventually('station online', () => station.online)
/** Everything made so far has been delivered. */
const delivered = () => eventually('queue empty', () => station.queued === 0)

async function charge(minutes: number): Promise<void> {
  station.plugIn(1, CAR)
  expect(await station.presentCard(1, 'CARD01')).toBe(true)
  await world.advanceAsync(minutes * MINUTE_MS)
  await delivered()
}

test.each(VERSIONS)('a whole %s session: start, meter values, stop', async (version) => {
  start(version, { password: 'correct-horse-1234' })
  await online()
  await charge(30)
  expect(await station.presentCard(1, 'CARD01')).toBe(true)
  station.unplug(1)
  await delivered()

  const [session] = station.history.sessions
  expect(session).toMatchObject({ evseId: 1, idToken: 'CARD01', meterStartWh: 5_000, startAcked: true, stopAcked: true })
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
  start('1.6')
  await online()
  await charge(10)
  await station.presentCard(1, 'CARD01')
  station.unplug(1)
  await delivered()
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
  start(version)
  await online()
  await charge(10)
  station.unplug(1)
  await delivered()

  const events = csms.of('TransactionEvent')
  expect(events.map((event) => event['seqNo'])).toEqual(events.map((_, index) => index))
  expect(events[0]).toMatchObject({ eventType: 'Started', triggerReason: 'Authorized', idToken: { idToken: 'CARD01' } })
  expect(events.at(-1)).toMatchObject({
    eventType: 'Ended',
    triggerReason: 'EVDeparted',
    transactionInfo: { stoppedReason: 'EVDisconnected' },
  })
  const states = events.flatMap((event) => (event['triggerReason'] === 'ChargingStateChanged' ? [event] : []))
  expect(states).toMatchObject([{ transactionInfo: { chargingState: 'Charging' } }])
  expect(new Set(csms.of('StatusNotification').map((payload) => payload['connectorStatus']))).toEqual(
    new Set(['Available', 'Occupied']),
  )
})

test.each(VERSIONS)('%s: a session with the network away is delivered afterwards, in order, without a new boot', async (version) => {
  start(version)
  await online()
  csms.refuse(true)
  csms.disconnect(station.identity)
  await eventually('offline', () => !station.online)
  station.plugIn(1, CAR)
  expect(await station.presentCard(1, 'CARD01')).toBe(true)
  await world.advanceAsync(20 * MINUTE_MS)
  station.unplug(1)
  const waiting = station.queued
  expect(waiting).toBeGreaterThan(10)
  csms.refuse(false)
  await online()
  await delivered()

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
})

test('a retried message carries a new message id and the same content; it is dropped after the configured attempts', async () => {
  csms.answer = (call) =>
    call.action === 'StartTransaction' ? { ok: false, code: 'InternalError', description: 'database away' } : undefined
  start('1.6', { settings: { TransactionMessageAttempts: '4' } })
  await online()
  await charge(2)
  station.unplug(1)
  await delivered()

  expect(csms.of('StartTransaction')).toHaveLength(4)
  expect(new Set(csms.of('StartTransaction').map((payload) => JSON.stringify(payload))).size).toBe(1)
  const ids = station.history.frames.flatMap(({ direction, text }) => {
    const frame: unknown = JSON.parse(text)
    return direction === 'sent' && Array.isArray(frame) && frame[2] === 'StartTransaction' ? [String(frame[1])] : []
  })
  expect(new Set(ids).size).toBe(4)
  expect(station.history.sessions[0]).toMatchObject({ dropped: true, startAcked: false })
  expect(csms.of('StopTransaction')).toMatchObject([{ transactionId: -1 }])
})

test.each(VERSIONS)('%s: a refused token ends the session it started offline', async (version) => {
  csms.answer = (call) =>
    ['StartTransaction', 'TransactionEvent'].includes(call.action)
      ? { ok: true, payload: { transactionId: 7, idTagInfo: { status: 'Invalid' }, idTokenInfo: { status: 'Invalid' } } }
      : undefined
  start(version)
  await online()
  await charge(0)
  await eventually('session ended', () => station.history.sessions[0]?.stoppedAtMs !== undefined)
  expect(station.history.sessions[0]?.stopReason).toBe('deauthorized')
})
