import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { ownerBrowser } from '../accounts/testing/people.ts'
import { makeTenant } from '../tenants/testing/second-tenant.ts'
import { problemIn, startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const send = (method: string, path: string, body: object, key?: string) =>
  app.request(`/api/v1${path}`, {
    ...{ method, key, headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  })
const keyOf = async (role: 'readOnly' | 'support') =>
  (await app.call('createApiKey', { body: { name: role, role } })).key

const anna = await app.call('createDriver', {
  body: {
    name: 'Anna Amber',
    email: 'anna@example.com',
    phone: '+49 40 1',
    language: 'de',
    notes: 'Van 7\nNights only',
  },
})

test('a driver is found by any word, changed, and written down', async () => {
  await app.call('createDriver', { body: { name: 'Bert Blue' } })
  const names = async (search?: string) =>
    (await app.call('listDrivers', { query: { search } })).items.map(({ name }) => name)
  expect(await names()).toEqual(['Anna Amber', 'Bert Blue'])
  expect([await names('amber'), await names('anna@'), await names('nobody')]).toEqual([
    ['Anna Amber'],
    ['Anna Amber'],
    [],
  ])
  const changed = await app.call('updateDriver', { params: { id: anna.id }, body: { phone: null, language: 'pl' } })
  expect(changed).toMatchObject({ name: 'Anna Amber', phone: null, language: 'pl', notes: 'Van 7\nNights only' })
  const { items } = await app.call('listAudit', { query: { action: 'driver.changed' } })
  expect(items[0]?.changes).toContainEqual({ field: 'language', before: 'de', after: 'pl' })
})

test.each([
  ['name', { name: ' ' }],
  ['email', { name: 'X', email: 'x at y' }],
  ['language', { name: 'X', language: 'german' }],
  ['notes', { name: 'X', notes: 'a\u0000b' }],
])('%s is refused by name when it breaks its rule', async (field, body) => {
  const answer = await send('POST', '/drivers', body)
  expect(answer.status).toBe(400)
  expect((await problemIn(answer)).errors).toMatchObject([{ field }])
})

test('tokens are theirs, are found by their names, and the sessions with them are theirs too', async () => {
  const token = await app.call('createToken', { body: { value: 'ANNACARD01', driverId: anna.id } })
  const other = await app.call('createToken', { body: { value: 'OTHERCARD1' } })
  expect([token.driver, other.driver]).toEqual([{ id: anna.id, name: 'Anna Amber' }, null])
  const values = async (query: object) => (await app.call('listTokens', { query })).items.map(({ value }) => value)
  expect(await values({ search: 'amber' })).toEqual(['ANNACARD01'])
  expect(await values({ driverId: anna.id })).toEqual(['ANNACARD01'])
  expect((await app.call('getDriver', { params: { id: anna.id } })).tokenCount).toBe(1)

  await app.call('createStation', { body: { id: 'DRIVERS', securityProfile: 0 } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'DRIVERS', subprotocol: 'ocpp1.6' })
  await station.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' })
  for (const idTag of ['ANNACARD01', 'OTHERCARD1']) {
    const timestamp = new Date().toISOString()
    const { transactionId } = await station.call('StartTransaction', {
      connectorId: 1,
      idTag,
      meterStart: 0,
      timestamp,
    })
    await station.call('StopTransaction', { transactionId, meterStop: 900, timestamp })
  }
  const sessions = await app.call('listSessions', { query: { driverId: anna.id } })
  expect(sessions.items.map(({ idToken }) => idToken)).toEqual(['ANNACARD01'])
})

test('who may not see customers sees that a token is somebody’s, and neither who nor by searching', async () => {
  const key = await keyOf('readOnly')
  const read = async (path: string) => (await app.request(`/api/v1${path}`, { key })).text()
  expect(await read('/tokens?search=ANNACARD01')).toContain('"name":"••••"')
  expect(await read('/tokens')).not.toContain('Amber')
  expect(JSON.parse(await read('/tokens?search=amber'))).toMatchObject({ items: [] })
  expect((await app.request('/api/v1/drivers', { key })).status).toBe(403)
  expect((await send('POST', '/drivers', { name: 'X' }, key)).status).toBe(403)
})

test('a token is nobody’s who is not there, and nobody’s of another tenant', async () => {
  const other = await makeTenant(app, await ownerBrowser(app), 'other')
  const theirs = await other.call('createDriver', { body: { name: 'Theirs' } })
  for (const driverId of [theirs.id, randomUUID()]) {
    const answer = await send('POST', '/tokens', { value: 'STRAYCARD1', driverId })
    expect((await problemIn(answer)).errors).toEqual([{ field: 'driverId', rule: 'must be a driver' }])
  }
})

const exported = async (key?: string) => (await app.request('/api/v1/export/tokens?format=csv', { key })).text()
const preview = (content: string) => app.call('previewImport', { body: { kind: 'tokens', format: 'csv', content } })

test('files carry the driver: there and back changes nothing, a name is found, and what names nobody is a problem', async () => {
  const [twin] = await Promise.all(['Twin', 'Twin'].map((name) => app.call('createDriver', { body: { name } })))
  await app.call('createToken', { body: { value: 'TWINCARD01', driverId: twin?.id ?? '' } })
  const file = await exported()
  expect(file).toContain('anna@example.com')
  expect(file).toContain(twin?.id)
  expect((await preview(file)).counts).toMatchObject({ create: 0, change: 0, refused: 0 })
  expect(await exported(await keyOf('support'))).not.toContain('anna@example.com')

  const rows = ['value,driver', 'ANNACARD01,anna amber', 'OTHERCARD1,Bert Blue', 'NEWCARD001,anna@example.com']
  const { id, counts } = await preview(rows.join('\n'))
  expect(counts).toMatchObject({ create: 1, change: 1, unchanged: 1 })
  await app.call('applyImport', { params: { id } })
  const owners = Object.fromEntries(
    (await app.call('listTokens', {})).items.map(({ value, driver }) => [value, driver?.name]),
  )
  expect(owners).toMatchObject({ ANNACARD01: 'Anna Amber', OTHERCARD1: 'Bert Blue', NEWCARD001: 'Anna Amber' })
  expect((await preview('value,driver\nANNACARD01,Nobody\nTWINCARD01,Twin')).counts).toMatchObject({ refused: 2 })
})

test('what is known of a driver is exported and erased with all their tokens, and the books stay', async () => {
  const before = await app.call('listSessions', {})
  const known = await (await app.request(`/api/v1/personal-data/export?driverId=${anna.id}`)).json()
  expect(known).toMatchObject({ driver: { name: 'Anna Amber' }, tokens: ['ANNACARD01', 'NEWCARD001'] })
  const { rows } = await app.call('previewPersonalData', { body: { driverId: anna.id } })
  expect(rows).toBeGreaterThan(4)
  await app.call('erasePersonalData', { body: { driverId: anna.id, reason: 'Wants to be forgotten' } })
  await expect
    .poll(async () => (await app.call('listErasures', {})).items[0]?.state, { timeout: 30_000, interval: 200 })
    .toBe('done')
  expect((await app.request(`/api/v1/drivers/${anna.id}`)).status).toBe(404)
  const { rows: audit } = await app.database.owner.query<{ entry: string }>('select a::text as entry from audit_log a')
  for (const said of ['Anna Amber', 'anna@example.com', anna.id, 'ANNACARD01', 'NEWCARD001']) {
    expect(
      audit.filter(({ entry }) => entry.includes(said)),
      said,
    ).toEqual([])
  }
  const energies = ({ items }: typeof before) => items.map(({ id, energyWh }) => [id, energyWh])
  expect(energies(await app.call('listSessions', {}))).toEqual(energies(before))
  expect(await app.call('verifyAudit', {})).toMatchObject({ intact: true })
})

test('deleting a driver leaves the tokens, as nobody’s', async () => {
  const driver = await app.call('createDriver', { body: { name: 'Short stay' } })
  const { id } = await app.call('createToken', { body: { value: 'SHORTCARD1', driverId: driver.id } })
  await app.call('deleteDriver', { params: { id: driver.id } })
  expect((await app.call('getToken', { params: { id } })).driver).toBeNull()
})
