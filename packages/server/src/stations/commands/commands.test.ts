import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Command } from '../../contract/index.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../testing/test-station.ts'
import { settleLostCommands } from './lost-commands.ts'

let app: TestApp
let station: TestStation
const params = { stationId: 'CMD-1' }

beforeAll(async () => {
  app = await startTestApp({ CALL_TIMEOUT_MS: '1500' })
  station = await bootNew('CMD-1')
})
afterAll(() => app[Symbol.asyncDispose]())

/** Registers a 1.6 station, connects it and boots it. */
async function bootNew(id: string): Promise<TestStation> {
  const { password } = await app.call('createStation', { body: { id } })
  const connected = await connectTestStation({ url: app.stationUrl, identity: id, password: password ?? '' })
  expect(await connected.call('BootNotification', BOOT_16)).toMatchObject({ status: 'Accepted' })
  await connected.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' })
  return connected
}

const send = (body: Parameters<typeof app.call<'sendCommand'>>[1]['body'], wait = 10) =>
  app.call('sendCommand', { params, query: { wait }, body })

test('a command is sent, answered and kept with everything said', async () => {
  station.onCall(() => ({ status: 'Accepted' }))
  const command = await send({ command: { kind: 'reset', mode: 'immediate' }, reason: 'Does not charge' })
  expect(command).toMatchObject({
    state: 'accepted',
    status: 'Accepted',
    kind: 'reset',
    ocppAction: 'Reset',
    requestedBy: 'API key Bootstrap',
    reason: 'Does not charge',
  })
  expect(station.heard.at(-1)).toEqual({ action: 'Reset', payload: { type: 'Hard' } })
  expect(command.request).toContain('"Reset"')
  expect(command.sentAt).not.toBeNull()
  expect(await app.call('getCommand', { params: { id: command.id } })).toEqual(command)
  const { items } = await app.call('listCommands', { params })
  expect(items[0]).toEqual(command)
})

test('a rejection is the outcome, in the words of the station', async () => {
  station.onCall(() => ({ status: 'Rejected' }))
  expect(await send({ command: { kind: 'clearCache' } })).toMatchObject({ state: 'rejected', status: 'Rejected' })
})

test('without waiting the answer comes at once and the outcome later', async () => {
  station.onCall(() => ({ status: 'Accepted' }))
  const response = await app.request('/api/v1/stations/CMD-1/commands', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ command: { kind: 'clearCache' } }),
  })
  expect(response.status).toBe(202)
  const { id } = Command.parse(await response.json())
  const later = await app.call('getCommand', { params: { id }, query: { wait: 10 } })
  expect(later.state).toBe('accepted')
})

test('a station that does not answer times out', async () => {
  station.onCall(() => undefined)
  expect(await send({ command: { kind: 'clearCache' } })).toMatchObject({ state: 'timedOut' })
})

test('a start without a token makes one for this start alone, which the station may use', async () => {
  station.onCall(() => ({ status: 'Accepted' }))
  const command = await send({ command: { kind: 'startTransaction', evseId: 1 } })
  expect(command.state).toBe('accepted')
  const idTag = String(station.heard.at(-1)?.payload['idTag'])
  expect(station.heard.at(-1)).toMatchObject({ action: 'RemoteStartTransaction', payload: { connectorId: 1 } })
  expect(idTag.length).toBeLessThanOrEqual(20)
  const { items } = await app.call('listTokens', { query: { search: idTag } })
  expect(items).toMatchObject([{ label: 'Remote start by API key Bootstrap', maxConcurrent: 1, status: 'active' }])
  const started = await station.call('StartTransaction', {
    connectorId: 1,
    idTag,
    meterStart: 1000,
    timestamp: new Date().toISOString(),
  })
  expect(started).toMatchObject({ idTagInfo: { status: 'Accepted' } })
})

test('a running session blocks a second start and is stopped by its id; an ended one is not', async () => {
  const { items } = await app.call('listSessions', { query: { stationId: 'CMD-1', state: 'active' } })
  const session = items[0]!
  await expect(send({ command: { kind: 'startTransaction', evseId: 1 } })).rejects.toMatchObject({
    problem: { code: 'alreadyCharging', status: 409 },
  })
  station.onCall(() => ({ status: 'Accepted' }))
  const stop = await send({ command: { kind: 'stopTransaction', sessionId: session.id } })
  expect(stop.state).toBe('accepted')
  const transactionId = Number(session.transactionId)
  expect(station.heard.at(-1)).toEqual({ action: 'RemoteStopTransaction', payload: { transactionId } })
  await station.call('StopTransaction', { transactionId, meterStop: 2500, timestamp: new Date().toISOString() })
  await expect(send({ command: { kind: 'stopTransaction', sessionId: session.id } })).rejects.toMatchObject({
    problem: { code: 'noSession' },
  })
  const detail = await app.call('getSession', { params: { id: session.id } })
  expect(detail).toMatchObject({ state: 'ended', energyWh: 1500, meterStartWh: 1000, meterStopWh: 2500 })
  expect(detail.events.map((event) => event.phase)).toEqual(['started', 'ended'])
})

test('what the version cannot say is refused before anything is stored', async () => {
  const before = await app.call('listCommands', { params })
  await expect(send({ command: { kind: 'getBaseReport' } })).rejects.toMatchObject({
    problem: { code: 'wrongVersion' },
  })
  await expect(send({ command: { kind: 'reset', evseId: 2 } })).rejects.toMatchObject({
    problem: { code: 'commandNotWritable', status: 422 },
  })
  expect(await app.call('listCommands', { params })).toEqual(before)
})

test('secrets that a command sets are shown to nobody', async () => {
  station.onCall(() => ({ status: 'Accepted' }))
  const secret = 'a1b2c3d4e5f60718293a4b5c'
  const command = await send({ command: { kind: 'changeConfiguration', key: 'AuthorizationKey', value: secret } })
  expect(station.heard.at(-1)?.payload['value']).toBe(secret)
  expect(JSON.stringify(command)).not.toContain(secret)
  const { items } = await app.call('listTimeline', { params })
  expect(JSON.stringify(items)).not.toContain(secret)
})

test('an offline station is refused, or the command waits for it', async () => {
  const { password } = await app.call('createStation', { body: { id: 'CMD-2' } })
  const there = { params: { stationId: 'CMD-2' } }
  const body = { command: { kind: 'clearCache' } } as const
  await expect(app.call('sendCommand', { ...there, body })).rejects.toMatchObject({
    problem: { code: 'stationOffline' },
  })
  const queued = await app.call('sendCommand', { ...there, body: { ...body, ifOffline: 'queue', deadlineS: 300 } })
  expect(queued.state).toBe('queued')
  const late = await connectTestStation({ url: app.stationUrl, identity: 'CMD-2', password: password ?? '' })
  await late.call('BootNotification', BOOT_16)
  const outcome = await app.call('getCommand', { params: { id: queued.id }, query: { wait: 10 } })
  expect(outcome.state).toBe('accepted')
  expect(late.heard.map(({ action }) => action)).toContain('ClearCache')
})

test('a queued command can be cancelled once, a finished one not', async () => {
  await app.call('createStation', { body: { id: 'CMD-3' } })
  const body = { command: { kind: 'clearCache' }, ifOffline: 'queue' } as const
  const queued = await app.call('sendCommand', { params: { stationId: 'CMD-3' }, body })
  expect(await app.call('cancelCommand', { params: { id: queued.id } })).toMatchObject({ state: 'cancelled' })
  await expect(app.call('cancelCommand', { params: { id: queued.id } })).rejects.toMatchObject({
    problem: { code: 'commandNotQueued' },
  })
})

test('fifty starts with one key are one start', async () => {
  station.onCall(() => ({ status: 'Rejected' }))
  const before = station.heard.length
  const body = { command: { kind: 'startTransaction', evseId: 1 } } as const
  const answers = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      app.call('sendCommand', { params, query: { wait: 10 }, body, idempotencyKey: 'one-start' }),
    ),
  )
  const ids = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []))
  expect(new Set(ids).size).toBe(1)
  expect(station.heard.slice(before).map(({ action }) => action)).toEqual(['RemoteStartTransaction'])
})

test('what a dead process has sent is of unknown outcome, once no answer can come any more', async () => {
  await app.call('createStation', { body: { id: 'CMD-4' } })
  const body = { command: { kind: 'clearCache' }, ifOffline: 'queue' } as const
  const { id } = await app.call('sendCommand', { params: { stationId: 'CMD-4' }, body })
  const nowMs = Date.now()
  await sql`update commands set state = 'sent', sent_at = ${new Date(nowMs)} where command_id = ${id}`.execute(
    app.database.kysely,
  )
  const settle = (atMs: number) =>
    app.database.transaction((tx) => settleLostCommands(tx, { nowMs: atMs, callTimeoutMs: 30_000 }))
  expect(await settle(nowMs + 80_000)).toEqual([])
  expect(await settle(nowMs + 100_000)).toMatchObject([{ tenantId: 1, commandId: id }])
  expect(await app.call('getCommand', { params: { id } })).toMatchObject({ state: 'unknown' })
})

test('every request for a command is in the audit log with its reason', async () => {
  const { rows } = await sql<{ object: string; reason: string | null }>`
    select object, reason from audit_log where action = 'command.requested' order by audit_id limit 1`.execute(
    app.database.kysely,
  )
  expect(rows).toEqual([{ object: 'CMD-1', reason: 'Does not charge' }])
})
