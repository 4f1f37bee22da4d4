import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await app.database.pool.query(`
    insert into stations (tenant_id, identity, identity_folded, name, last_seen_at, created_at)
    select 1, 'S-' || n, 's-' || n, case when n % 3 > 0 then 'Name ' || n % 3 end,
      case when n % 4 > 0 then now() - n % 4 * interval '1 hour' end, now() - n % 5 * interval '1 day'
    from generate_series(1, 23) n`)
  await app.database.pool.query(`
    insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh,
      fold, last_event_at, received_at, updated_at)
    select 1, (select min(station_id) from stations), gen_random_uuid(), 1, 1,
      case when n % 4 = 0 then 'active' else 'ended' end, now() - n % 5 * interval '1 hour',
      case when n % 4 > 0 then now() - n % 3 * interval '1 minute' end, n % 6 * 1000, '{}', now(), now(), now()
    from generate_series(1, 23) n`)
})
afterAll(() => app[Symbol.asyncDispose]())

const from = new Date(Date.now() - 86_400_000).toISOString()

/** All items of a list, seven at a time. */
async function pages<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor?: string | undefined }>,
) {
  const all: Item[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return all
}

const ascending = <Item>(items: readonly Item[], keyOf: (item: Item) => string | number) =>
  items.every((item, index) => index === 0 || keyOf(items[index - 1] ?? item) <= keyOf(item))

test.each(['id', 'name', 'createdAt', 'lastSeenAt'] as const)(
  'stations by %s, both ways, page by page',
  async (column) => {
    const read = (sort: typeof column | `-${typeof column}`) =>
      pages((cursor) =>
        app.call('listStations', { query: { sort, limit: 7, ...(cursor === undefined ? {} : { cursor }) } }),
      )
    const up = await read(column)
    const down = await read(`-${column}`)
    expect(new Set(up.map(({ id }) => id)).size).toBe(23)
    expect(down).toEqual(up.toReversed())
    if (column === 'lastSeenAt') expect(ascending(up, (one) => one.lastSeenAt ?? '')).toBe(true)
    if (column === 'name') expect(ascending(up, (one) => (one.name ?? one.id).toLowerCase())).toBe(true)
  },
)

test.each(['startedAt', 'endedAt', 'energyWh'] as const)('sessions by %s, both ways, page by page', async (column) => {
  const read = (sort: typeof column | `-${typeof column}`) =>
    pages((cursor) =>
      app.call('listSessions', { query: { sort, from, limit: 7, ...(cursor === undefined ? {} : { cursor }) } }),
    )
  const up = await read(column)
  const down = await read(`-${column}`)
  expect(new Set(up.map(({ id }) => id)).size).toBe(23)
  expect(down).toEqual(up.toReversed())
  expect(ascending(up, (one) => one[column] ?? '9999')).toBe(true)
})

test('an unknown column, an unbounded order and a cursor of another order are refused by name', async () => {
  const refused = async (path: string) => (await app.request(`/api/v1/${path}`)).json()
  expect(await refused('stations?sort=password')).toMatchObject({ code: 'invalidInput', errors: [{ field: 'sort' }] })
  expect(await refused('sessions?sort=-flags')).toMatchObject({ code: 'invalidInput', errors: [{ field: 'sort' }] })
  expect(await refused('sessions?sort=energyWh')).toMatchObject({ code: 'invalidInput', errors: [{ field: 'from' }] })
  const { nextCursor } = await app.call('listStations', { query: { limit: 7 } })
  expect(await refused(`stations?sort=name&cursor=${nextCursor}`)).toMatchObject({ code: 'invalidCursor' })
})
