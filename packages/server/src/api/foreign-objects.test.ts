import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownerBrowser } from '../accounts/testing/people.ts'
import { BUILT_IN_ROLES, type Operation, operations, pathOf } from '../contract/index.ts'
import { makeTenant } from '../tenants/testing/second-tenant.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { startReceiver } from '../webhooks/testing/receiver.ts'
import { BODIES, NAMING, OF_A_SITE, QUERIES, reset, type WithParams } from './testing/named-objects.ts'
import { makeObjects, type ObjectKind, type TenantObjects } from './testing/tenant-objects.ts'

const ABSENT = { id: '01924f3e-7a10-7c52-9b7a-2f3f6f6d1a01', stationId: 'NOBODY', fingerprint: 'f'.repeat(64) }

let app: TestApp
let objects: TenantObjects
let receiver: Awaited<ReturnType<typeof startReceiver>>
/** Keys of every role: of another tenant, and of the same one for another site. */
const foreign = new Map<string, string>()
const confined = new Map<string, string>()
beforeAll(async () => {
  app = await startTestApp({ EGRESS_HTTP: 'on', EGRESS_NETWORKS: '127.0.0.1' })
  receiver = await startReceiver()
  const platform = await ownerBrowser(app)
  const other = await makeTenant(app, platform, 'other')
  const tenancy = { tenantId: 1, call: app.call, mark: 'ALPHA', database: app.database, receiverUrl: receiver.url }
  objects = await makeObjects(tenancy)
  const { id: elsewhere } = await app.call('createSite', { body: { name: 'Elsewhere' } })
  for (const role of BUILT_IN_ROLES) {
    foreign.set(role, (await other.call('createApiKey', { body: { name: role, role } })).key)
    const scope = { siteIds: [elsewhere] }
    confined.set(role, (await app.call('createApiKey', { body: { name: `${role} there`, role, scope } })).key)
  }
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

interface Told {
  readonly status: number
  readonly said: string
}

/** What somebody is told, without what differs from one request to the next and without the name that was asked for. */
async function ask(id: WithParams, name: string, key: string | undefined): Promise<Told> {
  const operation: Operation = operations[id]
  const named = { id: name, stationId: name, fingerprint: name }
  const params = {
    ...named,
    pictureId: objects.picture,
    versionId: ABSENT.id,
    streamId: '1',
    name: 'station',
    slug: 'nobody',
  }
  const body = BODIES[id]
  const response = await app.request(pathOf(operation, { params, query: { ...QUERIES[id] } }), {
    method: operation.method,
    key,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const text = await response.text()
  const said = text.replace(/"instance":"[^"]*"/, '').replaceAll(new RegExp(name, 'gi'), 'it')
  return { status: response.status, said }
}

function absentFor(id: WithParams): string {
  const { path } = operations[id]
  if (path.includes(':stationId')) return ABSENT.stationId
  return path.includes(':fingerprint') ? ABSENT.fingerprint : ABSENT.id
}

async function expectAbsent(id: WithParams, kind: ObjectKind, keys: ReadonlyMap<string, string>): Promise<void> {
  for (const [role, key] of keys) {
    const [present, absent] = await Promise.all([ask(id, objects[kind], key), ask(id, absentFor(id), key)])
    expect(present, `${role}: ${present.said}`).toEqual(absent)
    expect([403, 404], `${role}: ${present.said}`).toContain(present.status)
    if (role === 'owner' && !isRefusedAnyway(id, keys)) expect(present.status, present.said).toBe(404)
  }
}

/** What is of the whole tenant is refused to whoever has some sites of it, before anybody looks what was named. */
function isRefusedAnyway(id: WithParams, keys: ReadonlyMap<string, string>): boolean {
  const operation: Operation = operations[id]
  return keys === confined && operation.wholeTenant === true
}

describe('what is not theirs is to them as if it were not there', () => {
  test.each(NAMING)('%s, another tenant', (id, kind) => expectAbsent(id, kind, foreign))
  test.each(NAMING.filter(([, kind]) => OF_A_SITE.has(kind)))('%s, another site', (id, kind) =>
    expectAbsent(id, kind, confined),
  )
})

test('and every one of these things is there for its own people', async () => {
  for (const [kind, name] of Object.entries(objects)) expect(name, kind).toMatch(/^[\w-]{6,}$/)
  const looks = NAMING.filter(([id]) => operations[id].method === 'GET')
  const told = await Promise.all(
    looks.map(async ([id, kind]) => [id, (await ask(id, objects[kind], undefined)).status]),
  )
  const notFound = told.filter(([, status]) => status === 404).map(([id]) => id)
  // A reset promises no report; the composite schedule has nothing to be compared with.
  expect(notFound).toEqual(['getCommandReport'])
})

const lists = Object.entries<Operation>(operations).filter(
  ([, { method, params, permission }]) => method === 'GET' && params === undefined && permission !== 'public',
)

describe.each([
  ['another tenant', foreign, /ALPHA/i],
  ['another site', confined, /ALPHA-1|ALPHA station|ALPHA site|ALPHA-NEW/i],
] as const)('lists and exports of %s', (_, keys, mark) => {
  test.each(lists)('%s shows nothing of it, to no role', async (_id, operation) => {
    for (const [role, key] of keys) {
      const response = await app.request(pathOf(operation, { query: {} }), { key })
      expect(response.status, role).toBeLessThan(500)
      expect(await response.text(), role).not.toMatch(mark)
    }
  })
})

describe('what is not theirs cannot be referred to either', () => {
  const refused = async (path: string, body: object) => {
    const response = await app.request(`/api/v1${path}`, {
      method: 'POST',
      key: foreign.get('owner'),
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    return { status: response.status, text: await response.text() }
  }

  test.each([
    ['/stations', () => ({ id: 'B-1', siteId: objects.site })],
    ['/command-runs', () => ({ ...reset, stations: { ids: [objects.station] } })],
    ['/command-runs/rehearsal', () => ({ ...reset, stations: { ids: [objects.station] } })],
    ['/password-rotations', () => ({ stations: { ids: [objects.station] } })],
    ['/invitations', () => ({ email: 'b@example.com', role: objects.role })],
    ['/invitations', () => ({ email: 'b@example.com', role: 'readOnly', scope: { siteIds: [objects.site] } })],
    ['/api-keys', () => ({ name: 'B', role: objects.role })],
    ['/station-changes', () => ({ stations: { ids: [objects.station] }, change: { addTags: ['b'] } })],
  ])('in a body of %s', async (path, body) => {
    const { status, text } = await refused(path, body())
    expect([400, 404, 409, 200], text).toContain(status)
    expect(text).not.toMatch(/ALPHA (site|station|thing)/)
    if (status === 200) expect(JSON.parse(text)).toMatchObject({ changed: 0 })
  })
})

test('nothing of it has changed', async () => {
  for (const [id, kind] of NAMING.filter(([one]) => operations[one].method === 'GET')) {
    const { status, said } = await ask(id, objects[kind], undefined)
    expect(status, said).not.toBe(id === 'getCommandReport' ? 200 : 404)
    expect(said).not.toContain('"Other"')
  }
})
