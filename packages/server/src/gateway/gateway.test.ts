import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/index.ts'
import { register, startTestGateway } from './testing/test-gateway.ts'
import { TestStation } from './testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

test('a stopping gateway answers what it has read, closes 1012 and leaves nobody connected', async () => {
  const gateway = await startTestGateway({ database })
  const targets = Array.from({ length: 30 }, (_, index) => `D-${index}`)
  for (const target of targets) await register(database, target, { booted: true })
  const stations = await Promise.all(targets.map((target) => TestStation.connect({ port: gateway.port, target })))
  const calls = stations.map((station) =>
    station.call('StatusNotification', { connectorId: 1, errorCode: 'NoError', status: 'Available' }, 'last'),
  )
  // Wait for one answer: by then all have been read.
  await calls[0]
  const stopped = gateway[Symbol.asyncDispose]()
  expect(gateway.gateway.isReady).toBe(false)
  const late = await TestStation.attempt({ port: gateway.port, target: 'D-0' }).catch(() => 'gone')
  expect(late === 'gone' || !(late instanceof TestStation)).toBe(true)
  expect(await Promise.all(stations.map((station) => station.closed()))).toEqual(targets.map(() => 1012))
  await stopped
  const { rows } = await database.pool.query(
    `select s.identity, c.status, s.connected_node from stations s join connectors c using (station_id) order by 1`,
  )
  const answered = stations.filter((station) => station.received.some((frame) => frame[1] === 'last'))
  expect(rows).toHaveLength(answered.length)
  expect(rows.every((row) => row.connected_node === null)).toBe(true)
})
