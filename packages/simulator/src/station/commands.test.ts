import type { JsonObject } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { CAR } from '../testing/car.ts'
import { MINUTE_MS, type StationFixture, startStation } from '../testing/station-fixture.ts'
import { eventually } from '../testing/test-csms.ts'

/** Sends a command and returns the payload of its result. */
async function result(fixture: StationFixture, action: string, payload: object): Promise<JsonObject> {
  const outcome = await fixture.csms.command(fixture.station.identity, action, payload)
  if (outcome.kind !== 'result') throw new Error(`${action} came to ${JSON.stringify(outcome)}`)
  return outcome.payload
}

test('1.6 remote start and stop', async () => {
  await using fixture = await startStation('1.6')
  const { station, csms, world } = fixture
  await fixture.online()
  expect(await result(fixture, 'RemoteStartTransaction', { connectorId: 1, idTag: 'APP' })).toEqual({
    status: 'Accepted',
  })
  await eventually('waiting for the cable', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Preparing')
  station.plugIn(1, CAR)
  await world.advanceAsync(5 * MINUTE_MS)
  await fixture.delivered()
  expect(await result(fixture, 'RemoteStartTransaction', { connectorId: 1, idTag: 'APP' })).toEqual({
    status: 'Rejected',
  })
  const transactionId = Number(station.history.sessions[0]?.transactionId)
  expect(await result(fixture, 'RemoteStopTransaction', { transactionId: transactionId + 1 })).toEqual({
    status: 'Rejected',
  })
  expect(await result(fixture, 'RemoteStopTransaction', { transactionId })).toEqual({ status: 'Accepted' })
  await eventually('stopped', () => csms.of('StopTransaction').length === 1)
  expect(csms.of('StopTransaction')[0]).toMatchObject({ reason: 'Remote', transactionId })
  expect(csms.violations).toEqual([])
})

test.each(['2.0.1', '2.1'] as const)('%s remote start and stop', async (version) => {
  await using fixture = await startStation(version)
  const { station, csms, world } = fixture
  await fixture.online()
  const idToken = { idToken: 'APP', type: 'Central' }
  expect(await result(fixture, 'RequestStartTransaction', { remoteStartId: 42, evseId: 1, idToken })).toMatchObject({
    status: 'Accepted',
  })
  station.plugIn(1, CAR)
  await eventually('started', () => csms.of('TransactionEvent').length > 0)
  expect(csms.of('TransactionEvent')[0]).toMatchObject({
    triggerReason: 'RemoteStart',
    transactionInfo: { remoteStartId: 42 },
  })
  await world.advanceAsync(MINUTE_MS)
  const { transactionId } = station.history.sessions[0] ?? {}
  expect(await result(fixture, 'GetTransactionStatus', { transactionId })).toMatchObject({ ongoingIndicator: true })
  expect(await result(fixture, 'RequestStopTransaction', { transactionId })).toMatchObject({ status: 'Accepted' })
  await eventually('ended', () => csms.of('TransactionEvent').at(-1)?.['eventType'] === 'Ended')
  expect(csms.of('TransactionEvent').at(-1)).toMatchObject({ transactionInfo: { stoppedReason: 'Remote' } })
  expect(csms.violations).toEqual([])
})

test.each([
  ['1.6', { type: 'Soft' }, 'SoftReset'],
  ['1.6', { type: 'Hard' }, 'HardReset'],
  ['2.0.1', { type: 'Immediate' }, 'ImmediateReset'],
] as const)('%s reset %o ends the session, reboots and boots', async (version, payload, reason) => {
  await using fixture = await startStation(version)
  const { csms, station, world } = fixture
  await fixture.online()
  await fixture.charge(5)
  expect(await result(fixture, 'Reset', payload)).toMatchObject({ status: 'Accepted' })
  await eventually('session ends or power is off', () => {
    world.advance(5_000)
    return station.registration === 'none'
  })
  world.advance(60_000)
  await eventually('second boot', () => csms.of('BootNotification').length === 2)
  await fixture.delivered()
  const stops = version === '1.6' ? csms.of('StopTransaction') : csms.of('TransactionEvent').slice(-1)
  const told = version === '1.6' ? { reason } : { transactionInfo: { stoppedReason: reason } }
  const [stop] = stops
  expect(stop).toMatchObject(told)
  // The reset may cut the answer off: then the same is said again after the boot, and nothing else.
  for (const again of stops) expect(again).toEqual(stop)
  expect(csms.violations).toEqual([])
})

test('2.x reset on idle waits for the session', async () => {
  await using fixture = await startStation('2.0.1')
  const { csms, station, world } = fixture
  await fixture.online()
  await fixture.charge(5)
  expect(await result(fixture, 'Reset', { type: 'OnIdle' })).toMatchObject({ status: 'Scheduled' })
  station.unplug(1)
  await fixture.delivered()
  await eventually('power off', () => {
    world.advance(1_000)
    return !station.online
  })
  world.advance(60_000)
  await eventually('second boot', () => csms.of('BootNotification').length === 2)
})

test('1.6 availability waits for the session; unlock ends it', async () => {
  await using fixture = await startStation('1.6')
  const { csms } = fixture
  await fixture.online()
  await fixture.charge(2)
  const away = { connectorId: 1, type: 'Inoperative' }
  expect(await result(fixture, 'ChangeAvailability', away)).toEqual({ status: 'Scheduled' })
  expect(await result(fixture, 'UnlockConnector', { connectorId: 9 })).toEqual({ status: 'NotSupported' })
  expect(await result(fixture, 'UnlockConnector', { connectorId: 1 })).toEqual({ status: 'Unlocked' })
  await eventually('unavailable', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Unavailable')
  expect(csms.of('StopTransaction')[0]).toMatchObject({ reason: 'UnlockCommand' })
  fixture.station.unplug(1)
  expect(fixture.station.plugIn(1, CAR)).toBe(false)
  expect(await result(fixture, 'ChangeAvailability', { connectorId: 0, type: 'Operative' })).toEqual({
    status: 'Accepted',
  })
  await eventually('available', () => csms.of('StatusNotification').at(-1)?.['status'] === 'Available')
})

test('1.6 configuration: read, write, refuse, unknown', async () => {
  await using fixture = await startStation('1.6')
  await fixture.online()
  const change = (key: string, value: string) => result(fixture, 'ChangeConfiguration', { key, value })
  expect(await change('MeterValueSampleInterval', '15')).toEqual({ status: 'Accepted' })
  expect(await change('MeterValueSampleInterval', 'soon')).toEqual({ status: 'Rejected' })
  expect(await change('NumberOfConnectors', '9')).toEqual({ status: 'Rejected' })
  expect(await change('Nonsense', '1')).toEqual({ status: 'NotSupported' })
  expect(await result(fixture, 'GetConfiguration', { key: ['meterValueSampleInterval', 'Nonsense'] })).toEqual({
    configurationKey: [{ key: 'MeterValueSampleInterval', readonly: false, value: '15' }],
    unknownKey: ['Nonsense'],
  })
  const all = await result(fixture, 'GetConfiguration', {})
  expect(all['configurationKey']).toContainEqual({ key: 'AuthorizationKey', readonly: false })
  await fixture.charge(2)
  expect(fixture.csms.of('MeterValues')).toHaveLength(7)
})

test('2.x variables: read, write, refuse, unknown', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  const interval = { component: { name: 'SampledDataCtrlr' }, variable: { name: 'TxUpdatedInterval' } }
  const strange = { component: { name: 'Toaster' }, variable: { name: 'Heat' } }
  const power = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } }
  const set = await result(fixture, 'SetVariables', {
    setVariableData: [
      { ...interval, attributeValue: '15' },
      { ...power, attributeValue: '1' },
      { ...strange, attributeValue: '1' },
    ],
  })
  expect(set['setVariableResult']).toMatchObject([
    { attributeStatus: 'Accepted' },
    { attributeStatus: 'Rejected' },
    { attributeStatus: 'UnknownComponent' },
  ])
  const get = await result(fixture, 'GetVariables', { getVariableData: [interval, power, strange] })
  expect(get['getVariableResult']).toMatchObject([
    { attributeStatus: 'Accepted', attributeValue: '15' },
    { attributeStatus: 'Accepted', attributeValue: '0' },
    { attributeStatus: 'UnknownComponent' },
  ])
})

test('2.x base report comes in numbered pages, the last one saying so', async () => {
  await using fixture = await startStation('2.1')
  await fixture.online()
  expect(await result(fixture, 'GetBaseReport', { requestId: 5, reportBase: 'FullInventory' })).toMatchObject({
    status: 'Accepted',
  })
  await eventually('last page', () => fixture.csms.of('NotifyReport').at(-1)?.['tbc'] === false)
  const pages = fixture.csms.of('NotifyReport')
  expect(pages.length).toBeGreaterThan(1)
  expect(pages.map((page) => [page['requestId'], page['seqNo'], page['tbc']])).toEqual(
    pages.map((_, index) => [5, index, index < pages.length - 1]),
  )
  expect(fixture.csms.violations).toEqual([])
})

test.each([
  ['1.6', 'StatusNotification', 'StatusNotification'],
  ['1.6', 'MeterValues', 'MeterValues'],
  ['1.6', 'Heartbeat', 'Heartbeat'],
  ['1.6', 'FirmwareStatusNotification', 'FirmwareStatusNotification'],
  ['2.0.1', 'StatusNotification', 'StatusNotification'],
  ['2.0.1', 'MeterValues', 'MeterValues'],
  ['2.1', 'TransactionEvent', 'TransactionEvent'],
  ['2.1', 'LogStatusNotification', 'LogStatusNotification'],
] as const)('%s trigger of %s sends it', async (version, requestedMessage, action) => {
  await using fixture = await startStation(version)
  await fixture.online()
  await fixture.charge(1)
  const before = fixture.csms.of(action).length
  expect(await result(fixture, 'TriggerMessage', { requestedMessage })).toMatchObject({ status: 'Accepted' })
  await eventually(action, () => fixture.csms.of(action).length > before)
  expect(fixture.csms.violations).toEqual([])
})

test.each([
  ['1.6', 'Levitate', {}, 'NotImplemented'],
  ['1.6', '__proto__', {}, 'NotImplemented'],
  ['2.1', 'constructor', {}, 'NotImplemented'],
] as const)('%s answers %s with %s', async (version, action, payload, code) => {
  await using fixture = await startStation(version)
  await fixture.online()
  const outcome = await fixture.csms.command(fixture.station.identity, action, payload)
  expect(outcome).toMatchObject({ kind: 'error', code })
})

test('a command against the schema is refused, and the station goes on', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  const outcome = await fixture.csms.command('CS-2.0.1', 'Reset', { type: 'Gently' })
  expect(outcome).toMatchObject({ kind: 'error' })
  expect(await result(fixture, 'ClearCache', {})).toMatchObject({ status: 'Accepted' })
  expect(await result(fixture, 'DataTransfer', { vendorId: 'nobody' })).toMatchObject({ status: 'UnknownVendorId' })
})
