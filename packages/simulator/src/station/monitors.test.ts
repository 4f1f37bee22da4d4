import type { JsonObject } from '@stationmaster/ocpp'
import { expect, test } from 'vitest'
import { MINUTE_MS, type StationFixture, startStation } from '../testing/station-fixture.ts'
import { eventually } from '../testing/test-csms.ts'

const POWER = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } }

async function result(fixture: StationFixture, action: string, payload: object): Promise<JsonObject> {
  const outcome = await fixture.csms.command(fixture.station.identity, action, payload)
  if (outcome.kind !== 'result') throw new Error(`${action} came to ${JSON.stringify(outcome)}`)
  return outcome.payload
}

async function monitor(fixture: StationFixture, data: object): Promise<JsonObject> {
  const answer = await result(fixture, 'SetVariableMonitoring', {
    setMonitoringData: [{ severity: 5, ...POWER, ...data }],
  })
  const [first] = answer['setMonitoringResult'] as JsonObject[]
  if (first === undefined) throw new Error('no result')
  // Watching begins after the answer.
  await new Promise((resolve) => setImmediate(resolve))
  return first
}

interface Told {
  readonly trigger: string
  readonly cleared: boolean
  readonly variableMonitoringId: number
}

function told({ csms }: StationFixture): Told[] {
  return csms.of('NotifyEvent').flatMap((payload) => payload['eventData'] as unknown as Told[])
}

test('a threshold speaks once when it is passed, and once when that is over', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  const { id } = await monitor(fixture, { type: 'UpperThreshold', value: 1000 })
  await fixture.charge(5)
  await eventually('passed', () => told(fixture).length === 1)
  expect(told(fixture)).toMatchObject([{ trigger: 'Alerting', cleared: false, variableMonitoringId: id }])
  fixture.station.unplug(1)
  await fixture.world.advanceAsync(MINUTE_MS)
  await eventually('over', () => told(fixture).length === 2)
  expect(told(fixture)[1]).toMatchObject({ cleared: true })
  expect(fixture.csms.violations).toEqual([])
})

test('a monitor of transactions is silent without one, and less serious events than the level are not sent', async () => {
  await using fixture = await startStation('2.1')
  await fixture.online()
  await monitor(fixture, { type: 'Periodic', value: 10, transaction: true })
  await monitor(fixture, { type: 'Periodic', value: 10, severity: 8 })
  await result(fixture, 'SetMonitoringLevel', { severity: 5 })
  await fixture.world.advanceAsync(MINUTE_MS)
  expect(told(fixture)).toEqual([])
  await fixture.charge(1)
  await eventually('speaks', () => told(fixture).length > 1)
  expect(new Set(told(fixture).map(({ variableMonitoringId }) => variableMonitoringId))).toEqual(new Set([1]))
  expect(fixture.csms.violations).toEqual([])
})

test('what cannot be watched is refused for its reason', async () => {
  await using fixture = await startStation('2.1')
  await fixture.online()
  const station = { component: { name: 'ChargingStation' } }
  for (const [data, status] of [
    [{ type: 'Delta', value: 1 }, 'Accepted'],
    [{ type: 'Delta', value: 2 }, 'Duplicate'],
    [{ type: 'Delta', value: 2, id: 1 }, 'Accepted'],
    [{ type: 'Delta', value: 2, id: 77 }, 'Rejected'],
    [{ type: 'Delta', value: -1, severity: 6 }, 'Rejected'],
    [{ type: 'TargetDelta', value: 1 }, 'UnsupportedMonitorType'],
    [
      { type: 'UpperThreshold', value: 1, ...station, variable: { name: 'AvailabilityState' } },
      'UnsupportedMonitorType',
    ],
    [{ type: 'Delta', value: 1, ...station, variable: { name: 'Model' } }, 'UnsupportedMonitorType'],
    [{ type: 'Delta', value: 1, ...station, variable: { name: 'Nothing' } }, 'UnknownVariable'],
    [{ type: 'Delta', value: 1, component: { name: 'Nothing' } }, 'UnknownComponent'],
  ] as const) {
    expect(await monitor(fixture, data)).toMatchObject({ status })
  }
})

test('numbers are held to the limits that the device model states', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  const attempts = {
    component: { name: 'OCPPCommCtrlr' },
    variable: { name: 'MessageAttempts', instance: 'TransactionEvent' },
  }
  const { setVariableResult } = await result(fixture, 'SetVariables', {
    setVariableData: ['0', '10'].map((attributeValue) => ({ ...attempts, attributeValue })),
  })
  expect(setVariableResult).toMatchObject([{ attributeStatus: 'Rejected' }, { attributeStatus: 'Accepted' }])
})
