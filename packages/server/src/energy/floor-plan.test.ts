import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

/** One pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

async function siteWith(...stations: string[]): Promise<string> {
  const { id } = await app.call('createSite', { body: { name: `Site of ${stations.join()}` } })
  for (const station of stations) await app.call('createStation', { body: { id: station, siteId: id } })
  return id
}

const bay = (part: object) => ({ id: randomUUID(), name: '1', column: 0, row: 0, ...part })
const level = (part: object = {}) => ({ id: randomUUID(), name: 'Ground', ...part })
const draw = (id: string, body: object) =>
  app.request(`/api/v1/sites/${id}/floor-plan`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const readPlan = (id: string) => app.call('getFloorPlan', { params: { id } })

test('a site without a plan has an empty one; what is drawn is kept, counted and written down', async () => {
  const id = await siteWith('PLAN-1')
  expect(await readPlan(id)).toEqual({ version: 0, levels: [] })
  const bays = [bay({ stationId: 'PLAN-1', evseId: 1 }), bay({ name: '2', column: 4 })]
  const saved = await app.call('saveFloorPlan', { params: { id }, body: { version: 0, levels: [level({ bays })] } })
  expect(saved).toMatchObject({ version: 1, levels: [{ name: 'Ground', columns: 24, rows: 12 }] })
  expect(await readPlan(id)).toEqual(saved)
  const { items } = await app.call('listAudit', { query: { action: 'site.planChanged' } })
  expect(items[0]?.changes).toContainEqual({ field: 'stations', before: [], after: ['Ground/1: PLAN-1/1'] })
})

test('the log names the first bays that have changed, and no more of them', async () => {
  const id = await siteWith('PLAN-LARGE')
  const bays = Array.from({ length: 150 }, (_, place) =>
    bay({ name: `B${place}`, column: (place % 12) * 2, row: Math.floor(place / 12) * 3, stationId: 'PLAN-LARGE' }),
  )
  const large = (some: typeof bays) => [level({ rows: 60, bays: some })]
  await app.call('saveFloorPlan', { params: { id }, body: { version: 0, levels: large(bays) } })
  const changesOf = async () =>
    (await app.call('listAudit', { query: { action: 'site.planChanged', subject: id } })).items[0]?.changes ?? []
  const named = (await changesOf()).find(({ field }) => field === 'stations')?.after
  expect(named).toHaveLength(101)
  expect(named).toContain('and 50 more')
  await app.call('saveFloorPlan', { params: { id }, body: { version: 1, levels: large(bays.slice(1)) } })
  expect(await changesOf()).toEqual([
    { field: 'bays', before: 150, after: 149 },
    { field: 'stations', before: ['Ground/B0: PLAN-LARGE/*'], after: [] },
  ])
})

test('of two who draw at once the second is told, and nothing of the first is lost', async () => {
  const id = await siteWith('PLAN-2')
  const [one, other] = await Promise.all([
    draw(id, { version: 0, levels: [level({ name: 'One' })] }),
    draw(id, { version: 0, levels: [level({ name: 'Other' })] }),
  ])
  expect([one.status, other.status].toSorted()).toEqual([200, 409])
  expect((await readPlan(id)).version).toBe(1)
})

test('a bay whose station moves to another site is an empty bay', async () => {
  const id = await siteWith('PLAN-3')
  const bays = [bay({ stationId: 'PLAN-3', evseId: 2 })]
  await app.call('saveFloorPlan', { params: { id }, body: { version: 0, levels: [level({ bays })] } })
  await app.call('updateStation', { params: { stationId: 'PLAN-3' }, body: { siteId: await siteWith('PLAN-4') } })
  expect((await readPlan(id)).levels[0]?.bays[0]).toMatchObject({ name: '1', stationId: null, evseId: null })
})

test.each([
  ['levels[0].bays[0]', { bays: [bay({ column: 23 })] }, 'within the grid'],
  ['levels[0].bays[0].stationId', { bays: [bay({ stationId: 'ELSEWHERE' })] }, 'of this site'],
  ['levels[0].bays[0].evseId', { bays: [bay({ evseId: 1 })] }, 'with a stationId'],
  ['levels[0].pictureId', { pictureId: randomUUID() }, 'of this site'],
])('%s is refused by name when it breaks its rule', async (field, part, rule) => {
  const id = await siteWith(`P-${randomUUID()}`)
  await siteWith(`ELSEWHERE-${randomUUID()}`)
  const answer = await draw(id, { version: 0, levels: [level(part)] })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ errors: [{ field, rule: expect.stringContaining(rule) }] })
})

test('a picture is kept while the plan names it, and swept when it does not', async () => {
  const [id, other] = [await siteWith('PLAN-5'), await siteWith('PLAN-6')]
  const add = async (site: string) =>
    (await app.call('addPlanPicture', { params: { id: site }, body: { picture: PIXEL } })).id
  const [kept, forgotten] = [await add(id), await add(id)]
  await app.call('saveFloorPlan', { params: { id }, body: { version: 0, levels: [level({ pictureId: kept })] } })
  expect(await app.call('getPlanPicture', { params: { id, pictureId: kept } })).toEqual({ picture: PIXEL })
  const elsewhere = await app.request(`/api/v1/sites/${other}/floor-plan/pictures/${kept}`)
  expect(elsewhere.status).toBe(404)
  const { rows } = await app.database.pool.query(
    `select file_id, delete_after is null as kept from files where purpose = 'plan' order by created_at`,
  )
  expect(rows).toEqual([
    { file_id: kept, kept: true },
    { file_id: forgotten, kept: false },
  ])
  expect((await app.call('listFiles', {})).items).toEqual([])
  await app.call('deleteSite', { params: { id } })
  const { rows: ends } = await app.database.pool.query('select from files where delete_after is null')
  expect(ends).toEqual([])
})

test('what only says that it is a picture is refused', async () => {
  const id = await siteWith('PLAN-7')
  const picture = `data:image/png;base64,${Buffer.from('<svg onload=alert(1)>').toString('base64')}`
  const answer = await app.request(`/api/v1/sites/${id}/floor-plan/pictures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ picture }),
  })
  expect(answer.status).toBe(400)
})
