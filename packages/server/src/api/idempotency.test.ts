import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIRST_TENANT } from '../accounts/index.ts'
import { StationCredentials } from '../contract/index.ts'
import { ManualClock, systemClock } from '../platform/clock/index.ts'
import { Refusal } from '../platform/errors.ts'
import { systemRandom } from '../platform/random/index.ts'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { Idempotency } from './idempotency.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

const create = (id: string, key: string) =>
  app.request('/api/v1/stations', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ id }),
  })

test('a repeated request gets the first answer, password included', async () => {
  const key = randomUUID()
  const first = await create('IDEM-1', key)
  const second = await create('IDEM-1', key)
  expect([first.status, second.status]).toEqual([201, 201])
  expect(await second.json()).toEqual(await first.json())
})

test('a key is its caller’s own: another one is not told what it was answered', async () => {
  const key = randomUUID()
  const { password } = StationCredentials.parse(await (await create('IDEM-OWN', key)).json())
  const other = await app.call('createApiKey', { body: { name: 'other', role: 'owner' } })
  const answer = await app.request('/api/v1/stations', {
    method: 'POST',
    key: other.key,
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify({ id: 'IDEM-OWN' }),
  })
  expect(password).not.toBeNull()
  expect([answer.status, (await problemIn(answer)).code]).toEqual([409, 'stationExists'])
})

test('the stored answer does not open without the key', async () => {
  const key = randomUUID()
  const { password } = StationCredentials.parse(await (await create('IDEM-2', key)).json())
  const { rows } = await sql<{ row: string }>`select k::text as row from idempotency_keys k`.execute(
    app.database.kysely,
  )
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.some(({ row }) => row.includes(password ?? '') || row.includes(key))).toBe(false)
})

test('the same key with another body is refused', async () => {
  const key = randomUUID()
  await create('IDEM-3', key)
  const other = await create('IDEM-4', key)
  expect(other.status).toBe(422)
  expect((await problemIn(other)).code).toBe('idempotencyKeyReused')
  expect((await app.request('/api/v1/stations/IDEM-4')).status).toBe(404)
})

test('a refusal is kept like any other answer', async () => {
  await create('IDEM-5', randomUUID())
  const key = randomUUID()
  const first = await create('IDEM-5', key)
  await app.call('deleteStation', { params: { stationId: 'IDEM-5' } })
  const second = await create('IDEM-5', key)
  expect([first.status, second.status]).toEqual([409, 409])
  expect(second.headers.get('content-type')).toContain('application/problem+json')
})

test('of many at once one does the work; the others wait their turn or get its answer', async () => {
  const key = randomUUID()
  const answers = await Promise.all(Array.from({ length: 30 }, () => create('IDEM-6', key)))
  const statuses = answers.map((answer) => answer.status)
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true)
  const bodies = await Promise.all(answers.filter((answer) => answer.status === 201).map((answer) => answer.json()))
  expect(bodies.length).toBeGreaterThan(0)
  expect(new Set(bodies.map((body) => StationCredentials.parse(body).password)).size).toBe(1)
  const { rows } = await sql`select from stations where identity = 'IDEM-6'`.execute(app.database.kysely)
  expect(rows.length).toBe(1)
})

const request = () => ({
  tenantId: FIRST_TENANT,
  caller: 'somebody',
  route: 'POST /x',
  key: randomUUID(),
  content: [1],
})

test('a request under way is not started again', async () => {
  const idempotency = new Idempotency({ database: app.database, clock: systemClock, random: systemRandom })
  const keyed = request()
  const gate = Promise.withResolvers<{ status: number; body: unknown }>()
  const started = Promise.withResolvers<void>()
  const first = idempotency.run(keyed, () => {
    started.resolve()
    return gate.promise
  })
  await started.promise
  await expect(idempotency.run(keyed, async () => ({ status: 200, body: 'again' }))).rejects.toMatchObject({
    code: 'requestInProgress',
  })
  gate.resolve({ status: 201, body: { made: 'once' } })
  await first
  const repeated = await idempotency.run(keyed, async () => ({ status: 200, body: 'again' }))
  expect(repeated).toEqual({ status: 201, body: { made: 'once' } })
})

test('a failure of ours frees the key', async () => {
  const idempotency = new Idempotency({ database: app.database, clock: systemClock, random: systemRandom })
  const keyed = request()
  await expect(idempotency.run(keyed, () => Promise.reject(new Refusal('internal')))).rejects.toThrow()
  expect(await idempotency.run(keyed, async () => ({ status: 200, body: 1 }))).toEqual({ status: 200, body: 1 })
})

test('an abandoned request and an expired answer give the key back', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 1))
  const idempotency = new Idempotency({ database: app.database, clock, random: systemRandom })
  const keyed = request()
  void idempotency.run(keyed, () => new Promise(() => undefined))
  await expect
    .poll(
      async () =>
        (await sql`select from idempotency_keys where created_at < '2026-01-02'`.execute(app.database.kysely)).rows
          .length,
    )
    .toBe(1)
  clock.advance(121_000)
  expect(await idempotency.run(keyed, async () => ({ status: 200, body: 'second' }))).toMatchObject({ body: 'second' })
  clock.advance(72 * 3_600_000 + 1)
  expect(await idempotency.run(keyed, async () => ({ status: 200, body: 'third' }))).toMatchObject({ body: 'third' })
  clock.advance(72 * 3_600_000 + 1)
  await idempotency.expire()
  const left = await sql`select from idempotency_keys where created_at < '2026-02-01'`.execute(app.database.kysely)
  expect(left.rows.length).toBe(0)
})

test('a key that is no key is refused', async () => {
  const refused = await create('IDEM-8', 'x'.repeat(201))
  expect(refused.status).toBe(400)
  expect((await problemIn(refused)).errors?.[0]?.field).toBe('Idempotency-Key')
})
