import { Registry } from 'prom-client'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { ManualClock } from '../../platform/clock/index.ts'
import { silentLogger } from '../../platform/logging/index.ts'
import { createTestDatabase } from '../../platform/testing/index.ts'
import type { SessionFold } from '../../sessions/index.ts'
import type { SessionChange } from '../../stations/change.ts'
import type { SessionId, StationKey } from '../../stations/ids.ts'
import { createGatewayMetrics } from '../metrics.ts'
import { AT_MS, connectorChange, frameChange, sampleChange } from '../testing/changes.ts'
import { openFaultyLine } from '../testing/faulty-line.ts'
import { openTestPool, register, TENANT } from '../testing/test-gateway.ts'
import type { JournalChange } from './batch.ts'
import { JournalConnection } from './connection.ts'
import type { Flush } from './flush.ts'
import { Journal } from './journal.ts'

const { database, connectionString, ...testDatabase } = await createTestDatabase()
afterAll(() => testDatabase[Symbol.asyncDispose]())

let nextNode = 1
let nextStation = 1

function openJournal(pool = database.journal, maxBatch = 2000) {
  const clock = new ManualClock()
  const connection = new JournalConnection(pool)
  const flushes: Flush[] = []
  const journal = new Journal({
    nodeId: `node-${nextNode++}`,
    send: (flush) => {
      flushes.push(flush)
      return connection.send(flush)
    },
    recover: () => new Promise((resolve) => setTimeout(resolve, 20)),
    metrics: createGatewayMetrics(new Registry(), () => 0),
    log: silentLogger,
    maxBatch,
    onInbox: () => undefined,
    onLateSessions: () => undefined,
    clock,
  })
  return { journal, flushes, connection, clock }
}

function newStation(): Promise<StationKey> {
  return register(database, `J-${nextStation++}`)
}

function store(journal: Journal, changes: readonly JournalChange[]): Promise<void> {
  return new Promise((resolve) => journal.append(changes, { committed: resolve }))
}

async function rows(table: string, stationKey: StationKey): Promise<Record<string, unknown>[]> {
  return (await database.pool.query(`select * from ${table} where station_id = $1`, [stationKey])).rows
}

describe('changes of many stations', () => {
  test('since the last flush go out as one flush, and each waiter is told after it', async () => {
    const { journal, flushes, connection } = openJournal()
    const stations = await Promise.all(Array.from({ length: 20 }, newStation))
    await Promise.all(stations.map((key) => store(journal, [frameChange(key), connectorChange(key)])))
    expect(flushes).toHaveLength(1)
    for (const key of stations) {
      expect(await rows('frames', key)).toHaveLength(1)
      expect(await rows('connectors', key)).toHaveLength(1)
      expect(await rows('status_history', key)).toHaveLength(1)
    }
    connection.release()
  })

  test('past the batch limit go out in several flushes, in order', async () => {
    const { journal, flushes, connection } = openJournal(database.journal, 10)
    const key = await newStation()
    const stored = ['Available', 'Preparing', 'Charging', 'Finishing', 'Faulted'].flatMap((status) =>
      Array.from({ length: 8 }, () => store(journal, [connectorChange(key, { status, changed: false })])),
    )
    await Promise.all(stored)
    expect(flushes.length).toBe(4)
    expect(await rows('connectors', key)).toMatchObject([{ status: 'Faulted' }])
    connection.release()
  })

  test('a barrier waits for all of them', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    journal.append([frameChange(key)])
    await journal.barrier()
    expect(await rows('frames', key)).toHaveLength(1)
    await journal.barrier()
    connection.release()
  })
})

describe('rows of one key', () => {
  test('in one flush: the newest connector wins and the history keeps each change', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const statuses = ['Preparing', 'Charging', 'Finishing']
    await store(
      journal,
      statuses.map((status) => connectorChange(key, { status })),
    )
    expect(await rows('connectors', key)).toMatchObject([{ status: 'Finishing' }])
    expect((await rows('status_history', key)).map((row) => row['status'])).toEqual(statuses)
    connection.release()
  })

  test('samples of one instant merge, in one flush and across flushes', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    await store(journal, [sampleChange(key, { powerImportW: 11_000 }), sampleChange(key, { energyImportWh: 5000 })])
    await store(journal, [sampleChange(key, { socPercent: 44, signed: ['OCMF|{"a":1}|{"b":"\u0000"}', 'zweiter'] })])
    await store(journal, [sampleChange(key, { powerImportW: 10_900, other: new Map([['Power.Factor', 0.98]]) })])
    expect(await rows('meter_samples', key)).toMatchObject([
      {
        energy_import_wh: 5000,
        power_import_w: 10_900,
        soc_percent: 44,
        context: 5,
        other: { 'Power.Factor': 0.98 },
        signed: ['OCMF|{"a":1}|{"b":""}', 'zweiter'],
      },
    ])
    connection.release()
  })

  test('the newest snapshot of a session wins', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const sessionId = '01890000-0000-7000-8000-000000000001'
    await store(journal, [session(key, sessionId, 10), session(key, sessionId, 20)])
    await store(journal, [session(key, sessionId, 30)])
    expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 30, id_token_folded: 'abc', state: 'active' }])
    connection.release()
  })
})

describe('samples thought to be the newest of their session', () => {
  test('are merged with one of their key that is stored already, and nothing of the flush is lost', async () => {
    const { journal, flushes, connection } = openJournal()
    const [key, other] = [await newStation(), await newStation()]
    await store(journal, [sampleChange(key, { powerImportW: 11_000 })])
    await store(journal, [
      frameChange(key),
      { ...sampleChange(key, { energyImportWh: 5000, signed: ['one', 'two'] }), isNewest: true },
      { ...sampleChange(other, { energyImportWh: 7, signed: ['a\u0000b'] }), isNewest: true },
    ])
    expect(flushes).toHaveLength(3)
    expect(await rows('frames', key)).toHaveLength(1)
    expect(await rows('meter_samples', key)).toMatchObject([
      { energy_import_wh: 5000, power_import_w: 11_000, signed: ['one', 'two'] },
    ])
    expect(await rows('meter_samples', other)).toMatchObject([{ energy_import_wh: 7, signed: ['ab'], context: 5 }])
    expect(await rows('refused_rows', key)).toHaveLength(0)
    connection.release()
  })
})

describe('rows of sessions that only go on', () => {
  const progress = (key: StationKey, sessionId: string, energyWh: number, lastEventAtMs: number): SessionChange => {
    const change = session(key, sessionId, energyWh)
    return { ...change, isProgress: true, session: { ...change.session, lastEventAtMs } }
  }

  test('are held back behind the first, and are there after a barrier', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const sessionId = '01890000-0000-7000-8000-000000000002'
    await store(journal, [progress(key, sessionId, 10, AT_MS)])
    await store(journal, [progress(key, sessionId, 20, AT_MS + 1), frameChange(key)])
    expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 10 }])
    expect(await rows('frames', key)).toHaveLength(1)
    await journal.settleSessions(new Set([(key + 1000) as StationKey]))
    expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 10 }])
    await journal.settleSessions(new Set([key]))
    expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 20 }])
    await store(journal, [progress(key, sessionId, 30, AT_MS + 2)])
    await journal.barrier()
    expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 30 }])
    connection.release()
  })

  test('come before what the station reports after the barrier that asked for them', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const sessionId = '01890000-0000-7000-8000-000000000006'
    await store(journal, [progress(key, sessionId, 10, AT_MS)])
    await store(journal, [progress(key, sessionId, 20, AT_MS + 1)])
    const end = session(key, sessionId, 20)
    const settled = journal.barrier()
    await store(journal, [{ ...end, session: { ...end.session, state: 'ended', endedAtMs: AT_MS + 1 } }])
    await settled
    expect(await rows('sessions', key)).toMatchObject([{ state: 'ended', energy_wh: 20 }])
    connection.release()
  })

  test('are written by themselves after a while', async () => {
    const { journal, connection, clock } = openJournal()
    const key = await newStation()
    const sessionId = '01890000-0000-7000-8000-000000000003'
    await store(journal, [progress(key, sessionId, 10, AT_MS)])
    await store(journal, [progress(key, sessionId, 20, AT_MS + 1)])
    for (let second = 0; second < 6; second++) clock.advance(1000)
    await vi.waitFor(async () => expect(await rows('sessions', key)).toMatchObject([{ energy_wh: 20 }]))
    connection.release()
  })

  test('neither set back what another process has written since nor let an ended session run again', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const [newer, ended] = ['01890000-0000-7000-8000-000000000004', '01890000-0000-7000-8000-000000000005']
    const whole = session(key, ended, 90)
    await store(journal, [
      progress(key, newer, 50, AT_MS + 9),
      { ...whole, session: { ...whole.session, transactionId: '2', state: 'ended', endedAtMs: AT_MS } },
    ])
    await store(journal, [progress(key, newer, 20, AT_MS + 1), progress(key, ended, 10, AT_MS + 8)])
    await journal.barrier()
    const stored = (await rows('sessions', key)).map((row) => [row['session_id'], row['energy_wh'], row['state']])
    expect(stored.sort()).toEqual([
      [newer, 50, 'active'],
      [ended, 90, 'ended'],
    ])
    connection.release()
  })
})

describe('a row the database refuses', () => {
  test('is kept whole in refused_rows while all others are stored and every waiter is told', async () => {
    const { journal, connection } = openJournal()
    const stations = await Promise.all(Array.from({ length: 30 }, newStation))
    const poison = new Map([
      [3, { evseId: 70_000 }],
      [11, { status: 'Broken', statusAtMs: 9e20 }],
      [28, { connectorId: 2 ** 60 }],
    ])
    await Promise.all(
      stations.map((key, index) => store(journal, [frameChange(key), connectorChange(key, poison.get(index) ?? {})])),
    )
    for (const [index, key] of stations.entries()) {
      expect(await rows('frames', key)).toHaveLength(1)
      expect(await rows('connectors', key)).toHaveLength(poison.has(index) ? 0 : 1)
      const refused = await rows('refused_rows', key)
      expect(refused).toHaveLength(poison.has(index) ? 1 : 0)
      if (refused[0] !== undefined) {
        expect(refused[0]).toMatchObject({ table_name: 'connector', tenant_id: TENANT, error: expect.any(String) })
        expect(JSON.parse(String(refused[0]['content']))).toMatchObject({ ...poison.get(index), stationKey: key })
      }
    }
    connection.release()
  })

  test('or that cannot even be written down, harms no other row', async () => {
    const { journal, connection } = openJournal()
    const key = await newStation()
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const report = { kind: 'report' as const, tenantId: TENANT, stationKey: key, receivedAtMs: AT_MS, report: 'x' }
    await Promise.all([
      store(journal, [frameChange(key)]),
      store(journal, [{ ...report, body: cyclic }]),
      store(journal, [{ ...report, body: { fine: true } }]),
    ])
    expect(await rows('frames', key)).toHaveLength(1)
    expect(await rows('station_reports', key)).toMatchObject([{ body: { fine: true } }])
    expect(await rows('refused_rows', key)).toHaveLength(1)
    connection.release()
  })

  test('for a station deleted meanwhile is refused alone', async () => {
    const { journal, connection } = openJournal()
    const gone = await newStation()
    const there = await newStation()
    await database.pool.query('delete from stations where station_id = $1', [gone])
    await Promise.all([gone, there].map((key) => store(journal, [connectorChange(key)])))
    expect(await rows('connectors', there)).toHaveLength(1)
    expect(await rows('refused_rows', gone)).toHaveLength(1)
    connection.release()
  })
})

test('station text that no column takes is stored without the characters in question', async () => {
  const { journal, connection } = openJournal()
  const key = await newStation()
  const hostile = 'a\u0000b\ud800c'
  await store(journal, [
    frameChange(key, { action: hostile, frame: hostile, reasons: [{ code: hostile, data: { [hostile]: [hostile] } }] }),
    connectorChange(key, { info: hostile }),
    { kind: 'report', tenantId: TENANT, stationKey: key, receivedAtMs: AT_MS, report: hostile, body: { x: hostile } },
  ])
  const clean = 'ab\ufffdc'
  expect(await rows('frames', key)).toMatchObject([
    { action: clean, frame: clean, reasons: [{ code: clean, data: { [clean]: [clean] } }] },
  ])
  expect(await rows('connectors', key)).toMatchObject([{ info: clean }])
  expect(await rows('station_reports', key)).toMatchObject([{ kind: clean, body: { x: clean } }])
  expect(await rows('refused_rows', key)).toHaveLength(0)
  connection.release()
})

test('a secret variable keeps its name and loses its value', async () => {
  const { journal, connection } = openJournal()
  const key = await newStation()
  const owner = { kind: 'deviceVariable' as const, tenantId: TENANT, stationKey: key, receivedAtMs: AT_MS }
  const attribute = 'Actual' as const
  await store(journal, [
    { ...owner, variable: { component: '', variable: 'AuthorizationKey', attribute, value: 'tell nobody' } },
    { ...owner, variable: { component: '', variable: 'HeartbeatInterval', attribute, value: '300' } },
    {
      ...owner,
      variable: {
        component: '',
        variable: 'ApiKey',
        attribute,
        value: 'tell nobody',
        evse: { evseId: 70_000, connectorId: 1 },
      },
    },
  ])
  const [refused] = await rows('refused_rows', key)
  expect(String(refused!['content'])).toContain('ApiKey')
  expect(String(refused!['content'])).not.toContain('tell nobody')
  const stored = (await rows('device_variables', key)).map((row) => [row['variable'], row['value']])
  expect(new Map(stored as [string, string][])).toEqual(
    new Map([
      ['AuthorizationKey', '[redacted]'],
      ['HeartbeatInterval', '300'],
    ]),
  )
  connection.release()
})

test('a commit whose answer was lost is not written twice', async () => {
  await using line = await openFaultyLine(connectionString)
  await using through = await openTestPool(line.connectionString)
  const { journal, flushes, connection } = openJournal(through.journal)
  const key = await newStation()
  await store(journal, [frameChange(key, { messageId: 'before' })])
  line.loseAnswerTo('lose-me')
  await store(journal, [frameChange(key, { messageId: 'lose-me' }), connectorChange(key)])
  await store(journal, [frameChange(key, { messageId: 'after' })])
  expect(line.lost).toBe(1)
  expect(flushes.length).toBe(4)
  expect((await rows('frames', key)).map((row) => row['message_id'])).toEqual(['before', 'lose-me', 'after'])
  expect(await rows('status_history', key)).toHaveLength(1)
  connection.release()
})

test('a batch whose statement never reached the database is written once', async () => {
  await using line = await openFaultyLine(connectionString)
  await using through = await openTestPool(line.connectionString)
  const { journal, connection } = openJournal(through.journal)
  const key = await newStation()
  await store(journal, [frameChange(key, { messageId: 'before' })])
  line.cut()
  const stored = store(journal, [frameChange(key, { messageId: 'during' })])
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await rows('frames', key)).toHaveLength(1)
  line.mend()
  await stored
  expect(await rows('frames', key)).toHaveLength(2)
  connection.release()
})

test('a connection lost between two flushes is replaced', async () => {
  await using line = await openFaultyLine(connectionString)
  await using through = await openTestPool(line.connectionString)
  const { journal, connection } = openJournal(through.journal)
  const key = await newStation()
  await store(journal, [frameChange(key, { messageId: 'before' })])
  line.cut()
  await new Promise((resolve) => setTimeout(resolve, 100))
  line.mend()
  await store(journal, [frameChange(key, { messageId: 'after' })])
  expect((await rows('frames', key)).map((row) => row['message_id'])).toEqual(['before', 'after'])
  connection.release()
})

function session(stationKey: StationKey, sessionId: string, energyWh: number): SessionChange {
  return {
    kind: 'session',
    isProgress: false,
    tenantId: TENANT,
    stationKey,
    receivedAtMs: AT_MS,
    session: {
      sessionId: sessionId as SessionId,
      evse: { evseId: 1, connectorId: 1 },
      transactionId: '1',
      generation: 0,
      startKey: null,
      idToken: { value: 'A-B c', type: 'Unknown' },
      tokenId: null,
      authorizationStatus: null,
      state: 'active',
      chargingState: 'Charging',
      startedAtMs: AT_MS,
      endedAtMs: null,
      startedAtStationMs: AT_MS,
      endedAtStationMs: null,
      meterStartWh: 0,
      meterStopWh: null,
      energyWh,
      powerW: 11_000,
      maxPowerW: null,
      socPercent: null,
      startSocPercent: null,
      stoppedReason: null,
      remoteStartId: null,
      offline: false,
      flags: [],
      confidence: 1,
      fold: { eventCount: 1 } as SessionFold,
      lastEventAtMs: AT_MS,
      receivedAtMs: AT_MS,
    },
  }
}
