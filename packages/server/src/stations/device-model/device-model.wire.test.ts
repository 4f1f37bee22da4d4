import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { CommandBody } from '../../contract/index.ts'
import { problemIn, startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'

type Json = Readonly<Record<string, unknown>>

const BOOT = { chargingStation: { model: 'Duo 22', vendorName: 'Norrvolt' }, reason: 'PowerUp' }
const AT = '2026-05-01T08:00:00Z'
const POWER = { component: { name: 'EVSE', evse: { id: 1 } }, variable: { name: 'Power' } }

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

async function join(identity: string, subprotocol: 'ocpp2.0.1' | 'ocpp2.1'): Promise<TestStation> {
  const { password } = await app.call('createStation', { body: { id: identity } })
  const station = await connectTestStation({ url: app.stationUrl, identity, password: password ?? '', subprotocol })
  await station.call('BootNotification', BOOT)
  return station
}

describe.each([
  ['2.0.1', 'ocpp2.0.1'],
  ['2.1', 'ocpp2.1'],
] as const)('OCPP %s', (version, subprotocol) => {
  const params = { stationId: `DM-${version}` }
  let station: TestStation
  beforeAll(async () => {
    station = await join(params.stationId, subprotocol)
  })
  afterAll(() => station.close())

  async function send(command: z.input<typeof CommandBody>, answer: Json = { status: 'Accepted' }) {
    station.onCall(() => answer)
    return app.call('sendCommand', { params, query: { wait: 10 }, body: { command } })
  }

  const heard = (action: string) => station.heard.filter((call) => call.action === action).at(-1)?.payload

  function variable(name: string, value: string, characteristics: Json, mutability = 'ReadWrite') {
    return {
      component: { name: 'OCPPCommCtrlr' },
      variable: { name },
      variableAttribute: [{ value, mutability }],
      variableCharacteristics: { supportsMonitoring: false, ...characteristics },
    }
  }

  test('a base report comes in parts, in any order, joined to its command', async () => {
    const { id } = await send({ kind: 'getBaseReport' })
    const { requestId } = heard('GetBaseReport') as { requestId: number }
    const reportOf = () => app.call('getCommandReport', { params: { id } })
    await expect
      .poll(async () => reportOf().catch(() => undefined))
      .toMatchObject({ state: 'asked', kind: 'variables' })
    const interval = variable('HeartbeatInterval', '300', {
      dataType: 'integer',
      unit: 's',
      minLimit: 10,
      maxLimit: 900,
    })
    const last = { requestId, generatedAt: AT, seqNo: 1, tbc: false, reportData: [interval] }
    expect(await station.call('NotifyReport', last)).toEqual({})
    await expect.poll(reportOf).toMatchObject({ state: 'receiving', missingParts: [0], partsExpected: 2 })
    const priority = variable('NetworkPriority', '1', { dataType: 'SequenceList', valuesList: '1,2' })
    const model = variable('OfflineThreshold', '60', { dataType: 'integer' }, 'ReadOnly')
    await station.call('NotifyReport', {
      requestId,
      generatedAt: AT,
      seqNo: 0,
      tbc: true,
      reportData: [priority, model],
    })
    await expect.poll(reportOf).toMatchObject({ state: 'complete', commandId: id, missingParts: [], partsReceived: 2 })
    const { items } = await app.call('listStationReports', { params, query: { kind: 'variables' } })
    expect(items[0]).toMatchObject({ commandId: id, state: 'complete' })
    const variables = await app.call('listStationVariables', {
      params,
      query: { search: 'heartbeat', writable: 'true' },
    })
    expect(variables.items).toMatchObject([
      { component: 'OCPPCommCtrlr', value: '300', characteristics: { dataType: 'integer', unit: 's', maxLimit: 900 } },
    ])
    const components = await app.call('listStationComponents', { params })
    expect(components.items).toMatchObject([{ component: 'OCPPCommCtrlr', variables: 3, writable: 2 }])
  })

  test('a set that breaks what the station says of a variable is refused by field and rule, unless the caller knows', async () => {
    const set = (name: string, value: string, unchecked?: boolean) =>
      send(
        {
          kind: 'setVariables',
          variables: [{ component: 'OCPPCommCtrlr', variable: name, value }],
          ...(unchecked !== undefined && { unchecked }),
        },
        {
          setVariableResult: [
            { attributeStatus: 'Accepted', component: { name: 'OCPPCommCtrlr' }, variable: { name } },
          ],
        },
      )
    for (const [name, value, rule] of [
      ['HeartbeatInterval', '901', 'must be at most 900 s (maxLimit)'],
      ['HeartbeatInterval', 'often', 'must be a whole number, the station says'],
      ['NetworkPriority', '1,3', 'must be of 1, 2 (valuesList)'],
      ['OfflineThreshold', '5', 'cannot be set: the station says it is read-only'],
    ] as const) {
      await expect(set(name, value)).rejects.toMatchObject({
        problem: { code: 'invalidInput', errors: [{ field: 'command.variables.0.value', rule }] },
      })
    }
    expect(await set('HeartbeatInterval', '600')).toMatchObject({ state: 'accepted' })
    expect(await set('HeartbeatInterval', '901', true)).toMatchObject({ state: 'accepted' })
  })

  test('a list longer than the station takes goes in messages of the size it says', async () => {
    const { requestId } = await ask({ kind: 'getReport', criteria: ['Enabled'] }, 'GetReport')
    const items = {
      component: { name: 'DeviceDataCtrlr' },
      variable: { name: 'ItemsPerMessage', instance: 'GetVariables' },
      variableAttribute: [{ value: '2', mutability: 'ReadOnly' }],
    }
    await station.call('NotifyReport', { requestId, generatedAt: AT, seqNo: 0, reportData: [items] })
    station.heard.length = 0
    const names = ['A', 'B', 'C', 'D', 'E']
    station.onCall((_, payload) => ({
      getVariableResult: (payload['getVariableData'] as Json[]).map((data) => ({
        ...data,
        attributeStatus: 'Accepted',
        attributeValue: '1',
      })),
    }))
    const variables = names.map((name) => ({ component: 'Ctrlr', variable: name }))
    const body = { command: { kind: 'getVariables', variables } } as const
    const command = await app.call('sendCommand', { params, query: { wait: 10 }, body })
    expect(command).toMatchObject({
      state: 'accepted',
      answer: { variables: names.map((name) => ({ variable: name })) },
    })
    const lengths = station.heard.map(({ payload }) => (payload['getVariableData'] as Json[]).length)
    expect(lengths).toEqual([2, 2, 1])
  })

  async function ask(command: z.input<typeof CommandBody>, action: string, answer?: Json) {
    const { id } = await send(command, answer)
    return { id, requestId: Number(heard(action)?.['requestId']) }
  }

  test('monitors are set, reported, notice things and are cleared', async () => {
    const monitors = [
      { component: 'EVSE', evseId: 1, variable: 'Power', type: 'UpperThreshold', value: 11_000, severity: 4 },
      { component: 'EVSE', evseId: 1, variable: 'Power', type: 'Delta', value: 500, severity: 8 },
    ] as const
    const results = [
      { id: 7, status: 'Accepted', type: 'UpperThreshold', severity: 4, ...POWER },
      { status: 'UnsupportedMonitorType', type: 'Delta', severity: 8, ...POWER },
    ]
    const set = await send({ kind: 'setVariableMonitoring', monitors: [...monitors] }, { setMonitoringResult: results })
    expect(set).toMatchObject({ state: 'rejected', status: 'UnsupportedMonitorType' })
    const list = async () => (await app.call('listStationMonitors', { params })).items
    await expect.poll(list).toMatchObject([{ monitorId: 7, value: 11_000, notificationType: 'CustomMonitor' }])

    const eventData = [
      {
        eventId: 1,
        timestamp: AT,
        trigger: 'Alerting',
        actualValue: '11200',
        cleared: false,
        variableMonitoringId: 7,
        eventNotificationType: 'CustomMonitor',
        ...POWER,
        ...(version === '2.1' && { severity: 4 }),
      },
    ]
    expect(await station.call('NotifyEvent', { generatedAt: AT, seqNo: 0, tbc: false, eventData })).toEqual({})
    await expect
      .poll(list)
      .toMatchObject([{ lastEvent: { actualValue: '11200', cleared: false, at: '2026-05-01T08:00:00.000Z' } }])
    const events = await app.call('listMonitorEvents', { params, query: { monitorId: 7 } })
    expect(events.items).toMatchObject([{ eventId: 1, trigger: 'Alerting', evseId: 1, variable: 'Power' }])

    const { id, requestId } = await ask({ kind: 'getMonitoringReport' }, 'GetMonitoringReport')
    const monitoring = {
      id: 9,
      transaction: true,
      value: 3,
      type: 'Periodic',
      severity: 9,
      ...(version === '2.1' && { eventNotificationType: 'PreconfiguredMonitor' }),
    }
    const monitor = [{ ...POWER, variableMonitoring: [monitoring] }]
    expect(await station.call('NotifyMonitoringReport', { requestId, generatedAt: AT, seqNo: 0, monitor })).toEqual({})
    // The report is all there is: the monitor it does not name has gone.
    await expect.poll(list).toMatchObject([{ monitorId: 9, transaction: true, type: 'Periodic' }])
    expect(await app.call('getCommandReport', { params: { id } })).toMatchObject({
      kind: 'monitors',
      state: 'complete',
    })

    const clearMonitoringResult = [{ id: 9, status: 'Accepted' }]
    await send({ kind: 'clearVariableMonitoring', monitorIds: [9] }, { clearMonitoringResult })
    await expect.poll(list).toEqual([])
    expect(await send({ kind: 'setMonitoringBase', base: 'FactoryDefault' })).toMatchObject({ state: 'accepted' })
    expect(await send({ kind: 'setMonitoringLevel', severity: 5 })).toMatchObject({ state: 'accepted' })
  })

  test('what a station knows of a customer comes as text, in order', async () => {
    const { id, requestId } = await ask(
      { kind: 'customerInformation', customerIdentifier: 'C-1' },
      'CustomerInformation',
    )
    const part = { requestId, generatedAt: AT }
    await station.call('NotifyCustomerInformation', { ...part, seqNo: 1, tbc: false, data: 'CARD-2' })
    expect(await station.call('NotifyCustomerInformation', { ...part, seqNo: 0, tbc: true, data: 'CARD-1,' })).toEqual(
      {},
    )
    await expect
      .poll(() => app.call('getCommandReport', { params: { id } }))
      .toMatchObject({ kind: 'customer', state: 'complete', text: 'CARD-1,CARD-2' })
  })

  test('a question without an answer to come is complete at once', async () => {
    const { id } = await send({ kind: 'getReport', criteria: ['Problem'] }, { status: 'EmptyResultSet' })
    await expect
      .poll(() => app.call('getCommandReport', { params: { id } }).catch(() => undefined))
      .toMatchObject({ state: 'empty' })
    const { id: other } = await send({ kind: 'clearCache' })
    const response = await app.request(`/api/v1/commands/${other}/report`)
    expect([response.status, (await problemIn(response)).code]).toEqual([404, 'reportNotFound'])
  })

  test('whether messages wait, and every trigger', async () => {
    const status = await send({ kind: 'getTransactionStatus' }, { messagesInQueue: false })
    expect(status).toMatchObject({ state: 'accepted', answer: { data: { messagesInQueue: false } } })
    const triggers = [
      'BootNotification',
      'Heartbeat',
      'StatusNotification',
      'MeterValues',
      'FirmwareStatusNotification',
      'LogStatusNotification',
      'TransactionEvent',
      'PublishFirmwareStatusNotification',
      'SignChargingStationCertificate',
      'SignV2GCertificate',
      'SignCombinedCertificate',
      ...(version === '2.1' ? (['SignV2G20Certificate'] as const) : []),
    ] as const
    for (const message of triggers) {
      await send({ kind: 'triggerMessage', message })
      expect(heard('TriggerMessage')).toEqual({ requestedMessage: message })
    }
    const custom = { kind: 'triggerMessage', message: 'CustomTrigger', customTrigger: 'SelfTest' } as const
    if (version === '2.1') {
      await send(custom)
      expect(heard('TriggerMessage')).toEqual({ requestedMessage: 'CustomTrigger', customTrigger: 'SelfTest' })
    } else {
      await expect(send(custom)).rejects.toMatchObject({ problem: { code: 'commandNotWritable' } })
    }
  })
})

test('event streams of 2.1 are opened, filled, adjusted, listed and closed', async () => {
  const params = { stationId: 'DM-STREAM' }
  const station = await join(params.stationId, 'ocpp2.1')
  const constantStreamData = { id: 1, variableMonitoringId: 7, params: { interval: 5 } }
  expect(await station.call('OpenPeriodicEventStream', { constantStreamData })).toEqual({ status: 'Accepted' })
  const data = [
    { t: 0, v: '10' },
    { t: 2.5, v: '20' },
  ]
  station.send('NotifyPeriodicEventStream', { id: 1, pending: 3, basetime: AT, data })
  // As a CALL it has no valid answer.
  expect(await station.call('NotifyPeriodicEventStream', { id: 9, pending: 0, basetime: AT, data })).toHaveProperty(
    'error',
  )
  const values = () => app.call('listStreamValues', { params: { ...params, streamId: 1 } })
  await expect.poll(values).toEqual({
    items: [
      { at: '2026-05-01T08:00:00.000Z', value: '10' },
      { at: '2026-05-01T08:00:02.500Z', value: '20' },
    ],
  })
  const streams = async () => (await app.call('listEventStreams', { params })).items
  expect(await streams()).toMatchObject([{ streamId: 1, monitorId: 7, intervalS: 5, pending: 3, closedAt: null }])

  const send = (command: z.input<typeof CommandBody>) =>
    app.call('sendCommand', { params, query: { wait: 10 }, body: { command } })
  expect(await send({ kind: 'adjustPeriodicEventStream', streamId: 1, pace: { values: 10 } })).toMatchObject({
    state: 'accepted',
  })
  await expect.poll(streams).toMatchObject([{ intervalS: null, values: 10 }])
  station.onCall(() => ({
    constantStreamData: [{ id: 2, variableMonitoringId: 8, params: { values: 4 } }],
  }))
  const listed = await send({ kind: 'getPeriodicEventStreams' })
  expect(listed).toMatchObject({ answer: { streams: [{ streamId: 2, monitorId: 8, values: 4 }] } })
  await expect.poll(streams).toMatchObject([
    { streamId: 2, closedAt: null },
    { streamId: 1, closedAt: expect.any(String) },
  ])
  expect(await station.call('ClosePeriodicEventStream', { id: 2 })).toEqual({})
  await expect.poll(async () => (await streams()).every(({ closedAt }) => closedAt !== null)).toBe(true)
  station.close()
})

test('every trigger of 1.6 goes out under its own name', async () => {
  const params = { stationId: 'DM-1.6' }
  const { password } = await app.call('createStation', { body: { id: params.stationId } })
  const to = { url: app.stationUrl, identity: params.stationId, password: password ?? '' }
  const station = await connectTestStation(to)
  await station.call('BootNotification', BOOT_16)
  for (const [message, name = message] of [
    ['BootNotification'],
    ['Heartbeat'],
    ['StatusNotification'],
    ['MeterValues'],
    ['FirmwareStatusNotification'],
    ['LogStatusNotification', 'DiagnosticsStatusNotification'],
  ] as const) {
    const body = { command: { kind: 'triggerMessage', message } } as const
    expect(await app.call('sendCommand', { params, query: { wait: 10 }, body })).toMatchObject({ state: 'accepted' })
    expect(station.heard.at(-1)).toEqual({ action: 'TriggerMessage', payload: { requestedMessage: name } })
  }
  const body = { command: { kind: 'triggerMessage', message: 'TransactionEvent' } } as const
  await expect(app.call('sendCommand', { params, body })).rejects.toMatchObject({
    problem: { code: 'commandNotWritable' },
  })
  station.close()
})
