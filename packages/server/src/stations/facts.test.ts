import type { StationEvent, StationReply, TransactionReply } from '@stationmaster/ocpp'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Batch } from '../gateway/journal/batch.ts'
import { JournalConnection } from '../gateway/journal/connection.ts'
import { systemClock } from '../platform/clock/index.ts'
import { type Ids, uuidV7Ids } from '../platform/ids/index.ts'
import { systemRandom } from '../platform/random/index.ts'
import { createTestDatabase, type TestDatabase } from '../platform/testing/index.ts'
import { type Session, type SessionJson, sessionJsonColumns, sessionOf, sessionsBehind } from '../sessions/index.ts'
import type { Change, SessionChange } from './change.ts'
import { decide, needsOf } from './decide.ts'
import { gatherFacts } from './facts.ts'
import type { SessionId, StationKey, TenantId } from './ids.ts'
import { REMEMBERED_SESSIONS, type StationState } from './state.ts'
import { event2, meterValues, minute, sample, start16, stop16 } from './testing/reports.ts'
import { stationState, T0 } from './testing/station-model.ts'

const TENANT = 1 as TenantId
const CARD_ID = '0196f3a0-0000-7000-8000-000000000001'
const HOUR_MS = 3_600_000
const ids: Ids = uuidV7Ids(systemClock, systemRandom)

let testDatabase: TestDatabase
let flushes = 0
let connection: JournalConnection
let stations = 100

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  connection = new JournalConnection(testDatabase.database.journal)
  await testDatabase.database.pool.query(
    `insert into id_tokens (tenant_id, token_id, value, value_folded, type, expires_at, group_value, max_concurrent, created_at)
     values (1, $1, 'CA-RD', 'card', 'ISO14443', '2030-01-01Z', 'FLEET', 2, now()),
       (1, gen_random_uuid(), 'BLOCKED', 'blocked', 'ISO14443', null, null, null, now())`,
    [CARD_ID],
  )
  await testDatabase.database.pool.query(`update id_tokens set status = 'blocked' where value_folded = 'blocked'`)
})
afterAll(async () => {
  connection.release()
  await testDatabase[Symbol.asyncDispose]()
})

async function commit(changes: readonly Change[]): Promise<void> {
  await connection.send({ nodeId: 'test', flushNumber: ++flushes, steps: new Batch(changes).steps() })
}

async function readSessions(stationKey: StationKey): Promise<Session[]> {
  const { rows } = await testDatabase.database.pool.query<SessionJson>(
    `select ${sessionJsonColumns('s')} from sessions s where station_id = $1 order by started_at`,
    [stationKey],
  )
  return rows.map(sessionOf)
}

/** A station whose memory can be lost: everything else of it is in the database. */
class StoredStation {
  state: StationState
  nowMs = T0
  /** Whether rows of sessions that only go on are held back, as under load. */
  holdsBack = false
  #heldBack = new Map<SessionId, SessionChange>()

  constructor(changed: Partial<StationState> = {}) {
    this.state = stationState({ stationKey: ++stations as StationKey, ...changed })
  }

  async send(event: StationEvent): Promise<StationReply> {
    const needs = needsOf(this.state, event)
    const question = needs && { tenantId: TENANT, stationKey: this.state.stationKey, needs }
    if (needs?.session) await this.#settle()
    const [facts] = question ? await gatherFacts(testDatabase.database.pool, [question]) : []
    const decision = decide(this.state, event, {
      ...facts,
      nowMs: this.nowMs,
      heartbeatIntervalS: 300,
      newSessionId: () => ids.next() as SessionId,
      nextTransactionNumber: () => ++flushes + 5000,
    })
    const progress = this.holdsBack ? decision.changes.filter((change) => isProgressOf(change)) : []
    await commit(decision.changes.filter((change) => change.kind !== 'session' || !progress.includes(change)))
    for (const change of decision.changes) {
      if (change.kind !== 'session') continue
      if (progress.includes(change)) this.#heldBack.set(change.session.sessionId, change)
      else this.#heldBack.delete(change.session.sessionId)
    }
    this.state = decision.state
    return decision.reply
  }

  async #settle(): Promise<void> {
    await commit([...this.#heldBack.values()])
    this.#heldBack.clear()
  }

  sessions(): Promise<Session[]> {
    return readSessions(this.state.stationKey)
  }

  /** The server is killed and the station comes back: what was held back is lost. */
  async reload(): Promise<void> {
    this.#heldBack.clear()
    const behind = await sessionsBehind(testDatabase.database.pool, [this.state.stationKey])
    const newest = new Map(behind.map(({ session }) => [session.sessionId, session]))
    const all = (await this.sessions()).map((session) => newest.get(session.sessionId) ?? session)
    const ended = all.filter(({ state }) => state === 'ended').slice(-REMEMBERED_SESSIONS)
    this.state = {
      ...this.state,
      sessions: all.filter((session) => session.state === 'active' || ended.includes(session)),
      memoryHorizonMs: ended.length < REMEMBERED_SESSIONS ? -Infinity : (ended[0]?.startedAtMs ?? -Infinity),
    }
  }
}

function isProgressOf(change: Change): boolean {
  return change.kind === 'session' && change.isProgress
}

function transactionIdOf(reply: StationReply): number {
  return (reply as TransactionReply).transactionId ?? Number.NaN
}

describe('gatherFacts', () => {
  it('finds tokens however they are written, with what runs on them, for many stations at once', async () => {
    const station = new StoredStation()
    await station.send(start16())
    const [session] = await station.sessions()
    const ask = (value: string) => ({
      tenantId: TENANT,
      stationKey: station.state.stationKey,
      needs: { idToken: { value, type: 'Unknown' } },
    })
    const questions = [
      ask('c:a r-D'),
      ask('nobody'),
      { ...ask('CARD'), needs: {} },
      ask('Blocked'),
      { ...ask('CARD'), tenantId: 9 as TenantId },
    ]
    expect(await gatherFacts(testDatabase.database.pool, questions)).toEqual([
      {
        token: {
          tokenId: CARD_ID,
          status: 'active',
          expiresAtMs: Date.UTC(2030, 0, 1),
          groupValue: 'FLEET',
          maxConcurrent: 2,
          activeSessionIds: [session?.sessionId],
        },
      },
      { token: null },
      {},
      { token: expect.objectContaining({ status: 'blocked', maxConcurrent: null, activeSessionIds: [] }) },
      { token: null },
    ])
    await station.send(stop16(session?.transactionId ?? ''))
  })

  it('reads a session back as it was written, with its events and samples', async () => {
    const station = new StoredStation()
    const id = transactionIdOf(await station.send(start16({ at: minute(0) })))
    const reading = sample(minute(10), 1_002_000, { powerImportW: 7360.4, socPercent: 41.5, voltageV: 230 })
    station.nowMs = minute(10).ms ?? 0
    await station.send(meterValues([reading], id))
    const inMemory = station.state.sessions[0]
    const need = (session: object) => ({ tenantId: TENANT, stationKey: station.state.stationKey, needs: { session } })
    const [byId, byKey, bySession, unknown, foreign] = await gatherFacts(testDatabase.database.pool, [
      need({ transactionId: String(id) }),
      need({ startKey: inMemory?.startKey, sessionId: ids.next() }),
      need({ transactionId: 'none', startKey: 'none', sessionId: inMemory?.sessionId }),
      need({ transactionId: 'none' }),
      { ...need({ transactionId: String(id) }), stationKey: 9 as StationKey },
    ])
    expect(byId?.stored?.session).toEqual(inMemory)
    expect([byKey, bySession]).toEqual([byId, byId])
    expect([unknown, foreign]).toEqual([{ stored: null }, { stored: null }])
    expect(byId?.stored?.events).toMatchObject([
      {
        phase: 'started',
        atMs: T0,
        seqNo: null,
        body: { registerWh: 1_000_000, tokenId: CARD_ID, answer: { status: 'Accepted' } },
      },
      {
        phase: 'meter',
        atMs: minute(10).ms,
        samples: [{ energyImportWh: 2000 + 1_000_000, powerImportW: 7360.4, socPercent: 41.5 }],
      },
    ])
  })
})

describe('a station whose memory is lost at any point', () => {
  const started = event2('started', 0, 0, {
    idToken: { value: 'CARD', type: 'ISO14443' },
    samples: [sample(minute(0), 1_000_000)],
  })
  const updates = [1, 2, 3, 4].map((seqNo) =>
    event2('updated', seqNo, seqNo, {
      samples: [sample(minute(seqNo), 1_000_000 + seqNo * 100, { powerImportW: seqNo * 1000 })],
    }),
  )
  const ended = event2('ended', 5, 5, { samples: [sample(minute(5), 1_000_500)], stoppedReason: 'Local' })

  it('2.x: gives the same answers and the same session, whatever the order and however often repeated', async () => {
    const all = [started, ...updates, ended]
    const delivery = fc.record({
      order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      again: fc.array(fc.nat(all.length - 1), { maxLength: 4 }),
      lostAfter: fc.array(fc.nat(10), { maxLength: 3 }),
      holdsBack: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(delivery, async ({ order, again, lostAfter, holdsBack }) => {
        const station = new StoredStation({ version: '2.0.1', connectedAtMs: T0 + HOUR_MS })
        station.holdsBack = holdsBack
        station.nowMs = T0 + HOUR_MS + 1000
        const transactionId = `tx-${ids.next()}`
        const answers = new Map<number, StationReply>()
        for (const [count, index] of [...order, ...again].entries()) {
          const reply = await station.send({ ...all[index]!, transactionId })
          expect(reply).toEqual(answers.get(index) ?? reply)
          answers.set(index, reply)
          if (lostAfter.includes(count)) await station.reload()
        }
        const sessions = await station.sessions()
        expect(sessions).toMatchObject([
          { state: 'ended', energyWh: 500, maxPowerW: 4000, startedAtMs: T0, endedAtMs: minute(5).ms },
        ])
        expect(sessions[0]?.flags.filter(({ code }) => code !== 'lateEvent')).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('2.x: rows that were held back are made again from what is stored', async () => {
    const station = new StoredStation({ version: '2.0.1' })
    station.holdsBack = true
    const transactionId = `tx-${ids.next()}`
    for (const event of [started, ...updates]) {
      station.nowMs = event.at.ms ?? 0
      await station.send({ ...event, transactionId })
      const inMemory = station.state.sessions
      if (event === updates[3]) expect(await station.sessions()).toMatchObject([{ energyWh: 0 }])
      if (event === updates[1] || event === updates[3]) await station.reload()
      expect(station.state.sessions).toEqual(inMemory)
    }
    station.nowMs = ended.at.ms ?? 0
    await station.send({ ...ended, transactionId })
    expect(await station.sessions()).toMatchObject([{ state: 'ended', energyWh: 500, maxPowerW: 4000, flags: [] }])
    expect(await sessionsBehind(testDatabase.database.pool, 'all')).toEqual([])
  })

  it('1.6: rows that were held back are made again from what is stored', async () => {
    const station = new StoredStation()
    station.holdsBack = true
    const id = transactionIdOf(await station.send(start16({ at: minute(0) })))
    for (const minutes of [1, 2, 3]) {
      station.nowMs = minute(minutes).ms ?? 0
      await station.send(meterValues([sample(minute(minutes), 1_000_000 + minutes * 100, { socPercent: minutes })], id))
    }
    const inMemory = station.state.sessions
    expect(inMemory).toMatchObject([{ energyWh: 300, startSocPercent: 1, socPercent: 3 }])
    expect(await station.sessions()).toMatchObject([{ energyWh: 0, socPercent: null }])
    await station.reload()
    expect(station.state.sessions).toEqual(inMemory)
    await station.send(stop16(id, { at: minute(4) }))
  })

  it('1.6: ten transactions with every message repeated are ten sessions with equal answers', async () => {
    const station = new StoredStation()
    const messages: { readonly event: StationEvent; readonly reply: StationReply; readonly atMs: number }[] = []
    const send = async (event: StationEvent, minutes: number): Promise<StationReply> => {
      station.nowMs = minute(minutes).ms ?? 0
      const reply = await station.send(event)
      messages.push({ event, reply, atMs: station.nowMs })
      return reply
    }
    for (let count = 0; count < 10; count++) {
      const from = count * 60
      const idToken = { value: count % 3 === 0 ? 'nobody' : 'CARD', type: 'Unknown' }
      const id = transactionIdOf(await send(start16({ at: minute(from), idToken }), from))
      await send(meterValues([sample(minute(from + 10), 1_005_000)], id), from + 10)
      await send(stop16(id, { at: minute(from + 20), idToken }), from + 20)
    }
    const before = await station.sessions()
    await station.reload()
    for (const { event, reply } of messages) expect(await station.send(event)).toEqual(reply)
    expect(before).toHaveLength(10)
    expect(await station.sessions()).toEqual(before)
    expect(before.every(({ state, energyWh }) => state === 'ended' && energyWh === 11_000)).toBe(true)
  })
})
