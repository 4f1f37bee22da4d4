import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallOutput } from '../../contract/index.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { connectTestStation } from '../../testing/test-station.ts'

/** Written down once a second. */
const SOON = { timeout: 10_000 }

type Refusal = CallOutput<'listRefusedHandshakes'>['items'][number]

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ TRUSTED_PROXIES: '127.0.0.1', AUTH_FAILURES_PER_MINUTE: '3' })
})
afterAll(() => app[Symbol.asyncDispose]())

/** Each test knocks from an address of its own. */
let nextAddress = 1
const newAddress = () => `203.0.113.${nextAddress++}`

interface Knocking {
  readonly from?: string
  readonly user?: string
  readonly password?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends an upgrade request and waits for whatever is answered. */
function knock(path: string, { from = newAddress(), user, password, headers = {} }: Knocking = {}): Promise<unknown> {
  const authorization =
    user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
  const all = { ...UPGRADE, 'sec-websocket-protocol': 'ocpp1.6', 'x-forwarded-for': from, ...authorization, ...headers }
  return new Promise((resolve, reject) => {
    const sent = request({ port: app.server.port, host: '127.0.0.1', path, headers: all })
    sent.on('response', (response) => resolve(response.resume().statusCode))
    sent.on('upgrade', (_, socket) => resolve(socket.destroy()))
    sent.on('error', reject)
    sent.end()
  })
}

async function refusalsOf(identity: string): Promise<Refusal[]> {
  return (await app.call('listRefusedHandshakes', { query: { identity } })).items
}

async function refusalOf(identity: string): Promise<Refusal> {
  await expect.poll(async () => (await refusalsOf(identity)).length, SOON).toBe(1)
  const [only] = await refusalsOf(identity)
  if (only === undefined) throw new Error('It was not written down')
  return only
}

function register(id: string, input: { securityProfile?: number } = {}) {
  return app.call('createStation', { body: { id, ...input }, idempotencyKey: id })
}

describe('a station that knocks and is refused is written down', () => {
  test('with a wrong password, and no password is kept', async () => {
    await register('KNOCK-1')
    await knock('/ocpp/KNOCK-1', { user: 'KNOCK-1', password: 'sesame-open-9' })
    const refusal = await refusalOf('knock-1')
    expect(refusal).toMatchObject({ identity: 'KNOCK-1', stationId: 'KNOCK-1', reason: 'wrongPassword', attempts: 1 })
    const { rows } = await app.database.pool.query('select row_to_json(r)::text as text from refused_handshakes r')
    expect(rows.map(({ text }) => text).join()).not.toContain('sesame')
  })

  test('without a password, and with the name of another', async () => {
    await register('KNOCK-2')
    await knock('/ocpp/KNOCK-2')
    expect(await refusalOf('KNOCK-2')).toMatchObject({ reason: 'passwordMissing' })
    await register('KNOCK-3')
    await knock('/ocpp/KNOCK-3', { user: 'admin', password: 'x' })
    const refusal = await refusalOf('KNOCK-3')
    expect(refusal).toMatchObject({ reason: 'userName', info: null })
    expect(JSON.stringify(refusal)).not.toContain('admin')
  })

  test('below the security profile it must use', async () => {
    const { password } = await register('KNOCK-4', { securityProfile: 2 })
    await knock('/ocpp/KNOCK-4', { user: 'KNOCK-4', password: password ?? '' })
    expect(await refusalOf('KNOCK-4')).toMatchObject({
      reason: 'securityProfile',
      usedProfile: 1,
      requiredProfile: 2,
    })
  })

  test('with versions that nobody speaks, and with none', async () => {
    const headers = { 'sec-websocket-protocol': 'ocpp1.5, soap' }
    const { password } = await register('KNOCK-5')
    await knock('/ocpp/KNOCK-5', { user: 'KNOCK-5', password: password ?? '', headers })
    expect(await refusalOf('KNOCK-5')).toMatchObject({ reason: 'subprotocol', offered: ['ocpp1.5', 'soap'] })
    const silent = await register('KNOCK-6')
    const nothing = { 'sec-websocket-protocol': '' }
    await knock('/ocpp/KNOCK-6', { user: 'KNOCK-6', password: silent.password ?? '', headers: nothing })
    expect(await refusalOf('KNOCK-6')).toMatchObject({ reason: 'subprotocol', offered: [] })
  })

  test('on a path that is not ours, under the name at its end', async () => {
    await register('KNOCK-7')
    await knock('/steve/websocket/CentralSystemService/KNOCK-7?x=1')
    expect(await refusalOf('KNOCK-7')).toMatchObject({
      reason: 'wrongPath',
      stationId: 'KNOCK-7',
      info: '/steve/websocket/CentralSystemService/KNOCK-7',
    })
    await knock('/ocpp/')
    const nameless = (await app.call('listRefusedHandshakes', {})).items.filter(({ identity }) => identity === null)
    expect(nameless.every(({ reason }) => reason === 'wrongPath')).toBe(true)
  })

  test('with a name that no station may have, made printable', async () => {
    await knock('/ocpp/Depot%20%E2%80%AE7%00%1B%5B31m')
    const reasons = async () => (await app.call('listRefusedHandshakes', {})).items.map(({ reason }) => reason)
    await expect.poll(reasons, SOON).toContain('badIdentity')
    const bad = (await app.call('listRefusedHandshakes', {})).items.find(({ reason }) => reason === 'badIdentity')
    expect(bad?.identity).toBe('Depot \u{FFFD}7\u{FFFD}\u{FFFD}[31m')
    expect(bad?.info).toMatch(/^an identity /)
  })

  test('from a page of a foreign origin', async () => {
    await register('KNOCK-8')
    await knock('/ocpp/KNOCK-8', { headers: { origin: 'https://evil.example' } })
    expect(await refusalOf('KNOCK-8')).toMatchObject({ reason: 'origin', info: 'https://evil.example' })
  })
})

test('who hammers is one row with a count, then a second one for the back-off', async () => {
  await register('HAMMER-1')
  const from = newAddress()
  for (let turn = 0; turn < 6; turn++) await knock('/ocpp/HAMMER-1', { from, user: 'HAMMER-1', password: 'no' })
  const counts = async () =>
    Object.fromEntries((await refusalsOf('HAMMER-1')).map(({ reason, attempts }) => [reason, attempts]))
  await expect.poll(counts, SOON).toEqual({ wrongPassword: 3, backOff: 3 })
})

test('what was mended is not open any more', async () => {
  const { password } = await register('MENDED-1')
  await knock('/ocpp/MENDED-1')
  await refusalOf('MENDED-1')
  const open = async () =>
    (await app.call('listRefusedHandshakes', { query: { identity: 'MENDED-1', open: 'true' } })).items.length
  expect(await open()).toBe(1)
  const headers = { 'x-forwarded-for': newAddress() }
  const station = await connectTestStation({
    url: app.stationUrl,
    identity: 'MENDED-1',
    password: password ?? '',
    headers,
  })
  await expect.poll(open, SOON).toBe(0)
  expect(await refusalOf('MENDED-1')).toMatchObject({ connectedSince: expect.any(String) })
  station.close()
})

test('invented names from one network do not fill the record, nor push out a registered station', async () => {
  await register('KEPT-1')
  const from = newAddress()
  await knock('/ocpp/KEPT-1', { from })
  await refusalOf('KEPT-1')
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 15 }, (_, n) => knock(`/elsewhere/FLOOD-${round}-${n}`, { from })))
    await refusalOf(`FLOOD-${round}-14`)
  }
  const ofNetwork = async () =>
    (await app.call('listRefusedHandshakes', { query: { limit: 500 } })).items.filter(
      (one) => one.remoteAddress === from,
    )
  expect((await ofNetwork()).length).toBeLessThanOrEqual(20)
  expect((await ofNetwork()).map(({ identity }) => identity)).toContain('KEPT-1')
})

test('pages follow each other, and the live stream tells of each refusal', async () => {
  const abort = new AbortController()
  const stream = await app.request('/api/v1/live', { signal: abort.signal })
  const reader = stream.body?.getReader()
  await register('LIVE-1')
  await knock('/ocpp/LIVE-1')
  let heard = ''
  while (reader !== undefined && !heard.includes('LIVE-1","stationId"')) {
    heard += new TextDecoder().decode((await reader.read()).value)
  }
  expect(heard).toContain('"type":"refusedHandshakes"')
  abort.abort()
  const first = await app.call('listRefusedHandshakes', { query: { limit: 3 } })
  expect(first.items).toHaveLength(3)
  const second = await app.call('listRefusedHandshakes', { query: { limit: 3, cursor: first.nextCursor } })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})
