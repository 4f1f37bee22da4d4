import { afterAll, beforeAll, expect, test } from 'vitest'
import { LiveMessage } from '../../contract/index.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation } from '../../testing/test-station.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

/** Opens the stream and gathers its messages until closed. */
async function openStream(key?: string) {
  const abort = new AbortController()
  const response = await app.request('/api/v1/live', { signal: abort.signal, ...(key === undefined ? {} : { key }) })
  const messages: LiveMessage[] = []
  const ended = (async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        if (event.startsWith('data: ')) messages.push(LiveMessage.parse(JSON.parse(event.slice(6))))
      }
    }
  })().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error
  })
  return { response, messages, ended, close: () => abort.abort() }
}

test('says at once that it lives, and tells of what changes with whole objects', async () => {
  const stream = await openStream()
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream')
  expect(stream.response.headers.get('cache-control')).toBe('no-store')
  await expect.poll(() => stream.messages[0]?.type).toBe('tick')
  const { password } = await app.call('createStation', { body: { id: 'LIVE-1' } })
  const seen = () => stream.messages.flatMap((message) => (message.type === 'stations' ? message.items : []))
  await expect.poll(() => seen().at(-1)).toMatchObject({ id: 'LIVE-1', condition: 'neverConnected' })

  const station = await connectTestStation({ url: app.stationUrl, identity: 'LIVE-1', password: password ?? '' })
  await station.call('BootNotification', BOOT_16)
  await station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' })
  await expect.poll(() => seen().at(-1)).toMatchObject({ condition: 'available', online: true })
  await app.call('createToken', { body: { value: 'CARD1' } })
  await station.call('StartTransaction', {
    connectorId: 1,
    idTag: 'CARD1',
    meterStart: 0,
    timestamp: new Date().toISOString(),
  })
  const sessions = () => stream.messages.flatMap((message) => (message.type === 'sessions' ? message.items : []))
  await expect.poll(() => sessions().at(-1)).toMatchObject({ stationId: 'LIVE-1', state: 'active' })
  await expect.poll(() => seen().at(-1)?.connectors[0]?.sessionId).toBe(sessions().at(-1)?.id)
  await app.call('sendCommand', {
    params: { stationId: 'LIVE-1' },
    query: { wait: 10 },
    body: { command: { kind: 'clearCache' } },
  })
  const commands = () => stream.messages.flatMap((message) => (message.type === 'commands' ? message.items : []))
  await expect.poll(() => commands().at(-1)).toMatchObject({ kind: 'clearCache', state: 'accepted' })
  const now = () => stream.messages.findLast((message) => message.type === 'now')
  // Read once a second at most.
  await expect
    .poll(() => now(), { timeout: 5000 })
    .toMatchObject({ now: { stations: { total: 1, online: 1 }, activeSessions: 1 } })
  station.close()
  await expect.poll(() => seen().at(-1)).toMatchObject({ condition: 'offline', online: false })
  stream.close()
  await stream.ended
})

test('a stranger appears among those who wait to join', async () => {
  const stream = await openStream()
  const station = await connectTestStation({ url: app.stationUrl, identity: 'LIVE-2' })
  await station.call('BootNotification', BOOT_16)
  const waiting = () => stream.messages.flatMap((message) => (message.type === 'quarantine' ? message.items : []))
  await expect.poll(() => waiting().at(-1)).toMatchObject({ id: 'LIVE-2', vendor: 'Norrvolt' })
  stream.close()
  await stream.ended
})

test('a station that is deleted goes from the screens, and its socket closes', async () => {
  const { password } = await app.call('createStation', { body: { id: 'LIVE-3' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'LIVE-3', password: password ?? '' })
  const stream = await openStream()
  await expect.poll(() => stream.messages.length).toBeGreaterThan(0)
  await app.call('deleteStation', { params: { stationId: 'live-3' } })
  const removed = () => stream.messages.flatMap((message) => (message.type === 'stationsRemoved' ? message.ids : []))
  await expect.poll(removed).toEqual(['LIVE-3'])
  expect(await station.closed).toBe(1008)
  stream.close()
  await stream.ended
})

test('a revoked key ends its open stream', async () => {
  const made = await app.call('createApiKey', { body: { name: 'Wall screen' } })
  const stream = await openStream(made.key)
  await expect.poll(() => stream.messages.length).toBeGreaterThan(0)
  await app.call('deleteApiKey', { params: { id: made.id } })
  await stream.ended
})

test('an open stream does not keep the server from stopping', async () => {
  const other = await startTestApp()
  const response = await other.request('/api/v1/live')
  const reading = response.text()
  await other[Symbol.asyncDispose]()
  expect(await reading).toContain('"tick"')
})
