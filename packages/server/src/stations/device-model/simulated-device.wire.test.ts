import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { type SimulatedStation, startSimulatedStation } from '../../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

const PATIENCE = { timeout: 30_000 }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ CONFIGURATION_SETTLE_S: '0' })
})
afterAll(() => app[Symbol.asyncDispose]())

describe.each(['2.0.1', '2.1'] as const)('a simulated station that speaks OCPP %s', (version) => {
  const params = { stationId: `SIM-${version}` }
  let simulated: SimulatedStation
  beforeAll(async () => {
    simulated = await startSimulatedStation(app, params.stationId, version)
  })
  afterAll(() => simulated[Symbol.asyncDispose]())

  const send = (command: z.input<typeof CommandBody>) =>
    app.call('sendCommand', { params, query: { wait: 20 }, body: { command } })
  const reportOf = (id: string) => app.call('getCommandReport', { params: { id } }).catch(() => undefined)
  const events = async (monitorId: number) =>
    (await app.call('listMonitorEvents', { params, query: { monitorId } })).items

  test('reports its device model, whole and in part', async () => {
    const { id } = await send({ kind: 'getBaseReport' })
    await expect.poll(() => reportOf(id), PATIENCE).toMatchObject({ state: 'complete' })
    const power = await app.call('listStationVariables', { params, query: { component: 'evse', variable: 'power' } })
    expect(power.items).toMatchObject([
      { evseId: 1, value: '0', characteristics: { unit: 'W', maxLimit: 11_040, supportsMonitoring: true } },
    ])
    const { items } = await app.call('listStationComponents', { params, query: { search: 'connector' } })
    expect(items).toMatchObject([{ component: 'Connector', evseId: 1, connectorId: 1 }])
    const attempts = await app.call('listStationVariables', { params, query: { variable: 'MessageAttempts' } })
    expect(attempts.items).toMatchObject([{ variableInstance: 'TransactionEvent', characteristics: { maxLimit: 100 } }])
    const { id: part } = await send({ kind: 'getReport', places: [{ component: 'EVSE', evseId: 1 }] })
    await expect.poll(() => reportOf(part), PATIENCE).toMatchObject({ state: 'complete' })
    const problem = await send({ kind: 'getReport', criteria: ['Problem'] })
    expect(problem).toMatchObject({ state: 'accepted', status: 'EmptyResultSet' })
  })

  test('watches what it is told to, and says so', async () => {
    const evse = { component: 'EVSE', evseId: 1 }
    const set = await send({
      kind: 'setVariableMonitoring',
      monitors: [
        { ...evse, variable: 'Power', type: 'UpperThreshold', value: 1000, severity: 4 },
        { ...evse, variable: 'AvailabilityState', type: 'Delta', value: 1, severity: 8 },
        { ...evse, variable: 'Power', type: 'Periodic', value: 1, severity: 9 },
        { ...evse, variable: 'NoSuchThing', type: 'Periodic', value: 1, severity: 9 },
        { component: 'ChargingStation', variable: 'Model', type: 'Delta', value: 1, severity: 9 },
      ],
    })
    expect(set.answer).toMatchObject({
      monitors: [
        { status: 'Accepted' },
        { status: 'Accepted' },
        { status: 'Accepted' },
        { status: 'UnknownVariable' },
        { status: 'UnsupportedMonitorType' },
      ],
    })
    const monitors = async () => (await app.call('listStationMonitors', { params })).items
    await expect.poll(async () => (await monitors()).length, PATIENCE).toBe(3)
    const [threshold = 0, delta = 0, periodic = 0] = (await monitors()).map(({ monitorId }) => monitorId)
    await expect.poll(async () => (await events(periodic)).length, PATIENCE).toBeGreaterThan(1)
    await simulated.charge()
    await expect.poll(() => events(threshold), PATIENCE).toMatchObject([{ trigger: 'Alerting', cleared: false }])
    await expect.poll(() => events(delta), PATIENCE).toMatchObject([{ trigger: 'Delta', actualValue: 'Occupied' }])
    simulated.station.unplug(1)
    await expect.poll(() => events(threshold), PATIENCE).toMatchObject([{ cleared: true }, { cleared: false }])

    const { id } = await send({ kind: 'getMonitoringReport', criteria: ['ThresholdMonitoring'] })
    await expect.poll(() => reportOf(id), PATIENCE).toMatchObject({ kind: 'monitors', state: 'complete' })
    expect(await send({ kind: 'setMonitoringLevel', severity: 4 })).toMatchObject({ state: 'accepted' })
    const cleared = await send({ kind: 'clearVariableMonitoring', monitorIds: [delta, 999] })
    expect(cleared.answer).toMatchObject({ clearedMonitors: [{ status: 'Accepted' }, { status: 'NotFound' }] })
    await expect
      .poll(async () => (await monitors()).map(({ monitorId }) => monitorId), PATIENCE)
      .toEqual([threshold, periodic])
    expect(await send({ kind: 'setMonitoringBase', base: 'FactoryDefault' })).toMatchObject({ state: 'accepted' })
    await expect.poll(monitors, PATIENCE).toEqual([])
  })

  test('tells what it knows of a customer, and forgets it', async () => {
    const token = `T${params.stationId}`
    const ask = async (clear: boolean) => {
      const { id } = await send({ kind: 'customerInformation', idToken: token, clear })
      await expect.poll(() => reportOf(id), PATIENCE).toMatchObject({ kind: 'customer', state: 'complete' })
      return (await reportOf(id))?.text
    }
    expect(await ask(true)).toBe(`The token ${token} was accepted before.`)
    expect(await ask(false)).toBe('Nothing is known of this customer.')
  })

  test('says whether messages wait', async () => {
    expect(await send({ kind: 'getTransactionStatus' })).toMatchObject({ answer: { data: { messagesInQueue: false } } })
  })

  test('is kept configured as its template says', async () => {
    const entries = [
      { kind: 'setting', setting: 'transactionMessageAttempts', value: '10', min: 10 },
      { kind: 'setting', setting: 'heartbeatInterval', value: '90000' },
    ] as const
    await app.call('createTemplate', {
      body: { name: params.stationId, conditions: { stationIds: [params.stationId] }, entries: [...entries] },
    })
    await expect
      .poll(() => app.call('getDesiredConfiguration', { params }), PATIENCE)
      .toMatchObject({
        state: 'rejected',
        items: [
          { variable: 'HeartbeatInterval', state: 'rejected', reason: 'must be at most 86400 s (maxLimit)' },
          { variable: 'MessageAttempts', state: 'inLine', actual: '10' },
        ],
      })
  })
})

test('a stream of a simulated 2.1 station carries the values of its monitor until that is cleared', async () => {
  const params = { stationId: 'SIM-STREAM' }
  await using _ = await startSimulatedStation(app, params.stationId, '2.1')
  const send = (command: z.input<typeof CommandBody>) =>
    app.call('sendCommand', { params, query: { wait: 20 }, body: { command } })
  await send({
    kind: 'setVariableMonitoring',
    monitors: [
      {
        component: 'EVSE',
        evseId: 1,
        variable: 'Power',
        type: 'Periodic',
        value: 1,
        severity: 9,
        stream: { values: 2 },
      },
    ],
  })
  const streams = async () => (await app.call('listEventStreams', { params })).items
  await expect.poll(streams, PATIENCE).toMatchObject([{ streamId: 1, values: 2, closedAt: null }])
  const values = async () => (await app.call('listStreamValues', { params: { ...params, streamId: 1 } })).items
  await expect.poll(async () => (await values()).length, PATIENCE).toBeGreaterThan(1)
  expect(await send({ kind: 'getPeriodicEventStreams' })).toMatchObject({ answer: { streams: [{ streamId: 1 }] } })
  const adjusted = await send({ kind: 'adjustPeriodicEventStream', streamId: 1, pace: { intervalS: 1 } })
  expect(adjusted).toMatchObject({ state: 'accepted' })
  const custom = await send({ kind: 'triggerMessage', message: 'CustomTrigger', customTrigger: 'SelfTest' })
  expect(custom).toMatchObject({ state: 'accepted' })
  await expect
    .poll(async () => (await app.call('listMonitorEvents', { params })).items, PATIENCE)
    .toMatchObject([{ variable: 'SelfTest', actualValue: 'Passed' }])
  const [{ monitorId } = { monitorId: 0 }] = await streams()
  await send({ kind: 'clearVariableMonitoring', monitorIds: [monitorId] })
  await expect.poll(streams, PATIENCE).toMatchObject([{ closedAt: expect.any(String) }])
})

test('1.6 keys have effects: aligned readings come when their interval is set', async () => {
  const params = { stationId: 'SIM-16' }
  await using _ = await startSimulatedStation(app, params.stationId, '1.6')
  const send = (command: z.input<typeof CommandBody>) =>
    app.call('sendCommand', { params, query: { wait: 20 }, body: { command } })
  await send({ kind: 'getConfiguration' })
  const keys = await app.call('listStationVariables', { params, query: { search: 'ClockAligned' } })
  expect(keys.items).toMatchObject([
    { component: '', value: '0', mutability: 'ReadWrite', characteristics: { dataType: 'integer', unit: 's' } },
  ])
  await expect(
    send({ kind: 'changeConfiguration', key: 'ClockAlignedDataInterval', value: 'soon' }),
  ).rejects.toMatchObject({
    problem: { errors: [{ field: 'command.value', rule: 'must be a whole number, the station says' }] },
  })
  await expect(send({ kind: 'changeConfiguration', key: 'NumberOfConnectors', value: '9' })).rejects.toMatchObject({
    problem: { errors: [{ rule: 'cannot be set: the station says it is read-only' }] },
  })
  await send({ kind: 'changeConfiguration', key: 'ClockAlignedDataInterval', value: '1' })
  await expect
    .poll(async () => {
      const { items } = await app.call('listTimeline', { params, query: { action: 'MeterValues' } })
      return items.length
    }, PATIENCE)
    .toBeGreaterThan(1)
})
