import { connect, type Socket } from 'node:net'
import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/index.ts'
import { register, startTestGateway } from '../testing/test-gateway.ts'
import { eventually, TestStation } from '../testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
const gateway = await startTestGateway({
  database,
  settings: {
    STATION_MAX_FRAGMENTS: '16',
    STATION_RATE_PER_SECOND: '20',
    STATION_RATE_BURST: '20',
    STATION_QUEUE_FRAMES: '4',
    STATION_MAX_DEPTH: '8',
    UNKNOWN_STATIONS: 'refuse',
  },
})
const impatient = await startTestGateway({
  database,
  settings: { SILENT_SOCKET_TIMEOUT_MS: '1000', PING_INTERVAL_MS: '1000', PING_MISSED: '2' },
})
afterAll(async () => {
  await Promise.all([gateway[Symbol.asyncDispose](), impatient[Symbol.asyncDispose]()])
  await testDatabase[Symbol.asyncDispose]()
})

let next = 1
async function connected(port = gateway.port, compressed = false): Promise<TestStation> {
  const target = `S-${next++}`
  await register(database, target, { booted: true })
  return TestStation.connect({ port, target, compressed })
}

function padded(bytes: number): string {
  const frame = ['2', '"big"', '"DataTransfer"', '{"vendorId":"v","data":"']
  const head = `[${frame.join(',')}`
  return `${head}${'x'.repeat(bytes - head.length - 3)}"}]`
}

describe('a message', () => {
  test('of the largest size is answered', async () => {
    const station = await connected()
    station.socket.send(padded(65_536))
    expect((await station.answerTo('big'))[0]).toBe(3)
  })

  test('that is larger closes the socket with 1009', async () => {
    const station = await connected()
    station.socket.send(padded(65_537))
    expect(await station.closed()).toBe(1009)
  })

  test.each([false, true])(
    'may be as large as the station is allowed for itself, and no larger (compressed: %s)',
    async (compressed) => {
      const target = `Own-${compressed}`
      await register(database, target, { booted: true, maxFrameBytes: 1_048_576 })
      const station = await TestStation.connect({ port: gateway.port, target, compressed })
      station.socket.send(padded(1_048_576))
      expect((await station.answerTo('big'))[0]).toBe(3)
      station.socket.send(padded(1_048_577))
      expect(await station.closed()).toBe(1009)
    },
  )

  test('may be kept smaller for one station', async () => {
    await register(database, 'Small', { booted: true, maxFrameBytes: 2048 })
    const station = await TestStation.connect({ port: gateway.port, target: 'Small' })
    station.socket.send(padded(2049))
    expect(await station.closed()).toBe(1009)
  })

  test('that is larger when inflated closes the socket with 1009', async () => {
    const station = await connected(gateway.port, true)
    expect(station.socket.extensions).toContain('permessage-deflate')
    station.socket.send(padded(10_000_000))
    expect(await station.closed()).toBe(1009)
  })

  test('compressed is read, without the memory of the one before', async () => {
    const station = await connected(gateway.port, true)
    expect(station.extensions).toContain('server_no_context_takeover')
    expect(station.extensions).toContain('client_no_context_takeover')
    for (let turn = 0; turn < 3; turn++) {
      const before = station.received.length
      station.socket.send(padded(20_000))
      expect((await station.until(() => station.received[before]))[0]).toBe(3)
    }
  })

  test('in a few fragments is read, in too many closes the socket', async () => {
    const station = await connected()
    const text = '[2,"f","Heartbeat",{}]'
    for (let at = 0; at < 15; at++) station.socket.send(text[at]!, { fin: false })
    station.socket.send(text.slice(15), { fin: true })
    expect((await station.answerTo('f'))[0]).toBe(3)
    for (let turn = 0; turn < 40; turn++) station.socket.send('x', { fin: false })
    expect(await station.closed()).toBe(1008)
  })

  test('nested deeper than the setting is refused', async () => {
    const station = await connected()
    station.socket.send(`[2,"d","DataTransfer",{"vendorId":"v","data":${'['.repeat(9)}${']'.repeat(9)}}]`)
    expect((await station.answerTo('-1'))[0]).toBe(4)
  })

  test('of 65,000 nested arrays is refused without harm', async () => {
    const station = await connected()
    station.socket.send(`[2,"d",${'['.repeat(65_000)}`)
    expect((await station.answerTo('-1'))[0]).toBe(4)
    expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
  })
})

describe('a flood', () => {
  test('is answered in full, but only as fast as the rate allows', async () => {
    const station = await connected()
    const count = 60
    const startedMs = performance.now()
    for (let turn = 0; turn < count; turn++) station.socket.send(`[2,"n${turn}","Heartbeat",{}]`)
    await station.answerTo(`n${count - 1}`)
    expect(station.received.map((frame) => frame[1])).toEqual(Array.from({ length: count }, (_, turn) => `n${turn}`))
    expect(await gateway.metrics()).toMatch(/stationmaster_station_pauses_total\{reason="rate"\} [1-9]/)
    expect(performance.now()).toBeGreaterThan(startedMs)
  })

  test('of frames that are no calls is paced like one of calls', async () => {
    const station = await connected()
    const pauses = await ratePauses()
    for (let turn = 0; turn < 40; turn++) station.socket.send('[[[[')
    station.socket.send('[2,"after","Heartbeat",{}]')
    expect((await station.answerTo('after'))[0]).toBe(3)
    expect(station.received.filter((frame) => frame[1] === '-1')).toHaveLength(40)
    expect(await ratePauses()).toBeGreaterThan(pauses)
  })

  test('that inflates to far more than may wait ends the socket, and nobody else notices', async () => {
    const witness = await connected()
    // Nothing is stored meanwhile, so that what inflates has to wait.
    const blocker = await database.pool.connect()
    await blocker.query('begin; lock table frames in access exclusive mode')
    const raw = await rawSocket(gateway.port, 'S-bomb', 'Sec-WebSocket-Extensions: permessage-deflate\r\n')
    const closed = new Promise((resolve) => raw.once('close', resolve))
    raw.resume()
    const bomb = JSON.stringify([
      2,
      'b',
      'MeterValues',
      { connectorId: 1, meterValue: [], padding: 'x'.repeat(60_000) },
    ])
    raw.write(Buffer.concat(Array.from({ length: 300 }, (_, turn) => deflatedFrame(bomb.replace('"b"', `"b${turn}"`)))))
    await eventually(async () => /sockets_closed_total\{cause="flood"\} 1/.test(await gateway.metrics()))
    await blocker.query('rollback')
    blocker.release()
    raw.destroy()
    await closed
    expect(await witness.result('Heartbeat', {})).toHaveProperty('currentTime')
  })

  test('of reports of energy is answered in full, held back only by the commits', async () => {
    const station = await connected()
    const count = 300
    for (let turn = 0; turn < count; turn++) {
      const sampledValue = [{ value: String(turn) }]
      const meterValue = [{ timestamp: new Date(1_777_000_000_000 + turn * 1000).toISOString(), sampledValue }]
      station.socket.send(JSON.stringify([2, `e${turn}`, 'MeterValues', { connectorId: 1, meterValue }]))
    }
    await station.answerTo(`e${count - 1}`)
    expect(station.received).toHaveLength(count)
    expect(station.received.every((frame) => frame[0] === 3)).toBe(true)
    expect(await gateway.metrics()).toMatch(/stationmaster_station_pauses_total\{reason="queue"\} [1-9]/)
  })
})

describe('a socket', () => {
  test('that never says anything is closed, one that does is not', async () => {
    const silent = await connected(impatient.port)
    const talking = await connected(impatient.port)
    await talking.result('Heartbeat', {})
    expect(await silent.closed()).toBe(1006)
    expect(talking.closeCode).toBeUndefined()
  })

  test('that answers no ping is closed', async () => {
    const raw = await rawSocket(impatient.port, 'S-raw')
    const closed = new Promise((resolve) => raw.once('close', resolve))
    // A Heartbeat, masked with zeros, so that it is not taken for silent; pings stay unanswered.
    const text = Buffer.from('[2,"1","Heartbeat",{}]')
    raw.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]))
    await closed
  })

  test('with an unmasked frame is closed and harms nobody', async () => {
    const witness = await connected()
    const raw = await rawSocket(gateway.port, 'S-raw-2')
    const closed = new Promise((resolve) => raw.once('close', resolve))
    raw.write(Buffer.from([0x81, 0x05, 1, 2, 3, 4, 5]))
    await closed
    expect(await witness.result('Heartbeat', {})).toHaveProperty('currentTime')
  })
})

test('sockets that are gone are no longer counted', async () => {
  await eventually(async () => {
    const text = await impatient.metrics()
    return text.includes('stationmaster_connected_stations 1') || text.includes('stationmaster_connected_stations 0')
  })
})

async function ratePauses(): Promise<number> {
  return Number(/stationmaster_station_pauses_total\{reason="rate"\} (\d+)/.exec(await gateway.metrics())?.[1] ?? 0)
}

/** A compressed text frame, masked with zeros. */
function deflatedFrame(text: string): Buffer {
  const deflated = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
  const head = Buffer.from([0xc1, 0xfe, deflated.length >> 8, deflated.length & 255, 0, 0, 0, 0])
  return Buffer.concat([head, deflated])
}

async function rawSocket(port: number, target: string, header = ''): Promise<Socket> {
  await register(database, target, { booted: true })
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    [
      `GET /ocpp/${target} HTTP/1.1`,
      'Host: x',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: ocpp1.6',
      `${header}\r\n`,
    ].join('\r\n'),
  )
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}
