import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../stations/ids.ts'
import { routeCommand } from './commands/route.ts'
import { announceApproval } from './quarantine/messages.ts'
import { register, startTestGateway } from './testing/test-gateway.ts'
import { eventually, TestStation } from './testing/test-station.ts'

const SECOND = 2 as TenantId
const { database, ...testDatabase } = await createTestDatabase()
await database.pool.query(`insert into tenants (tenant_id, name, slug) values (2, 'Second', 'second')`)
const { gateway, tenants, bus, port, ...testGateway } = await startTestGateway({
  database,
  settings: { QUARANTINE_LIMIT: '2' },
})
afterAll(async () => {
  await testGateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

async function column(table: string, wanted: string, stationKey: StationKey): Promise<unknown[]> {
  const { rows } = await database.pool.query(`select ${wanted} as it from ${table} where station_id = $1`, [stationKey])
  return rows.map(({ it }) => it)
}

async function waiting(): Promise<string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select tenant_id || ' ' || identity as name from quarantine order by 1`,
  )
  return rows.map(({ name }) => name)
}

describe('two tenants with a station of one name', () => {
  let keys: { readonly first: StationKey; readonly second: StationKey }
  let first: TestStation
  let second: TestStation
  beforeAll(async () => {
    keys = {
      first: await register(database, 'Twin', { booted: true, securityProfile: 1, password: 'password of the first' }),
      second: await register(database, 'Twin', {
        ...{ tenantId: SECOND, booted: true, securityProfile: 1, password: 'password of the second' },
      }),
    }
    first = await TestStation.connect({ port, target: 'Twin', password: 'password of the first' })
    const target = '/ocpp/second/Twin'
    second = await TestStation.connect({ port, target, user: 'Twin', password: 'password of the second' })
  })

  test('hold a socket each, and are both answered', async () => {
    expect(gateway.connectedStations).toBe(2)
    for (const station of [first, second]) expect(await station.result('Heartbeat', {})).toHaveProperty('currentTime')
    expect(await column('stations', 'connection_epoch', keys.first)).toEqual([1])
    expect(await column('stations', 'connection_epoch', keys.second)).toEqual([1])
  })

  test('take the same transaction without meeting, and each row says whose it is', async () => {
    const start = { connectorId: 1, idTag: 'T', meterStart: 5, timestamp: new Date().toISOString() }
    await Promise.all([first.result('StartTransaction', start), second.result('StartTransaction', start)])
    for (const table of ['sessions', 'session_events', 'frames', 'connectors']) {
      expect(new Set(await column(table, 'tenant_id', keys.first))).toEqual(new Set(table === 'connectors' ? [] : [1]))
      expect(new Set(await column(table, 'tenant_id', keys.second))).toEqual(new Set(table === 'connectors' ? [] : [2]))
    }
  })

  test('get their own commands', async () => {
    const commandId = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01' as CommandId
    await database.pool.query(
      `insert into commands (tenant_id, station_id, command_id, kind, body, requested_by, state, created_at, deadline_at)
       values (2, $1, $2, 'clearCache', '{"kind":"clearCache"}', 'test', 'queued', now(), now() + interval '1 minute')`,
      [keys.second, commandId],
    )
    second.onCall = (_, __, messageId) => second.answer(messageId, { status: 'Accepted' })
    expect(await routeCommand(bus, { stationKey: keys.second, commandId })).toBe('delivered')
    await eventually(async () => (await column('commands', 'state', keys.second))[0] === 'accepted')
    expect(first.received.filter((frame) => frame[0] === 2)).toEqual([])
  })

  test('are let in with their own password alone, under the short address or the long one of the first', async () => {
    const refused = await TestStation.attempt({
      port,
      target: '/ocpp/second/Twin',
      user: 'Twin',
      password: 'password of the first',
    })
    expect(refused).toMatchObject({ status: 401 })
    const target = '/ocpp/default/Twin'
    const again = await TestStation.connect({ port, target, user: 'Twin', password: 'password of the first' })
    expect(await first.closed()).toBe(1008)
    expect(second.closeCode).toBeUndefined()
    first = again
  })

  test('are sent away when their own tenant is suspended, with a sentence, and come back after', async () => {
    await database.pool.query(`update tenants set suspended_at = now() where tenant_id = 2`)
    await tenants.refresh()
    expect(await second.closed()).toBe(1008)
    const refused = await TestStation.attempt({ port, target: '/ocpp/second/Twin', user: 'Twin' })
    expect(refused).toMatchObject({ status: 403, body: 'The operator of this station is suspended.\n' })
    expect(await first.result('Heartbeat', {})).toHaveProperty('currentTime')
    await database.pool.query(`update tenants set suspended_at = null where tenant_id = 2`)
    await tenants.refresh()
    const target = '/ocpp/second/Twin'
    const back = await TestStation.connect({ port, target, user: 'Twin', password: 'password of the second' })
    expect(await back.result('Heartbeat', {})).toHaveProperty('currentTime')
  })
})

describe('strangers', () => {
  test('wait at the door they knocked at, where approval of one of the same name does not reach them', async () => {
    const here = await TestStation.connect({ port, target: 'New' })
    const there = await TestStation.connect({ port, target: '/ocpp/second/New' })
    await Promise.all([here.boot(), there.boot()])
    expect(await waiting()).toEqual(['1 New', '2 New'])
    announceApproval(bus, { tenantId: SECOND, identity: 'new' as StationIdentity })
    expect(await there.closed()).toBe(1012)
    expect(here.closeCode).toBeUndefined()
  })

  test('at one door do not push out those at another', async () => {
    for (const name of ['A', 'B', 'C']) {
      const crowd = await TestStation.connect({ port, target: `/ocpp/second/${name}` })
      await crowd.boot()
    }
    const other = await TestStation.connect({ port, target: 'New' })
    expect(await other.boot()).toMatchObject({ status: 'Pending' })
    expect((await waiting()).filter((name) => name.startsWith('1 '))).toEqual(['1 New'])
  })

  test('of a tenant that is not there find nothing, and are shown to the first tenant', async () => {
    const refused = await TestStation.attempt({ port, target: '/ocpp/nobody/New' })
    expect(refused).toMatchObject({ status: 404 })
    const shown = await eventually(async () => {
      const { rows } = await database.pool.query(
        `select tenant_id, identity, detail from refused_handshakes where reason = 'unknownTenant'`,
      )
      return rows[0]
    })
    expect(shown).toEqual({ tenant_id: 1, identity: 'New', detail: { info: '/ocpp/nobody/New' } })
  })
})
