import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { InProcessBus } from '../platform/bus/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { silentLogger } from '../platform/logging/index.ts'
import { createTestDatabase } from '../platform/testing/index.ts'
import { register, startTestGateway } from './testing/test-gateway.ts'
import { eventually, TestStation } from './testing/test-station.ts'

const { database, ...testDatabase } = await createTestDatabase()
const bus = new InProcessBus({ clock: systemClock, logger: silentLogger })
const settings = { TRUSTED_PROXIES: '127.0.0.1' }
const one = await startTestGateway({ database, bus, settings })
const two = await startTestGateway({ database, bus, settings })
afterAll(async () => {
  await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()])
  await testDatabase[Symbol.asyncDispose]()
})

async function connection(identity: string) {
  const { rows } = await database.pool.query<{
    connected_node: string | null
    connection_epoch: number
    disconnected_at: Date | null
    remote_address: string | null
  }>(
    'select connected_node, connection_epoch, disconnected_at, remote_address from stations where identity_folded = $1',
    [identity.toLowerCase()],
  )
  return rows[0]!
}

function connect(port: number, target: string, address = '192.0.2.1') {
  return TestStation.connect({ port, target, headers: { 'x-forwarded-for': address } })
}

describe('the connection of a station', () => {
  test('is recorded while it lasts and cleared when it ends', async () => {
    await register(database, 'R-1', { booted: true })
    const station = await connect(one.port, 'R-1')
    expect(await connection('R-1')).toMatchObject({
      connected_node: one.gateway.nodeId,
      connection_epoch: 1,
      remote_address: '192.0.2.1',
    })
    station.socket.close()
    await eventually(async () => (await connection('R-1')).connected_node === null)
    expect((await connection('R-1')).disconnected_at).not.toBeNull()
  })

  test.each([
    ['in the same process', one],
    ['in another process', two],
  ])('goes to the newest socket, and the former one %s is closed', async (place, other) => {
    const identity = place === 'in the same process' ? 'R-2' : 'R-3'
    await register(database, identity, { booted: true })
    const former = await connect(one.port, identity)
    const newest = await connect(other.port, identity)
    expect(await former.closed()).toBe(1008)
    expect(await newest.result('Heartbeat', {})).toHaveProperty('currentTime')
    expect(await connection(identity)).toMatchObject({ connected_node: other.gateway.nodeId, connection_epoch: 2 })
  })

  test('taken over is loaded with everything the former socket was answered', async () => {
    await register(database, 'R-4', { booted: true })
    const former = await connect(one.port, 'R-4')
    const start = { connectorId: 1, idTag: 'T', meterStart: 5, timestamp: new Date().toISOString() }
    const answered = await former.result('StartTransaction', start)
    const newest = await connect(two.port, 'R-4')
    expect(await newest.result('StartTransaction', start)).toEqual(answered)
    const { rows } = await database.pool.query(
      'select from sessions join stations using (station_id) where identity = $1',
      ['R-4'],
    )
    expect(rows).toHaveLength(1)
  })

  test('contested from two addresses raises one security event', async () => {
    const key = await register(database, 'R-5', { booted: true })
    for (let turn = 0; turn < 5; turn++) await connect(one.port, 'R-5', turn % 2 === 0 ? '192.0.2.1' : '192.0.2.2')
    const events = async () =>
      (await database.pool.query('select type, source, detail from security_events where station_id = $1', [key])).rows
    await eventually(async () => (await events()).length > 0)
    expect(await events()).toEqual([
      { type: 'IdentityContested', source: 'csms', detail: '{"addresses":["192.0.2.2","192.0.2.1"]}' },
    ])
  })

  describe.each([
    ['in one process', () => one],
    ['in two processes', () => two],
  ])('claimed with different strength %s', (where, other) => {
    const PASSWORD = 'the password of the box'
    async function given(name: string) {
      const identity = `${name}-${where.replaceAll(' ', '-')}`
      const key = await register(database, identity, { booted: true, password: PASSWORD })
      const events = () =>
        eventually(async () => {
          const question = 'select type, detail from security_events where station_id = $1'
          const { rows } = await database.pool.query<{ type: string; detail: string }>(question, [key])
          return rows.length > 0 && rows.map(({ type, detail }) => ({ type, detail: JSON.parse(detail) }))
        })
      return { identity, events }
    }
    const weak = (port: number, target: string) => TestStation.attempt({ port, target })
    const strong = (port: number, target: string) => TestStation.connect({ port, target, password: PASSWORD })

    test('stays with the one that knows the password, and is refused to others ever after', async () => {
      const { identity, events } = await given('Held')
      const holder = await strong(one.port, identity)
      for (let turn = 0; turn < 3; turn++) {
        expect(await weak(other().port, identity)).toMatchObject({ status: 401 })
      }
      expect(await holder.result('Heartbeat', {})).toHaveProperty('currentTime')
      expect(await events()).toMatchObject([
        { type: 'FailedToAuthenticateAtCsms', detail: { profile: 0, requiredProfile: 1 } },
      ])
      holder.socket.close()
      await holder.closed()
      await eventually(async () => (await connection(identity)).connected_node === null)
      expect(await weak(other().port, identity)).toMatchObject({ status: 401 })
      expect(await strong(other().port, identity)).toBeInstanceOf(TestStation)
    })

    test('goes over to it from one that does not', async () => {
      const { identity, events } = await given('Taken')
      const squatter = await weak(one.port, identity)
      const owner = await strong(other().port, identity)
      expect(squatter instanceof TestStation && (await squatter.closed())).toBe(1008)
      expect(await owner.result('Heartbeat', {})).toHaveProperty('currentTime')
      expect(await events()).toMatchObject([{ detail: { winner: { strength: 2 }, loser: { strength: 0 } } }])
    })
  })

  test('whatever the order of opening and closing, belongs to the newest socket that is open', async () => {
    const step = fc.record({ node: fc.constantFrom(one, two), action: fc.constantFrom('open', 'open', 'close') })
    await register(database, 'R-6', { booted: true })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean(), async (steps, atOnce) => {
        const opened: TestStation[] = []
        const work: Promise<unknown>[] = []
        for (const { node, action } of steps) {
          if (action === 'close') opened.at(-1)?.socket.close()
          else work.push(connect(node.port, 'R-6').then((station) => opened.push(station)))
          if (!atOnce) await Promise.all(work)
        }
        await Promise.all(work)
        const last = await connect(two.port, 'R-6')
        expect(await last.result('Heartbeat', {})).toHaveProperty('currentTime')
        await Promise.all(opened.map((station) => (station === last ? undefined : station.closed())))
        expect((await connection('R-6')).connected_node).toBe(two.gateway.nodeId)
        expect(last.closeCode).toBeUndefined()
        last.socket.close()
        await eventually(async () => (await connection('R-6')).connected_node === null)
      }),
      { numRuns: 12 },
    )
  })
})

test('a station whose process died without a word is shown as disconnected', async () => {
  await register(database, 'R-7')
  await database.pool.query(
    `update stations set connected_node = 'dead', connected_at = now() - interval '1 hour' where identity = 'R-7'`,
  )
  await eventually(async () => (await connection('R-7')).connected_node === null)
}, 40_000)
