import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/index.ts'
import { openFaultyLine } from './testing/faulty-line.ts'
import { openTestPool, register, startTestGateway } from './testing/test-gateway.ts'
import { eventually, TestStation } from './testing/test-station.ts'

const { database, connectionString, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

const STATUS = { connectorId: 1, errorCode: 'NoError', status: 'Available' }

async function setUp(graceMs: number) {
  const line = await openFaultyLine(connectionString)
  const through = await openTestPool(line.connectionString)
  const settings = { DATABASE_DOWN_GRACE_MS: String(graceMs) }
  const gateway = await startTestGateway({ database: through, settings })
  return {
    line,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]()
      await through[Symbol.asyncDispose]()
      await line[Symbol.asyncDispose]()
    },
  }
}

test('a short outage is not noticed by a station: its message is answered when the database is back', async () => {
  const key = await register(database, 'Short', { booted: true })
  await using parts = await setUp(60_000)
  const station = await TestStation.connect({ port: parts.gateway.port, target: 'Short' })
  await station.result('StatusNotification', STATUS)
  parts.line.cut()
  const answered = station.result('StatusNotification', { ...STATUS, status: 'Preparing' })
  await eventually(async () => !parts.gateway.gateway.isReady)
  expect(await TestStation.attempt({ port: parts.gateway.port, target: 'Short' })).toMatchObject({
    status: 503,
    retryAfter: '10',
  })
  parts.line.mend()
  expect(await answered).toEqual({})
  const { rows } = await database.pool.query('select status from status_history where station_id = $1 order by at', [
    key,
  ])
  expect(rows).toEqual([{ status: 'Available' }, { status: 'Preparing' }])
  expect(parts.gateway.gateway.isReady).toBe(true)
})

test('in a long outage stations are sent away with 1013, and let in again when the database is back', async () => {
  await register(database, 'Long', { booted: true })
  await register(database, 'Idle', { booted: true })
  await using parts = await setUp(300)
  const { port } = parts.gateway
  const station = await TestStation.connect({ port, target: 'Long' })
  const idle = await TestStation.connect({ port, target: 'Idle' })
  await station.result('StatusNotification', STATUS)
  parts.line.cut()
  const unanswered = station.call('StatusNotification', { ...STATUS, status: 'Preparing' })
  unanswered.catch(() => undefined)
  expect(await station.closed()).toBe(1013)
  expect(await idle.closed()).toBe(1013)
  await expect(unanswered).rejects.toThrow('1013')
  expect(await TestStation.attempt({ port, target: 'Long' })).toMatchObject({ status: 503 })
  parts.line.mend()
  const back = await eventually(async () => {
    const outcome = await TestStation.attempt({ port, target: 'Long' })
    return outcome instanceof TestStation && outcome
  })
  expect(await back.result('StatusNotification', { ...STATUS, status: 'Charging' })).toEqual({})
  await eventually(async () => {
    const { rows } = await database.pool.query(`select connected_node from stations where identity = 'Idle'`)
    return rows[0]?.connected_node === null
  })
})

test('an outage is noticed while no station says anything', async () => {
  await register(database, 'Quiet', { booted: true })
  await using parts = await setUp(300)
  const station = await TestStation.connect({ port: parts.gateway.port, target: 'Quiet' })
  await station.result('Heartbeat', {})
  parts.line.cut()
  expect(await station.closed()).toBe(1013)
  parts.line.mend()
  await eventually(async () => parts.gateway.gateway.isReady)
})
