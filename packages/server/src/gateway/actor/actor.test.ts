import { afterAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/index.ts'
import { decide } from '../../stations/index.ts'
import { LIVE_SUBJECT } from '../live.ts'
import { register, startTestGateway } from '../testing/test-gateway.ts'
import { eventually, TestStation } from '../testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
const gateway = await startTestGateway({
  database,
  core: {
    decide(state, event, facts) {
      if (event.kind === 'dataTransfer' && event.vendorId === 'bug') throw new Error('a bug')
      if (event.kind === 'meterValues' && event.evse.evseId === 99) throw new Error('another bug')
      if (event.kind === 'transaction' && event.evse?.evseId === 99) throw new Error('a third bug')
      return decide(state, event, facts)
    },
  },
})
const { port } = gateway
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

let next = 1
async function connected(subprotocol = 'ocpp1.6', registered: Parameters<typeof register>[2] = {}) {
  const identity = `A-${next++}`
  const key = await register(database, identity, registered)
  const station = await TestStation.connect({ port, target: identity, subprotocols: [subprotocol] })
  return { identity, key, station }
}

async function select(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  return (await database.owner.query(sql, values)).rows
}

const METER_VALUES = {
  connectorId: 1,
  meterValue: [
    {
      timestamp: '2026-05-01T12:00:00Z',
      sampledValue: [
        { value: '1234', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
        { value: '7.4', measurand: 'Power.Active.Import', unit: 'kW' },
      ],
    },
  ],
}

describe('what a station reports', () => {
  test('is durable when it is answered', async () => {
    const { key, station } = await connected()
    expect(await station.boot()).toMatchObject({ status: 'Accepted' })
    expect(await select('select boot_status, vendor from stations where station_id = $1', key)).toEqual([
      { boot_status: 'Accepted', vendor: 'Vendor' },
    ])
    await station.result('MeterValues', METER_VALUES)
    expect(
      await select('select energy_import_wh, power_import_w from meter_samples where station_id = $1', key),
    ).toEqual([{ energy_import_wh: 1234, power_import_w: 7400 }])
  })

  test('is in the flight recorder with its answer', async () => {
    const { key, station } = await connected()
    await station.boot()
    const frames = await select('select * from frames where station_id = $1', key)
    expect(frames).toMatchObject([
      { inbound: true, action: 'BootNotification', message_id: 'm1', frame: expect.stringContaining('"Vendor"') },
    ])
    expect(JSON.parse(String(frames[0]!['answer']))).toEqual(station.received[0])
  })

  test('wakes the live screens', async () => {
    const notices: string[] = []
    const listening = gateway.bus.subscribe(LIVE_SUBJECT, ({ payload }) => void notices.push(JSON.stringify(payload)))
    const { key, station } = await connected()
    await station.boot()
    await eventually(async () => notices.some((text) => text.includes(`"kind":"station","stationKey":${key}`)))
    listening.stop()
  })

  test('as heartbeat is answered and counted, not stored', async () => {
    const key = await register(database, 'Beating', { booted: true })
    const other = await startTestGateway({ database })
    const station = await TestStation.connect({ port: other.port, target: 'Beating' })
    expect(await station.result('Heartbeat', {})).toEqual({ currentTime: expect.any(String) })
    await station.result('Heartbeat', {})
    await other[Symbol.asyncDispose]()
    expect(await select('select from frames where station_id = $1', key)).toHaveLength(0)
    expect(
      await select('select heartbeats, last_seen_at > connected_at as seen from stations where station_id = $1', key),
    ).toEqual([{ heartbeats: 2, seen: true }])
  })

  test('is answered in order, however many messages come at once', async () => {
    const { station } = await connected()
    await station.boot()
    const ids = Array.from({ length: 25 }, (_, index) => `q${index}`)
    for (const [index, id] of ids.entries()) {
      const [action, payload] = index % 3 === 0 ? ['Heartbeat', {}] : ['MeterValues', METER_VALUES]
      station.socket.send(JSON.stringify([2, id, action, payload]))
    }
    await station.answerTo('q24')
    expect(station.received.slice(1).map((frame) => frame[1])).toEqual(ids)
  })
})

describe('before its Boot is accepted', () => {
  test.each(['Pending', 'Rejected'] as const)('a %s station is refused everything else', async (registration) => {
    const { station } = await connected('ocpp2.0.1', { registration })
    expect((await station.call('Heartbeat', {})).slice(0, 3)).toEqual([4, 'm1', 'SecurityError'])
    expect(await station.boot()).toMatchObject({ status: registration })
    expect((await station.call('Heartbeat', {}))[2]).toBe('SecurityError')
  })

  test('a station accepted before is accepted still', async () => {
    const { station } = await connected('ocpp1.6', { booted: true })
    expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
    expect(await station.result('MeterValues', METER_VALUES)).toEqual({})
  })
})

describe('a message', () => {
  test.each([
    ['that is no JSON', '{[', [4, '-1', 'RpcFrameworkError']],
    ['that is no array', '{}', [4, '-1', 'RpcFrameworkError']],
    ['without a readable id', '[2,{},"Heartbeat",{}]', [4, '-1', 'RpcFrameworkError']],
    ['of an unknown type', '[9,"x",{}]', [4, 'x', 'MessageTypeNotSupported']],
    ['of an unknown action', '[2,"x","Nonsense",{}]', [4, 'x', 'NotImplemented']],
    ['whose action is a name of every object', '[2,"x","constructor",{}]', [4, 'x', 'NotImplemented']],
    ['nested too deep', `[2,"x","DataTransfer",${'['.repeat(40)}${']'.repeat(40)}]`, [4, '-1', 'RpcFrameworkError']],
  ])('%s is answered with the error for it', async (_, text, answer) => {
    const { station } = await connected('ocpp2.0.1')
    await station.boot()
    station.socket.send(text)
    expect((await station.answerTo(String(answer[1]))).slice(0, 3)).toEqual(answer)
    expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
  })

  test('in binary is answered with an error under id -1', async () => {
    const { station } = await connected()
    station.socket.send(Buffer.from('[2,"x","Heartbeat",{}]'), { binary: true })
    expect((await station.answerTo('-1'))[0]).toBe(4)
  })

  test('whose id is still in flight is refused once, then ignored, and the first is answered', async () => {
    const { station } = await connected('ocpp2.0.1')
    await station.boot()
    const text = JSON.stringify([2, 'same', 'StatusNotification', status(new Date().toISOString())])
    for (let turn = 0; turn < 3; turn++) station.socket.send(text)
    await station.call('Heartbeat', {})
    const answers = station.received.filter((frame) => frame[1] === 'same')
    expect(answers.map((frame) => frame[0]).sort()).toEqual([3, 4])
  })

  test('with an id used before is handled as any other', async () => {
    const { station } = await connected()
    await station.boot()
    for (let turn = 0; turn < 3; turn++) {
      const count = station.received.length
      station.socket.send('[2,"1","Heartbeat",{}]')
      await station.until(() => station.received[count])
    }
    expect(station.received.filter((frame) => frame[1] === '1').map((frame) => frame[0])).toEqual([3, 3, 3])
  })

  test('that is answered by nobody’s call is ignored', async () => {
    const { station } = await connected()
    await station.boot()
    station.socket.send('[3,"never asked",{}]')
    station.socket.send('[4,"never asked","GenericError","",{}]')
    expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
  })

  test('with secrets loses them before it is stored', async () => {
    const { key, station } = await connected()
    await station.boot()
    await station.call('DataTransfer', { vendorId: 'v', data: JSON.stringify({}), password: 'tell nobody' })
    const [frame] = await select(`select * from frames where station_id = $1 and action = 'DataTransfer'`, key)
    expect(JSON.stringify(frame)).not.toContain('tell nobody')
  })
})

describe('a bug', () => {
  test('fails the one message with InternalError', async () => {
    const { station } = await connected()
    await station.boot()
    expect((await station.call('DataTransfer', { vendorId: 'bug' })).slice(0, 3)).toEqual([4, 'm2', 'InternalError'])
    expect(await station.result('DataTransfer', { vendorId: 'fine' })).toHaveProperty('status')
    expect(await gateway.metrics()).toMatch(/stationmaster_station_handler_failures_total\{stage="decide"\} [1-9]/)
  })

  test('with a report of energy keeps the report raw and answers it validly', async () => {
    const { key, station } = await connected()
    await station.boot()
    expect(await station.result('MeterValues', { ...METER_VALUES, connectorId: 99 })).toEqual({})
    const start = { connectorId: 99, idTag: 'T', meterStart: 0, timestamp: new Date().toISOString() }
    expect(await station.result('StartTransaction', start)).toEqual({
      idTagInfo: { status: 'Invalid' },
      transactionId: expect.any(Number),
    })
    const kept = await select('select table_name, error, content from refused_rows where station_id = $1', key)
    expect(kept).toMatchObject([
      { table_name: 'MeterValues', error: 'another bug' },
      { table_name: 'StartTransaction', error: 'a third bug' },
    ])
    expect(JSON.parse(String(kept[0]!['content']))[3]).toEqual({ ...METER_VALUES, connectorId: 99 })
  })
})

test('a report of energy that cannot be read is kept raw and answered validly', async () => {
  const { key, station } = await connected()
  await station.boot()
  expect(await station.result('StopTransaction', { transactionId: 'no number at all' })).toBeDefined()
  expect(await select('select from refused_rows where station_id = $1', key)).toHaveLength(1)
})

test('a start for which no transaction number can be had is told to try again, and harms nobody', async () => {
  await using other = await startTestGateway({ database })
  const identity = `A-${next++}`
  await register(database, identity, { booted: true })
  const station = await TestStation.connect({ port: other.port, target: identity })
  const start = { connectorId: 1, idTag: 'T', meterStart: 0, timestamp: new Date().toISOString() }
  await select('alter sequence transaction_numbers rename to lost_numbers')
  expect((await station.call('StartTransaction', start)).slice(0, 1)).toEqual([4])
  expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
  await select('alter sequence lost_numbers rename to transaction_numbers')
  expect(await station.result('StartTransaction', start)).toHaveProperty('transactionId')
})

function status(timestamp: string) {
  return { timestamp, connectorStatus: 'Available', evseId: 1, connectorId: 1 }
}

test('a call whose answer cannot be valid is answered with an error', async () => {
  const { station } = await connected('ocpp2.1')
  await station.boot()
  const noQuestion = await station.call('GetCertificateChainStatus', { certificateStatusRequests: [] })
  expect(noQuestion.slice(0, 1)).toEqual([4])
  const stream = { id: 1, pending: 0, basetime: '2026-05-01T12:00:00Z', data: [{ t: 1, v: '2' }] }
  expect((await station.call('NotifyPeriodicEventStream', stream)).slice(0, 1)).toEqual([4])
})
