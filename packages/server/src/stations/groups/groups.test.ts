import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../../contract/index.ts'
import { startTestApp, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  for (const id of ['G-1', 'G-2', 'G-3']) await app.call('createStation', { body: { id, securityProfile: 0 } })
})
afterAll(() => app[Symbol.asyncDispose]())

const ids = async (query: Record<string, string>) =>
  (await app.call('listStations', { query })).items.map(({ id }) => id)

describe('tags and groups', () => {
  test('a rehearsal tells what would change and changes nothing', async () => {
    const stations = { ids: ['G-1', 'G-2'] }
    const body = { stations, change: { addTags: ['fast'] } }
    const rehearsed = await app.call('changeStations', { body: { ...body, dryRun: true } })
    expect(rehearsed).toMatchObject({ stations: 2, changed: 2, unchanged: 0, refused: 0 })
    expect(await ids({ tag: 'fast' })).toEqual([])
    expect(await app.call('changeStations', { body })).toEqual(rehearsed)
    expect(await app.call('changeStations', { body })).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await ids({ tag: 'fast' })).toEqual(['G-1', 'G-2'])
    expect((await app.call('listStationTags', {})).items).toEqual([{ tag: 'fast', stations: 2 }])
  })

  test('groups are filled by a filter, renamed and deleted, and stations stay', async () => {
    const { id } = await app.call('createStationGroup', { body: { name: 'Depot' } })
    await expect(app.call('createStationGroup', { body: { name: 'Depot' } })).rejects.toMatchObject({
      problem: { code: 'groupExists' },
    })
    await app.call('changeStations', { body: { stations: { filter: { tag: 'fast' } }, change: { addToGroups: [id] } } })
    expect(await ids({ groupId: id })).toEqual(['G-1', 'G-2'])
    const renamed = await app.call('updateStationGroup', { params: { id }, body: { name: 'Yard' } })
    expect(renamed).toMatchObject({ name: 'Yard', stations: 2 })
    await app.call('deleteStationGroup', { params: { id } })
    expect((await app.call('listStations', {})).items).toHaveLength(3)
  })

  test('an unknown group or site changes nothing', async () => {
    const nobody = '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01'
    const stations = { ids: ['G-3'] }
    await expect(
      app.call('changeStations', { body: { stations, change: { addTags: ['x'], addToGroups: [nobody] } } }),
    ).rejects.toMatchObject({ problem: { code: 'groupNotFound' } })
    await expect(
      app.call('changeStations', { body: { stations, change: { addTags: ['x'], siteId: nobody } } }),
    ).rejects.toMatchObject({ problem: { code: 'siteNotFound' } })
    expect(await ids({ tag: 'x' })).toEqual([])
  })

  test('a template is widened to stations that its other conditions let in', async () => {
    await app.database.pool.query(
      `update stations set ocpp_version = '1.6', vendor = case identity when 'G-1' then 'Norrvolt' else 'Other' end`,
    )
    const template = await app.call('createTemplate', {
      body: {
        name: 'Quiet',
        conditions: { vendors: ['Norrvolt'], stationIds: ['ELSEWHERE'] },
        entries: [{ kind: 'key', key: 'HeartbeatInterval', value: '600' }],
      },
    })
    const body = { stations: { ids: ['G-1', 'G-2'] }, change: { templateId: template.id } }
    const outcome = await app.call('changeStations', { body })
    expect(outcome).toMatchObject({ changed: 1, refused: 1, leftOut: [{ stationId: 'G-2', code: 'otherConditions' }] })
    const { conditions } = await app.call('getTemplate', { params: { id: template.id } })
    expect(conditions.stationIds).toEqual(['ELSEWHERE', 'G-1'])
  })

  test('who has some sites renames and deletes no group with stations of others, and those of their own', async () => {
    const [mine, theirs] = [
      await app.call('createSite', { body: { name: 'Mine' } }),
      await app.call('createSite', { body: { name: 'Theirs' } }),
    ]
    await app.call('createStation', { body: { id: 'MINE-1', siteId: mine.id, securityProfile: 0 } })
    await app.call('createStation', { body: { id: 'THEIRS-1', siteId: theirs.id, securityProfile: 0 } })
    const groupOf = async (name: string, stations: string[]) => {
      const { id } = await app.call('createStationGroup', { body: { name } })
      await app.call('changeStations', { body: { stations: { ids: stations }, change: { addToGroups: [id] } } })
      return id
    }
    const [mixed, own] = [await groupOf('Mixed', ['MINE-1', 'THEIRS-1']), await groupOf('Own', ['MINE-1'])]
    const scope = { siteIds: [mine.id] }
    const { key } = await app.call('createApiKey', { body: { name: 'Some sites', role: 'operator', scope } })
    const confined = createClient({ baseUrl: app.url, apiKey: key })
    const refused = { problem: { code: 'notPermitted' } }
    await expect(
      confined('updateStationGroup', { params: { id: mixed }, body: { name: 'Taken' } }),
    ).rejects.toMatchObject(refused)
    await expect(confined('deleteStationGroup', { params: { id: mixed } })).rejects.toMatchObject(refused)
    expect((await app.call('listStationGroups', {})).items.map(({ name }) => name)).toEqual(['Mixed', 'Own'])
    const renamed = await confined('updateStationGroup', { params: { id: own }, body: { name: 'Ours' } })
    expect(renamed).toMatchObject({ name: 'Ours', stations: 1 })
    await confined('deleteStationGroup', { params: { id: own } })
    await app.call('deleteStationGroup', { params: { id: mixed } })
  })
})

test('a rehearsed command says who would get it and who would not, and sends nothing', async () => {
  await app.database.pool.query(`update stations set ocpp_version = '1.6'`)
  const stations = { ids: ['G-1', 'G-2', 'G-3'] }
  const command = { kind: 'getVariables' as const, variables: [{ component: 'OCPPCommCtrlr', variable: 'x' }] }
  const refused = await app.call('rehearseCommandRun', { body: { command, stations } })
  expect(refused).toMatchObject({ stations: 3, now: 0, onConnect: 0, refused: 3 })
  expect(refused.leftOut[0]).toMatchObject({ stationId: 'G-1', code: 'wrongVersion' })
  const reset = { kind: 'reset', mode: 'immediate' } as const
  expect(await app.call('rehearseCommandRun', { body: { command: reset, stations } })).toMatchObject({ onConnect: 3 })
  const now = await app.call('rehearseCommandRun', { body: { command: reset, stations, ifOffline: 'refuse' } })
  expect(now.leftOut.map(({ code }) => code)).toEqual(['stationOffline', 'stationOffline', 'stationOffline'])
  expect((await app.call('listCommandRuns', {})).items).toEqual([])
})
