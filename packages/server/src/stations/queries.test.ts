import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

type ConnectorRow = readonly [evseId: number, connectorId: number, status: string]

/** A station as the database would hold it. */
async function given(
  identity: string,
  options: { readonly here?: boolean; readonly seen?: boolean; readonly connectors?: readonly ConnectorRow[] } = {},
) {
  const { here = true, seen = true, connectors = [] } = options
  const { rows } = await app.database.pool.query<{ station_id: number }>(
    `insert into stations (tenant_id, identity, identity_folded, vendor, connected_node, connected_at, created_at)
     values (1, $1, lower($1), 'Norrvolt', $2, $3, now()) returning station_id`,
    [identity, here ? 'node' : null, seen ? new Date() : null],
  )
  const stationKey = rows[0]!.station_id
  for (const [evseId, connectorId, status] of connectors) {
    await app.database.pool.query(
      `insert into connectors (tenant_id, station_id, evse_id, connector_id, status, status_at, received_at)
       values (1, $1, $2, $3, $4, now(), now())`,
      [stationKey, evseId, connectorId, status],
    )
  }
  return stationKey
}

async function givenSession(stationKey: number, evseId: number, connectorId: number) {
  await app.database.pool.query(
    `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, power_w, energy_wh,
       fold, last_event_at, received_at, updated_at)
     values (1, $1, gen_random_uuid(), $2, $3, 'active', now(), 7000, 1200, '{}', now(), now(), now())`,
    [stationKey, evseId, connectorId],
  )
}

const CASES: readonly [name: string, expected: string, options: Parameters<typeof given>[1]][] = [
  ['one fault outweighs everything, even being away', 'faulted', { here: false, connectors: [[1, 1, 'Faulted']] }],
  [
    'the station itself may be faulted',
    'faulted',
    {
      connectors: [
        [0, 0, 'Faulted'],
        [1, 1, 'Available'],
      ],
    },
  ],
  ['away', 'offline', { here: false, connectors: [[1, 1, 'Charging']] }],
  ['never seen', 'neverConnected', { here: false, seen: false }],
  ['connected, but has not said what it has', 'unavailable', {}],
  [
    'one EVSE out of service',
    'unavailable',
    {
      connectors: [
        [1, 1, 'Charging'],
        [2, 1, 'Unavailable'],
      ],
    },
  ],
  [
    'an EVSE uses one of its plugs, the other is blocked by it',
    'charging',
    {
      connectors: [
        [1, 1, 'Charging'],
        [1, 2, 'Unavailable'],
      ],
    },
  ],
  [
    'charging beside a free EVSE',
    'charging',
    {
      connectors: [
        [1, 1, 'SuspendedEV'],
        [2, 1, 'Available'],
      ],
    },
  ],
  [
    'reserved',
    'reserved',
    {
      connectors: [
        [1, 1, 'Reserved'],
        [2, 1, 'Preparing'],
      ],
    },
  ],
  [
    'plugged in',
    'occupied',
    {
      connectors: [
        [1, 1, 'Occupied'],
        [2, 1, 'Available'],
      ],
    },
  ],
  [
    'free',
    'available',
    {
      connectors: [
        [0, 0, 'Available'],
        [1, 1, 'Available'],
      ],
    },
  ],
]

test.each(CASES)('%s: %s', async (name, expected, options) => {
  const identity = `COND-${CASES.findIndex(([one]) => one === name)}`
  await given(identity, options)
  const station = await app.call('getStation', { params: { stationId: identity } })
  expect(station.condition).toBe(expected)
  const listed = await app.call('listStations', { query: { condition: station.condition, limit: 500 } })
  expect(listed.items.map(({ id }) => id)).toContain(identity)
  expect(listed.items.every((item) => item.condition === expected)).toBe(true)
  expect(listed.total).toBe(listed.items.length)
})

test('an occupied EVSE with a session charges, and its connector shows the session', async () => {
  const stationKey = await given('LIVE', {
    connectors: [
      [1, 1, 'Occupied'],
      [2, 1, 'Available'],
    ],
  })
  await givenSession(stationKey, 1, 0)
  const { items } = await app.call('listStations', { query: { search: 'live' } })
  expect(items).toMatchObject([{ id: 'LIVE', condition: 'charging', powerW: 7000 }])
  const [first, second] = items[0]!.connectors
  expect(first).toMatchObject({ powerW: 7000, energyWh: 1200 })
  expect(first?.sessionId).not.toBeNull()
  expect(second?.sessionId).toBeNull()
})

test('every word of a search must occur somewhere, as it is written', async () => {
  const site = await app.call('createSite', { body: { name: 'Harbour 50% yard' } })
  await app.call('createStation', { body: { id: 'FIND_1', name: 'Gate, left', siteId: site.id } })
  await app.call('createStation', { body: { id: 'FIND-1', name: 'Gate, right' } })
  const found = async (search: string) =>
    (await app.call('listStations', { query: { search } })).items.map(({ id }) => id)
  expect(await found('find gate')).toEqual(['FIND-1', 'FIND_1'])
  expect(await found('gate harbour')).toEqual(['FIND_1'])
  expect(await found('50% yard')).toEqual(['FIND_1'])
  expect(await found('50_ yard')).toEqual([])
  expect(await found('   ')).toHaveLength((await app.call('listStations', { query: { limit: 500 } })).items.length)
})

test('an identity is found as it is read out: in any case, without the signs between letters and digits', async () => {
  await app.call('createStation', { body: { id: 'SAY_07-B.1' } })
  await app.call('createStation', { body: { id: 'SAY-08' } })
  const found = async (search: string) =>
    (await app.call('listStations', { query: { search } })).items.map(({ id }) => id)
  for (const said of ['say07b1', 'say 07 b 1', 'Say-07-B-1', '07.b1']) expect(await found(said)).toEqual(['SAY_07-B.1'])
  expect(await found('say 0')).toEqual(['SAY-08', 'SAY_07-B.1'])
  expect(await found('-_.')).toEqual([])
})

test('identities meet without case, in one place', async () => {
  await app.call('createStation', { body: { id: 'Case-1' } })
  await expect(app.call('createStation', { body: { id: 'cASE-1' } })).rejects.toMatchObject({
    problem: { code: 'stationExists', errors: [{ field: 'id' }] },
  })
  expect(await app.call('getStation', { params: { stationId: 'CASE-1' } })).toMatchObject({ id: 'Case-1' })
})

test('a station may be changed and cleared; a new password replaces the old', async () => {
  const created = await app.call('createStation', { body: { id: 'EDIT-1', name: 'Old', securityProfile: 0 } })
  expect(created.password).toBeNull()
  const params = { stationId: 'EDIT-1' }
  const patched = await app.call('updateStation', { params, body: { name: null, quirks: { emptyBasicUser: true } } })
  expect(patched).toMatchObject({
    name: null,
    quirks: { emptyBasicUser: true },
    hasPassword: false,
    registration: 'Accepted',
  })
  const rotated = await app.call('rotateStationPassword', { params })
  expect(rotated.password).toMatch(/^[0-9a-f]{40}$/)
  expect(await app.call('getStation', { params })).toMatchObject({ hasPassword: true, securityProfile: 1 })
})

test('sessions of a removed station keep its identity', async () => {
  const stationKey = await given('GONE-1')
  await givenSession(stationKey, 1, 1)
  const params = { stationId: 'GONE-1' }
  await app.call('deleteStation', { params })
  const { items } = await app.call('listSessions', { query: { search: 'gone-1' } })
  expect(items).toMatchObject([{ stationId: 'GONE-1', state: 'ended' }])
  await expect(app.call('getStation', { params })).rejects.toMatchObject({ problem: { code: 'stationNotFound' } })
})

test('the sum over the network agrees with its stations', async () => {
  const now = await app.call('getNetworkNow', {})
  const { items } = await app.call('listStations', { query: { limit: 500 } })
  expect(now.stations.total).toBe(items.length)
  expect(now.stations.online).toBe(items.filter((item) => item.online).length)
  const plugs = items.flatMap((item) =>
    item.connectors.filter((one) => one.evseId > 0).map((one) => `${item.id}/${one.evseId}`),
  )
  const counted = Object.values(now.evses).reduce((sum, count) => sum + count, 0)
  expect(counted).toBe(new Set(plugs).size)
})
