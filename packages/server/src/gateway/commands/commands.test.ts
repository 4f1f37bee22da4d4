import type { StationCommand } from '@stationmaster/ocpp'
import { afterAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../platform/clock/index.ts'
import { uuidV7Ids } from '../../platform/ids/index.ts'
import { systemRandom } from '../../platform/random/index.ts'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { CommandId, StationIdentity, StationKey } from '../../stations/ids.ts'
import { sealSecrets } from '../sealed-json.ts'
import { register, startTestGateway, TENANT, TEST_SEALING } from '../testing/test-gateway.ts'
import { eventually, TestStation } from '../testing/test-station.ts'
import { routeCommand } from './route.ts'

const { database, ...testDatabase } = await createTestDatabase()
const gateway = await startTestGateway({ database, settings: { CALL_TIMEOUT_MS: '1000' } })
const { bus, port } = gateway
const ids = uuidV7Ids(systemClock, systemRandom)
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await testDatabase[Symbol.asyncDispose]()
})

let next = 1
async function connected(subprotocol = 'ocpp1.6') {
  const identity = `C-${next++}`
  const key = await register(database, identity, { booted: true })
  const station = await TestStation.connect({ port, target: identity, subprotocols: [subprotocol] })
  return { identity: identity.toLowerCase() as StationIdentity, key, station }
}

async function queue(key: StationKey, command: StationCommand, deadlineMs = 60_000): Promise<CommandId> {
  const commandId = ids.next() as CommandId
  const { shown, sealed } = sealSecrets(TEST_SEALING, command)
  await database.pool.query(
    `insert into commands (tenant_id, station_id, command_id, kind, body, sealed, requested_by, state, created_at,
       deadline_at)
     values ($1, $2, $3, $4, $5, $6, 'test', 'queued', now(), $7)`,
    [TENANT, key, commandId, command.kind, shown, sealed, new Date(Date.now() + deadlineMs)],
  )
  return commandId
}

async function read(commandId: CommandId): Promise<Record<string, unknown>> {
  return (await database.pool.query('select * from commands where command_id = $1', [commandId])).rows[0]
}

function ended(commandId: CommandId): Promise<Record<string, unknown>> {
  return eventually(async () => {
    const row = await read(commandId)
    return row['state'] !== 'queued' && row['state'] !== 'sent' && row
  })
}

async function send(to: { identity: StationIdentity; key: StationKey }, command: StationCommand): Promise<CommandId> {
  const commandId = await queue(to.key, command)
  expect(await routeCommand(bus, { stationKey: to.key, commandId })).toBe('delivered')
  return commandId
}

describe('a command', () => {
  test('whose wake-up was lost reaches a connected station all the same', async () => {
    const { key, station } = await connected()
    station.onCall = (_, __, messageId) => station.answer(messageId, { status: 'Accepted' })
    expect(await ended(await queue(key, { kind: 'clearCache' }))).toMatchObject({ state: 'accepted' })
  })

  test('waits while its station, accepted before, is rejected', async () => {
    const identity = `C-${next++}`
    const key = await register(database, identity, { booted: true, registration: 'Rejected' })
    const commandId = await queue(key, { kind: 'clearCache' })
    const station = await TestStation.connect({ port, target: identity })
    expect(await station.boot()).toMatchObject({ status: 'Rejected' })
    expect((await station.call('Heartbeat', {}))[0]).toBe(4)
    expect(station.received.filter((frame) => frame[0] === 2)).toEqual([])
    expect(await read(commandId)).toMatchObject({ state: 'queued' })
  })

  test('reaches the station with its password, which is kept nowhere afterwards', async () => {
    const to = await connected()
    const received: unknown[] = []
    to.station.onCall = (_, payload, messageId) => {
      received.push(payload)
      to.station.answer(messageId, { status: 'Accepted' })
    }
    const commandId = await send(to, { kind: 'changeConfiguration', key: 'AuthorizationKey', value: 'tell nobody' })
    const row = await ended(commandId)
    expect(received).toEqual([{ key: 'AuthorizationKey', value: 'tell nobody' }])
    expect(JSON.stringify(row)).not.toContain('tell nobody')
    expect(row).toMatchObject({ state: 'accepted', body: { key: 'AuthorizationKey', value: '[redacted]' } })
  })

  test('that the station accepts ends as accepted, with request, response and a frame', async () => {
    const to = await connected()
    to.station.onCall = (_, __, messageId) => to.station.answer(messageId, { status: 'Accepted' })
    const commandId = await send(to, { kind: 'reset', mode: 'onIdle' })
    expect(await ended(commandId)).toMatchObject({
      state: 'accepted',
      status: 'Accepted',
      ocpp_action: 'Reset',
      request: expect.stringContaining('"Soft"'),
      response: expect.stringContaining('Accepted'),
      sent_at: expect.any(Date),
      answered_at: expect.any(Date),
    })
    const { rows } = await database.pool.query('select * from frames where station_id = $1 and not inbound', [to.key])
    expect(rows).toMatchObject([
      { action: 'Reset', answer: expect.any(String), reasons: [{ code: 'command', data: { commandId } }] },
    ])
  })

  test('that the station refuses ends as rejected with its word', async () => {
    const to = await connected('ocpp2.0.1')
    to.station.onCall = (_, __, messageId) => to.station.answer(messageId, { status: 'UnknownConnector' })
    const commandId = await send(to, { kind: 'unlockConnector', evse: { evseId: 1, connectorId: 1 } })
    expect(await ended(commandId)).toMatchObject({ state: 'rejected', status: 'UnknownConnector' })
  })

  test('answered with an error ends as failed with its code', async () => {
    const to = await connected()
    to.station.onCall = (_, __, messageId) => {
      to.station.socket.send(JSON.stringify([4, messageId, 'NotImplemented', 'not here', {}]))
    }
    const commandId = await send(to, { kind: 'clearCache' })
    expect(await ended(commandId)).toMatchObject({ state: 'failed', status: 'NotImplemented', detail: 'not here' })
  })

  test('answered with nonsense ends as answered, not valid', async () => {
    const to = await connected()
    to.station.onCall = (_, __, messageId) => to.station.answer(messageId, { status: 42, other: [] })
    const commandId = await send(to, { kind: 'clearCache' })
    expect(await ended(commandId)).toMatchObject({ state: 'rejected', answer: expect.anything() })
  })

  test('without an answer times out, and the next goes out; a late answer changes nothing', async () => {
    const to = await connected()
    const asked: string[] = []
    to.station.onCall = (action, _, messageId) => {
      asked.push(messageId)
      if (action === 'ClearCache') to.station.answer(messageId, { status: 'Accepted' })
    }
    const first = await send(to, { kind: 'reset', mode: 'onIdle' })
    const second = await send(to, { kind: 'clearCache' })
    expect(await ended(second)).toMatchObject({ state: 'accepted' })
    expect(await ended(first)).toMatchObject({ state: 'timedOut' })
    to.station.answer(asked[0]!, { status: 'Accepted' })
    await to.station.result('Heartbeat', {})
    expect(await read(first)).toMatchObject({ state: 'timedOut', status: null })
  })

  test('on its way when the socket drops has an unknown outcome', async () => {
    const to = await connected()
    to.station.onCall = () => to.station.socket.terminate()
    const commandId = await send(to, { kind: 'reset', mode: 'immediate' })
    expect(await ended(commandId)).toMatchObject({ state: 'unknown' })
  })

  test('left as sent by a process that died is unknown once the station is back', async () => {
    const identity = `C-${next++}`
    const key = await register(database, identity, { booted: true })
    const commandId = await queue(key, { kind: 'clearCache' })
    await database.pool.query(`update commands set state = 'sent' where command_id = $1`, [commandId])
    await TestStation.connect({ port, target: identity })
    expect(await read(commandId)).toMatchObject({ state: 'unknown' })
  })

  test('that the version does not have ends as failed with a sentence', async () => {
    const to = await connected()
    const commandId = await send(to, { kind: 'getBaseReport', requestId: 1, base: 'FullInventory' })
    expect(await ended(commandId)).toMatchObject({ state: 'failed', detail: expect.stringContaining('1.6') })
  })

  test('as raw message goes out unchecked only when asked to', async () => {
    const to = await connected()
    const payloads: unknown[] = []
    to.station.onCall = (_, payload, messageId) => {
      payloads.push(payload)
      to.station.answer(messageId, {})
    }
    const checked = await send(to, { kind: 'raw', action: 'Reset', payload: { type: 'Warm' } })
    expect(await ended(checked)).toMatchObject({ state: 'failed' })
    const unchecked = await send(to, { kind: 'raw', action: 'Reset', payload: { type: 'Warm' }, unchecked: true })
    await ended(unchecked)
    expect(payloads).toEqual([{ type: 'Warm' }])
  })

  test('given twice goes out once', async () => {
    const to = await connected()
    let calls = 0
    to.station.onCall = (_, __, messageId) => {
      calls += 1
      to.station.answer(messageId, { status: 'Accepted' })
    }
    const commandId = await send(to, { kind: 'clearCache' })
    await routeCommand(bus, { stationKey: to.key, commandId })
    await ended(commandId)
    await routeCommand(bus, { stationKey: to.key, commandId })
    await to.station.result('Heartbeat', {})
    expect(calls).toBe(1)
  })

  test('is one of several that go out one at a time, in order', async () => {
    const to = await connected()
    const actions: string[] = []
    let open = 0
    to.station.onCall = (action, _, messageId) => {
      open += 1
      expect(open).toBe(1)
      actions.push(action)
      setTimeout(() => {
        open -= 1
        to.station.answer(messageId, { status: 'Accepted' })
      }, 20)
    }
    const sent = [await send(to, { kind: 'clearCache' }), await send(to, { kind: 'reset', mode: 'onIdle' })]
    await Promise.all(sent.map(ended))
    expect(actions).toEqual(['ClearCache', 'Reset'])
  })
})

describe('while the station is away', () => {
  test('nobody takes a command, and it goes out after the Boot', async () => {
    const identity = `C-${next++}`
    const key = await register(database, identity)
    const commandId = await queue(key, { kind: 'clearCache' })
    expect(await routeCommand(bus, { stationKey: key, commandId })).toBe('offline')
    const station = await TestStation.connect({ port, target: identity })
    const order: string[] = []
    station.onCall = (action, _, messageId) => {
      order.push(action)
      station.answer(messageId, { status: 'Accepted' })
    }
    expect(await read(commandId)).toMatchObject({ state: 'queued' })
    await station.boot()
    expect(await ended(commandId)).toMatchObject({ state: 'accepted' })
    expect(order).toEqual(['ClearCache'])
  })

  test('a command lapses at its deadline', async () => {
    const key = await register(database, `C-${next++}`)
    const commandId = await queue(key, { kind: 'clearCache' }, -1)
    expect(await ended(commandId)).toMatchObject({ state: 'timedOut' })
  })
})

describe('what an answer tells of settings is kept', () => {
  async function settings(key: StationKey) {
    const { rows } = await database.pool.query(
      'select component, variable, value, mutability from device_variables where station_id = $1 order by variable',
      [key],
    )
    return rows
  }

  test('from a 1.6 configuration, without its secrets', async () => {
    const to = await connected()
    to.station.onCall = (_, __, messageId) =>
      to.station.answer(messageId, {
        configurationKey: [
          { key: 'HeartbeatInterval', readonly: false, value: '300' },
          { key: 'AuthorizationKey', readonly: false, value: 'tell nobody' },
        ],
        unknownKey: ['Nonsense'],
      })
    const commandId = await send(to, { kind: 'getConfiguration' })
    const row = await ended(commandId)
    expect(JSON.stringify(row)).not.toContain('tell nobody')
    expect(await settings(to.key)).toEqual([
      { component: '', variable: 'AuthorizationKey', value: '[redacted]', mutability: 'ReadWrite' },
      { component: '', variable: 'HeartbeatInterval', value: '300', mutability: 'ReadWrite' },
    ])
  })

  test('from 2.x variables that were set, as far as the station took them', async () => {
    const to = await connected('ocpp2.0.1')
    to.station.onCall = (_, __, messageId) => {
      const component = { name: 'OCPPCommCtrlr' }
      to.station.answer(messageId, {
        setVariableResult: [
          { attributeStatus: 'Accepted', component, variable: { name: 'HeartbeatInterval' } },
          { attributeStatus: 'Rejected', component, variable: { name: 'Other' } },
        ],
      })
    }
    const component = 'OCPPCommCtrlr'
    const commandId = await send(to, {
      kind: 'setVariables',
      variables: [
        { component, variable: 'HeartbeatInterval', value: '60' },
        { component, variable: 'Other', value: '1' },
      ],
    })
    expect(await ended(commandId)).toMatchObject({ state: 'rejected', status: 'Rejected' })
    expect(await settings(to.key)).toMatchObject([{ variable: 'HeartbeatInterval', value: '60' }])
  })
})
