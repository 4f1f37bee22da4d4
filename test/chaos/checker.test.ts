import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { registerStations } from '../../bench/rig/registration.ts'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/platform/testing/index.ts'
import { check, isClean } from './checker.ts'
import { createStationHistory, type StationHistory } from './history.ts'

let testDatabase: TestDatabase
let client: pg.Client

beforeAll(async () => {
  testDatabase = await createTestDatabase()
  client = new pg.Client(testDatabase.connectionString)
  await client.connect()
  await registerStations(client, ['S'], 'password-of-the-station')
})
afterAll(async () => {
  await client.end()
  await testDatabase[Symbol.asyncDispose]()
})
beforeEach(() => client.query('truncate frames, sessions, meter_samples'))

const STARTED = '2026-03-01T10:00:00.000Z'
const SAMPLED = '2026-03-01T10:05:00.000Z'
const STOPPED = '2026-03-01T10:10:00.000Z'
const STATION = "(select station_id from stations where identity = 'S')"

function truth(): StationHistory {
  const history = createStationHistory('S', '2.0.1')
  history.sent.add('a')
  history.acknowledged.add('a')
  history.transactions.push({
    transactionId: 'T',
    idToken: 'X',
    startedAt: STARTED,
    meterStartWh: 100,
    samples: [{ at: SAMPLED, registerWh: 120 }],
    stop: { at: STOPPED, registerWh: 150 },
  })
  return history
}

const storeFrame = (messageId: string) =>
  client.query(
    `insert into frames (tenant_id, station_id, received_at, inbound, action, message_id, frame)
     values (1, ${STATION}, now(), true, 'TransactionEvent', $1, '')`,
    [messageId],
  )
const storeSession = (energyWh: number) =>
  client.query(
    `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, transaction_id, generation, state,
       started_at, started_at_station, meter_start_wh, meter_stop_wh, energy_wh, fold, last_event_at, received_at, updated_at)
     select 1, ${STATION}, gen_random_uuid(), 1, 1, 'T', count(*), 'ended',
       $1, $1, 100, 150, $2, '{}', $1, $1, $1 from sessions`,
    [STARTED, energyWh],
  )
const storeSample = (registerWh: number) =>
  client.query(
    `insert into meter_samples (tenant_id, station_id, at, evse_id, connector_id, context, energy_import_wh)
     values (1, ${STATION}, $1, 1, 1, 0, $2)`,
    [SAMPLED, registerWh],
  )

async function store({ energyWh, registerWh }: { energyWh: number; registerWh: number }): Promise<void> {
  await storeFrame('a')
  await storeSession(energyWh)
  await storeSample(registerWh)
}

test('finds nothing when the database tells the truth', async () => {
  await store({ energyWh: 50, registerWh: 120 })
  expect(isClean(await check(client, [truth()]))).toBe(true)
})

test('finds what was acknowledged and is not stored', async () => {
  const findings = await check(client, [truth()])
  expect(isClean(findings)).toBe(false)
  expect(findings.acknowledgedNotStored).toEqual(['a'])
  expect(findings.sessions).toEqual(['S T has 0 sessions'])
  expect(findings.samples).toEqual([`S at ${SAMPLED}: undefined, truly 120`])
})

test('finds what was never sent, and what is stored twice', async () => {
  for (const id of ['a', 'a', 'b']) await storeFrame(id)
  for (const energyWh of [50, 50]) await storeSession(energyWh)
  await storeSample(120)
  const findings = await check(client, [truth()])
  expect(findings.storedNotSent).toEqual(['b'])
  expect(findings.storedTwice).toEqual(['a'])
  expect(findings.sessions).toEqual(['S T has 2 sessions'])
})

test('finds energy and samples that differ from the meter', async () => {
  await store({ energyWh: 51, registerWh: 121 })
  const findings = await check(client, [truth()])
  expect(findings.energy).toEqual(['S T: energy is 51, truly 50'])
  expect(findings.samples).toEqual([`S at ${SAMPLED}: 121, truly 120`])
})

test('finds replies to one report that differ', async () => {
  await store({ energyWh: 50, registerWh: 120 })
  const history = truth()
  history.unequalReplies.push('…')
  expect(isClean(await check(client, [history]))).toBe(false)
})
