import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/index.ts'
import { register, startTestGateway } from '../testing/test-gateway.ts'
import { basic, type Connecting, eventually, TestStation } from '../testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
const refusing = {
  UNKNOWN_STATIONS: 'refuse',
  ALLOWED_ORIGINS: 'https://console.example',
  TRUSTED_PROXIES: '127.0.0.1',
}
const gateway = await startTestGateway({ database, settings: refusing })
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

const KEY = '00112233445566778899aabbccddeeff00112233'
await register(database, 'Open-1')
await register(database, 'Basic-1', { securityProfile: 1, password: KEY })
await register(database, 'Basic-2', { securityProfile: 1, password: KEY })
await register(database, 'Loose-1', { securityProfile: 1, password: KEY, quirks: { emptyBasicUser: true } })
await register(database, 'Quiet-1', { quirks: { missingSubprotocol: '1.6' } })
await register(database, 'Tls-1', { securityProfile: 2, password: KEY })
await register(database, 'Mutual-1', { securityProfile: 3 })
await register(database, 'No-Secret', { securityProfile: 1 })

/** Each attempt from an address of its own, so that failures of one test do not slow another. */
let nextAddress = 1
function attempt(options: Omit<Connecting, 'port'>, headers: Record<string, string> = {}) {
  const from = { 'x-forwarded-for': `203.0.113.${nextAddress++}` }
  return TestStation.attempt({ port: gateway.port, ...options, headers: { ...from, ...headers } })
}

async function statusOf(options: Omit<Connecting, 'port'>, headers?: Record<string, string>): Promise<number> {
  const outcome = await attempt(options, headers)
  if (!(outcome instanceof TestStation)) return outcome.status
  outcome.socket.terminate()
  return 101
}

describe('credentials', () => {
  test.each<[string, Omit<Connecting, 'port'>, number]>([
    ['profile 0 without a password', { target: 'Open-1' }, 101],
    ['profile 0 under another case', { target: 'OPEN-1' }, 101],
    ['profile 0 with any password', { target: 'Open-1', password: 'whatever' }, 101],
    ['profile 1 with its password', { target: 'Basic-1', password: KEY }, 101],
    ['profile 1 with the user in another case', { target: 'basic-1', user: 'BASIC-1', password: KEY }, 101],
    ['profile 1 with the bytes of a 1.6 key', { target: 'Basic-1', password: Buffer.from(KEY, 'hex') }, 101],
    [
      'profile 1 with the bytes of a 1.6 key in 2.0.1',
      { target: 'Basic-1', password: Buffer.from(KEY, 'hex'), subprotocols: ['ocpp2.0.1'] },
      401,
    ],
    ['profile 1 without a password', { target: 'Basic-1' }, 401],
    ['profile 1 with a wrong password', { target: 'Basic-1', password: 'wrong' }, 401],
    ['profile 1 with an empty password', { target: 'Basic-1', password: '' }, 401],
    ["profile 1 with another station's user", { target: 'Basic-1', user: 'Basic-2', password: KEY }, 401],
    ['profile 1 with an empty user', { target: 'Basic-1', user: '', password: KEY }, 401],
    ['profile 1 with an empty user by quirk', { target: 'Loose-1', user: '', password: KEY }, 101],
    ['profile 1 that has no password yet', { target: 'No-Secret', password: '' }, 401],
    ['profile 2 without TLS', { target: 'Tls-1', password: KEY }, 401],
    ['profile 3', { target: 'Mutual-1', password: KEY }, 401],
    ['an unknown station', { target: 'Nobody', password: KEY }, 401],
  ])('%s', async (_, options, status) => {
    expect(await statusOf(options)).toBe(status)
  })

  test('profile 2 behind a trusted proxy that ended TLS', async () => {
    expect(await statusOf({ target: 'Tls-1', password: KEY }, { 'x-forwarded-proto': 'https' })).toBe(101)
  })

  test('an unknown station and a wrong password get the same answer', async () => {
    const unknown = await attempt({ target: 'Nobody', password: 'x' })
    const wrong = await attempt({ target: 'Basic-1', password: 'x' })
    expect(unknown).toEqual(wrong)
  })
})

describe('the request', () => {
  test.each([
    ['/ocpp/Open-1/', 101],
    ['//ocpp//Open-1', 101],
    ['/ocpp/Open%2D1', 101],
    ['/ocpp/Open-1?x=1', 404],
    ['/ocpp/a%2Fb', 404],
    ['/ocpp/%', 404],
    ['/ocpp/', 404],
    ['/other', 404],
    ['/api/v1/live', 404],
  ])('target %s is answered %i', async (target, status) => {
    expect(await statusOf({ target })).toBe(status)
  })

  test.each([
    [undefined, 101],
    ['file://', 101],
    ['https://console.example', 101],
    ['https://evil.example', 403],
  ])('Origin %s is answered %i', async (origin, status) => {
    expect(await statusOf({ target: 'Open-1' }, origin === undefined ? {} : { origin })).toBe(status)
  })

  test.each([
    ['no key', { 'Sec-WebSocket-Key': '' }],
    ['a broken key', { 'Sec-WebSocket-Key': 'abc' }],
    ['an old version', { 'Sec-WebSocket-Version': '7' }],
    ['another upgrade', { Upgrade: 'h2c' }],
  ])('with %s is answered 400', async (_, headers) => {
    expect(await upgradeStatus('/ocpp/Open-1', headers)).toBe(400)
  })

  test('that is cut off half way leaves the server well', async () => {
    for (let turn = 0; turn < 20; turn++) {
      const socket = connect(gateway.port, '127.0.0.1')
      socket.write('GET /ocpp/Open-1 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nHost: x\r\n')
      socket.write('Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n')
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.resetAndDestroy()
    }
    expect(await statusOf({ target: 'Open-1' })).toBe(101)
  })
})

describe('the subprotocol', () => {
  test.each([
    [['ocpp1.6'], 'ocpp1.6'],
    [['ocpp1.6', 'ocpp2.0.1'], 'ocpp2.0.1'],
    [['ocpp1.5', 'ocpp2.1', 'ocpp1.6'], 'ocpp2.1'],
    [['OCPP1.6'], 'OCPP1.6'],
  ])('of %j is %s', async (subprotocols, chosen) => {
    const station = await attempt({ target: 'Open-1', subprotocols })
    expect(station instanceof TestStation && station.socket.protocol).toBe(chosen)
  })

  test('that nobody speaks completes the handshake without one and closes 1002', async () => {
    expect(await rawHandshake('/ocpp/Open-1', 'ocpp1.5')).toMatchObject({
      status: 101,
      protocol: undefined,
      close: 1002,
    })
  })

  test('may be absent only by quirk', async () => {
    expect(await rawHandshake('/ocpp/Open-1', undefined)).toMatchObject({ status: 101, close: 1002 })
    const quiet = await TestStation.connect({ port: gateway.port, target: 'Quiet-1', subprotocols: [] })
    expect((await quiet.boot())['status']).toBe('Accepted')
  })
})

describe('too many', () => {
  test('wrong passwords from one address are answered 429 while the station gets in from another', async () => {
    const from = { 'x-forwarded-for': '198.51.100.1' }
    const guess = () => TestStation.attempt({ port: gateway.port, target: 'Basic-2', password: 'guess', headers: from })
    const statuses: number[] = []
    for (let turn = 0; turn < 12; turn++) {
      const outcome = await guess()
      if (!(outcome instanceof TestStation)) statuses.push(outcome.status)
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    expect(await guess()).toMatchObject({ status: 429, retryAfter: expect.stringMatching(/^\d+$/) })
    expect(await statusOf({ target: 'Basic-2', password: KEY })).toBe(101)
  })

  test('handshakes at once are answered 503 with Retry-After before the database is asked', async () => {
    const settings = { HANDSHAKES_PER_SECOND: '1', HANDSHAKE_BURST: '2' }
    await using busy = await startTestGateway({ database, settings })
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map(() => TestStation.attempt({ port: busy.port, target: 'Open-1' })),
    )
    const refusals = outcomes.filter((outcome) => !(outcome instanceof TestStation))
    expect(refusals).toHaveLength(2)
    expect(refusals[0]).toMatchObject({ status: 503, retryAfter: expect.stringMatching(/^(?:[5-9]|1[0-4])$/) })
  })

  test('sockets of one address are refused until one of them closes', async () => {
    await using small = await startTestGateway({ database, settings: { SOCKETS_PER_ADDRESS: '2' } })
    const open = () => TestStation.attempt({ port: small.port, target: `Open-1` })
    const first = await TestStation.connect({ port: small.port, target: 'Open-1' })
    await TestStation.connect({ port: small.port, target: 'Quiet-1' })
    expect(await open()).toMatchObject({ status: 429 })
    first.socket.terminate()
    await eventually(async () => (await open()) instanceof TestStation)
  })
})

test('what happened to handshakes is counted', async () => {
  const text = await gateway.metrics()
  for (const outcome of ['accepted', 'credentials', 'unknown', 'securityProfile', 'origin', 'subprotocol', 'backOff']) {
    expect(text).toMatch(new RegExp(`stationmaster_station_handshakes_total\\{outcome="${outcome}"\\} [1-9]`))
  }
})

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

function upgradeStatus(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: gateway.port, host: '127.0.0.1', path, headers: { ...UPGRADE, ...headers } })
    sent.on('response', (response) => resolve(response.resume().statusCode))
    sent.on('error', reject)
    sent.end()
  })
}

/** A handshake by hand, for clients that accept no subprotocol where they asked for one. */
function rawHandshake(path: string, subprotocol: string | undefined) {
  const headers = { ...UPGRADE, ...(subprotocol === undefined ? {} : { 'Sec-WebSocket-Protocol': subprotocol }) }
  return new Promise((resolve, reject) => {
    const sent = request({ port: gateway.port, host: '127.0.0.1', path, headers })
    sent.on('upgrade', (response, socket, head) => {
      const chunks: Buffer[] = []
      socket.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        const frame = Buffer.concat(chunks)
        if (frame.length < 4) return
        socket.destroy()
        resolve({
          status: response.statusCode,
          protocol: response.headers['sec-websocket-protocol'],
          close: frame.readUInt16BE(2),
        })
      })
      if (head.length > 0) socket.unshift(head)
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('a password with a colon, or a user that is not the identity, is not mistaken for another station', async () => {
  const authorization = basic('Basic-1:x', KEY)
  expect(await statusOf({ target: 'Basic-1' }, { authorization })).toBe(401)
})

test('an address that is refused anyway does not use up what all share', async () => {
  const settings = {
    ...refusing,
    HANDSHAKES_PER_SECOND: '1',
    HANDSHAKE_BURST: '30',
    HANDSHAKES_PER_ADDRESS: '1000',
    AUTH_FAILURES_PER_MINUTE: '3',
  }
  await using small = await startTestGateway({ database, settings })
  const from = (address: string, password: string) =>
    TestStation.attempt({ port: small.port, target: 'Basic-1', password, headers: { 'x-forwarded-for': address } })
  // One subscriber's many IPv6 addresses are one address.
  for (let turn = 0; turn < 60; turn++) {
    const outcome = await from(`2001:db8:1:2::${turn.toString(16)}`, 'wrong')
    expect(outcome).toMatchObject({ status: turn < 3 ? 401 : 429 })
  }
  const station = await from('198.51.100.7', KEY)
  expect(station).toBeInstanceOf(TestStation)
})
