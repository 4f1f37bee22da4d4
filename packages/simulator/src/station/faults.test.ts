import { expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { CAR } from '../testing/car.ts'
import { MINUTE_MS, startStation } from '../testing/station-fixture.ts'
import { eventually } from '../testing/test-csms.ts'
import { createVirtualScheduler } from '../time/virtual-scheduler.ts'
import { createFaultDice } from './faults.ts'

test('connector fault: the session ends, the connector tells the error code and recovers', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms, world } = fixture
  await fixture.online()
  await fixture.charge(5)
  station.injectFault('connector-fault', 1)
  await eventually('faulted', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Faulted')
  expect(csms.of('StatusNotification').at(-1)?.['errorCode']).not.toBe('NoError')
  await fixture.delivered()
  expect(csms.of('StopTransaction')).toHaveLength(1)
  await world.advanceAsync(91 * MINUTE_MS)
  await eventually('recovered', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Finishing')
  expect(csms.violations).toEqual([])
})

test('connector fault in 2.x: Faulted, and an event that says what', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  fixture.station.injectFault('connector-fault', 1)
  await eventually('event', () => fixture.csms.of('NotifyEvent').length === 1)
  expect(fixture.csms.of('StatusNotification').at(-1)).toMatchObject({ connectorStatus: 'Faulted' })
  expect(fixture.csms.violations).toEqual([])
})

test.each(['1.6', '2.0.1'] as const)(
  '%s power loss mid-session: the stop comes after the reboot, dated when it went dark',
  async (version) => {
    await using fixture = await startStation(version, { behaviour: { powerLossMs: 60_000 } })
    const { station, csms, world } = fixture
    await fixture.online()
    await fixture.charge(5)
    const lostAtMs = world.now()
    station.injectFault('power-loss')
    expect(station.registration).toBe('none')
    await eventually('second boot', () => {
      world.advance(MINUTE_MS)
      return csms.of('BootNotification').length === 2
    })
    await fixture.delivered()
    const timestamp = new Date(lostAtMs).toISOString()
    if (version === '1.6') expect(csms.of('StopTransaction')).toMatchObject([{ reason: 'PowerLoss', timestamp }])
    else {
      const last = csms.of('TransactionEvent').at(-1)
      expect(last).toMatchObject({ eventType: 'Ended', timestamp, transactionInfo: { stoppedReason: 'PowerLoss' } })
    }
  },
)

test.each(['drop-clean', 'drop-abrupt'] as const)('%s: the station comes back by itself', async (name) => {
  await using fixture = await startStation('1.6')
  await fixture.online()
  fixture.station.injectFault(name)
  await eventually('second connection', () => fixture.csms.handshakes.length === 2)
  await fixture.online()
})

test('offline: no dial until the network is back', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms, world } = fixture
  await fixture.online()
  station.injectFault('offline')
  await eventually('socket gone', () => station.statistics.disconnects === 1)
  await world.advanceAsync(MINUTE_MS)
  expect(csms.handshakes).toHaveLength(1)
  await world.advanceAsync(60 * MINUTE_MS)
  await fixture.online()
  expect(csms.handshakes).toHaveLength(2)
  expect(csms.of('BootNotification')).toHaveLength(1)
})

test('reconnect storm: redials without waiting', async () => {
  await using fixture = await startStation('1.6', { settings: { RetryBackOffWaitMinimum: '3600' } })
  await fixture.online()
  fixture.station.injectFault('reconnect-storm')
  await eventually('second connection', () => fixture.csms.handshakes.length === 2)
})

test('meter reset mid-session: the register falls, the truth does not', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms } = fixture
  await fixture.online()
  await fixture.charge(10)
  station.injectFault('meter-reset', 1)
  await fixture.world.advanceAsync(10 * MINUTE_MS)
  station.unplug(1)
  await fixture.delivered()
  const session = station.history.sessions[0]
  expect(csms.of('StopTransaction')[0]?.['meterStop']).toBeLessThan(5_000)
  expect(session?.trueEnergyWh).toBeGreaterThan(3_000)
})

test('meterStart placeholder, stop without id, duplicates', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms } = fixture
  await fixture.online()
  for (const name of ['meter-start-zero', 'stop-without-id', 'duplicate-send'] as const) station.injectFault(name)
  await fixture.charge(3)
  station.unplug(1)
  await fixture.delivered()
  expect(csms.of('StartTransaction')).toHaveLength(2)
  expect(csms.of('StartTransaction')[1]).toEqual(csms.of('StartTransaction')[0])
  expect(csms.of('StartTransaction')[0]).toMatchObject({ meterStart: 0 })
  expect(csms.of('StopTransaction')).toMatchObject([{ transactionId: -1 }])
})

test('seqNo always 0, and an offline queue replayed in random order', async () => {
  await using fixture = await startStation('2.0.1', { faults: { 'seq-zero': 1, 'shuffle-queue': 1 } })
  const { station, csms, world } = fixture
  await fixture.online()
  csms.refuse(true)
  csms.disconnect(station.identity)
  await eventually('offline', () => !station.online)
  station.plugIn(1, CAR)
  await station.presentCard(1, 'CARD')
  await world.advanceAsync(30 * MINUTE_MS)
  csms.refuse(false)
  await fixture.online()
  await fixture.delivered()
  const events = csms.of('TransactionEvent')
  const times = events.map((event) => String(event['timestamp']))
  expect(events.every((event) => event['seqNo'] === 0)).toBe(true)
  expect(times).not.toEqual([...times].sort())
})

test('a misspelling station breaks the schema where real ones do', async () => {
  await using fixture = await startStation('1.6', { faults: { misspelt: 1 } })
  await fixture.online()
  await fixture.charge(6 * 60)
  const statuses = fixture.csms.of('StatusNotification').map((payload) => payload['status'])
  expect(statuses).toContain('SuspendedEv')
  expect(JSON.stringify(fixture.csms.of('MeterValues')[0])).toContain('Celcius')
  expect(fixture.csms.violations.length).toBeGreaterThan(0)
})

test('no subprotocol header, and a clock that is wrong', async () => {
  await using fixture = await startStation('1.6', { faults: { 'no-subprotocol': 1, 'clock-skew': 1 } })
  await fixture.online()
  await eventually('a status', () => fixture.csms.of('StatusNotification').length > 0)
  expect(fixture.csms.handshakes[0]?.protocol).toBeUndefined()
  const told = Date.parse(String(fixture.csms.of('StatusNotification')[0]?.['timestamp']))
  expect(Math.abs(told - fixture.world.now())).toBeGreaterThan(5 * MINUTE_MS)
})

test('a command that gets no answer does not stop the next one', async () => {
  await using fixture = await startStation('1.6')
  await fixture.online()
  fixture.station.injectFault('no-response')
  const silent = fixture.csms.command('CS-1.6', 'ClearCache', {})
  await eventually('command seen', () => fixture.station.statistics.commands === 1)
  fixture.csms.disconnect('CS-1.6')
  expect(await silent).toEqual({ kind: 'unknown' })
  await eventually('second connection', () => fixture.csms.handshakes.length === 2)
  await fixture.online()
  expect(await fixture.csms.command('CS-1.6', 'ClearCache', {})).toMatchObject({ kind: 'result' })
})

test('a slow answer comes, but late', async () => {
  const network = createVirtualScheduler()
  await using fixture = await startStation('1.6', { network })
  await fixture.online()
  fixture.station.injectFault('slow-response')
  let answered = false
  const outcome = fixture.csms.command('CS-1.6', 'ClearCache', {}).finally(() => {
    answered = true
  })
  await eventually('command seen', () => fixture.station.statistics.commands === 1)
  await network.advanceAsync(4_900)
  expect(answered).toBe(false)
  await network.advanceAsync(40_000)
  expect(await outcome).toMatchObject({ kind: 'result' })
})

test('dice: rates of 0 and 1, permanent faults, and forcing', () => {
  const dice = createFaultDice({ 'meter-reset': 1, misspelt: 1, offline: 0.5 }, createRandom(1))
  expect(dice.roll('meter-reset')).toBe(true)
  expect(dice.roll('power-loss')).toBe(false)
  expect(dice.has('misspelt')).toBe(true)
  expect(dice.hourly()).toEqual([['offline', 0.5]])
  dice.force('power-loss')
  expect([dice.roll('power-loss'), dice.roll('power-loss')]).toEqual([true, false])
  dice.force('seq-zero')
  expect(dice.has('seq-zero')).toBe(true)
})
