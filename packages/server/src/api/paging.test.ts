import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemIn, startTestApp, type TestApp } from '../testing/test-app.ts'
import { encodeCursor } from './cursor.ts'

let app: TestApp
const STATIONS = 61
const FRAMES = 57

beforeAll(async () => {
  app = await startTestApp()
  const db = app.database.pool
  await db.query(`insert into stations (tenant_id, identity, identity_folded, created_at)
    select 1, 'CS-' || n, 'cs-' || n, now() from generate_series(1, ${STATIONS}) n`)
  // Many rows of one instant, and instants that differ by a microsecond: both must survive paging.
  await db.query(`insert into frames (tenant_id, station_id, received_at, inbound, action, message_id, frame)
    select 1, s.station_id, timestamptz '2026-03-01 10:00:00+00' + (n / 10) * interval '1 microsecond', true,
      'Heartbeat', 'm' || n, '[]'
    from stations s, generate_series(1, ${FRAMES}) n where s.identity = 'CS-1'`)
  await db.query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, fold,
      last_event_at, received_at, updated_at)
    select 1, s.station_id, gen_random_uuid(), 1, 1, 'ended', timestamptz '2026-03-01 10:00:00+00' + (n / 7) * interval '1 microsecond',
      '{}', now(), now(), now()
    from stations s, generate_series(1, ${FRAMES}) n where s.identity = 'CS-1'`)
  await db.query(`insert into id_tokens (tenant_id, token_id, value, value_folded, type, created_at)
    select 1, gen_random_uuid(), 'T' || n, 't' || n, 'ISO14443', timestamptz '2026-03-01 10:00:00+00' + (n / 7) * interval '1 microsecond'
    from generate_series(1, ${FRAMES}) n`)
})
afterAll(() => app[Symbol.asyncDispose]())

interface AnyPage {
  readonly items: readonly object[]
  readonly nextCursor?: string | undefined
}

/** Follows the cursors, with a limit of its own for each page, and gives every item in the order met. */
async function readAll(limits: readonly number[], read: (limit: number, cursor?: string) => Promise<AnyPage>) {
  const items: object[] = []
  let cursor: string | undefined
  for (let page = 0; ; page += 1) {
    const limit = limits[page % limits.length] ?? 50
    const { items: some, nextCursor } = await read(limit, cursor)
    expect(some.length).toBeLessThanOrEqual(limit)
    items.push(...some)
    if (nextCursor === undefined) return items
    cursor = nextCursor
  }
}

const LISTS: Record<string, (limit: number, cursor?: string) => Promise<AnyPage>> = {
  stations: (limit, cursor) => app.call('listStations', { query: { limit, ...(cursor && { cursor }) } }),
  sessions: (limit, cursor) => app.call('listSessions', { query: { limit, ...(cursor && { cursor }) } }),
  tokens: (limit, cursor) => app.call('listTokens', { query: { limit, ...(cursor && { cursor }) } }),
  timeline: (limit, cursor) =>
    app.call('listTimeline', { params: { stationId: 'cs-1' }, query: { limit, ...(cursor && { cursor }) } }),
}

test.each(Object.keys(LISTS))('pages of %s hold every item once, in the order of one big page', async (name) => {
  const read = LISTS[name]!
  const whole = (await read(500)).items
  expect(whole.length).toBe(name === 'stations' ? STATIONS : FRAMES)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 1, maxLength: 4 }), async (limits) => {
      expect(await readAll(limits, read)).toEqual(whole)
    }),
    { numRuns: 8 },
  )
})

test('rows that arrive between pages neither repeat nor hide others', async () => {
  const first = await app.call('listTimeline', { params: { stationId: 'CS-1' }, query: { limit: 20 } })
  await sql`insert into frames (tenant_id, station_id, received_at, inbound, action, message_id, frame)
    select tenant_id, station_id, now(), true, 'Heartbeat', 'later', '[]' from stations where identity = 'CS-1'`.execute(
    app.database.kysely,
  )
  const { nextCursor = '' } = first
  const rest = await app.call('listTimeline', {
    params: { stationId: 'CS-1' },
    query: { limit: 500, cursor: nextCursor },
  })
  const ids = [...first.items, ...rest.items].map((entry) => entry.messageId)
  expect(new Set(ids).size).toBe(FRAMES)
  expect(ids).not.toContain('later')
})

test.each(['%', 'eyJ', encodeCursor(['infinity', '(0,1)']), encodeCursor([1])])(
  'refuses the cursor %s',
  async (cursor) => {
    for (const path of ['/stations/CS-1/timeline', '/sessions', '/tokens']) {
      const response = await app.request(`/api/v1${path}?cursor=${encodeURIComponent(cursor)}`)
      expect(response.status).toBe(400)
      expect((await problemIn(response)).code).toBe('invalidCursor')
    }
  },
)
