import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app[Symbol.asyncDispose]())

/** The smallest PNG: one clear pixel. */
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

const change = (body: object) =>
  app.request('/api/v1/organisation', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

test('an organisation that has said nothing goes by the defaults, and shows nothing of itself outside', async () => {
  expect(await app.call('getOrganisation', {})).toMatchObject({
    ...{ accent: null, logo: null, currency: 'EUR', timeZone: null, distanceUnit: 'km' },
    ...{ ownName: null, defaultLanguage: null, assumedPricePerKwh: '0.45' },
  })
  expect(await app.call('getWelcome', { query: {} })).toMatchObject({ brand: null, defaultLanguage: null })
})

test('what is changed is kept, shown at the door and written down; the rest stays', async () => {
  const brand = { name: 'Harbour Power', accent: '#7a3fc4', logo: PIXEL }
  await app.call('updateOrganisation', { body: { ...brand, timeZone: 'Europe/Berlin', currency: 'PLN' } })
  const changed = await app.call('updateOrganisation', { body: { languages: ['de', 'pl'], defaultLanguage: 'pl' } })
  expect(changed).toMatchObject({ ...brand, timeZone: 'Europe/Berlin', currency: 'PLN', languages: ['de', 'pl'] })
  expect(await app.call('getWelcome', { query: {} })).toMatchObject({ brand, defaultLanguage: 'pl' })
  const { items } = await app.call('listAudit', { query: { action: 'organisation.changed' } })
  expect(items).toHaveLength(2)
  expect(JSON.stringify(items)).not.toContain('base64')
  expect(await app.call('updateOrganisation', { body: { name: null, logo: null, accent: null } })).toMatchObject({
    ...{ accent: null, logo: null, currency: 'PLN' },
  })
})

test('languages and clocks may be left to browsers again', async () => {
  const chosen = { defaultLanguage: 'de', timeZone: 'Etc/UTC' } as const
  expect(await app.call('updateOrganisation', { body: { ...chosen, languages: ['de', 'en'] } })).toMatchObject(chosen)
  const open = { defaultLanguage: null, timeZone: null }
  expect(await app.call('updateOrganisation', { body: open })).toMatchObject(open)
})

test.each([
  ['accent', { accent: '#ffee00' }, 'darker'],
  ['accent', { accent: 'red;background:url(x)' }, 'colour'],
  ['logo', { logo: 'data:image/svg+xml;base64,PHN2Zy8+' }, 'PNG'],
  ['logo', { logo: `data:image/png;base64,${Buffer.from('<svg onload=alert(1)>').toString('base64')}` }, 'PNG'],
  ['currency', { currency: 'XYZ' }, '4217'],
  ['timeZone', { timeZone: 'Mars/Olympus' }, 'time zone'],
  ['timeZone', { timeZone: 'AET' }, 'time zone'],
  ['timeZone', { timeZone: '+02:00' }, 'time zone'],
  ['defaultLanguage', { languages: ['en'], defaultLanguage: 'de' }, 'offered'],
  ['assumedPricePerKwh', { assumedPricePerKwh: '-1' }, 'amount'],
])('%s is refused by name when it breaks its rule', async (field, body, rule) => {
  const answer = await change(body)
  expect(answer.status).toBe(400)
  const problem: unknown = await answer.json()
  expect(problem).toMatchObject({ errors: [{ field, rule: expect.stringContaining(rule) }] })
})

test('an administrator sees what is stored, and where mails go', async () => {
  const storage = await app.call('getStorage', {})
  expect(storage).toMatchObject({ files: 0, filesBytes: 0, stations: 0 })
  expect(storage.databaseBytes).toBeGreaterThan(1_000_000)
  expect(storage).toMatchObject({ database: 'external', directory: null })
  expect(storage.quotaBytes).toBeGreaterThan(1_000_000)
  expect(await app.call('getMailServer', {})).toMatchObject({ server: null, waiting: 0, failed: 0, lastSentAt: null })
})

test('a sign-in page that names a tenant shows how that one looks', async () => {
  await app.call('updateOrganisation', { body: { name: 'Harbour Power' } })
  await sql`insert into tenants (tenant_id, name, slug) values (2, 'Second', 'second')`.execute(app.database.kysely)
  await sql`insert into organisations (tenant_id, name, default_language, updated_at) values (2, 'Nordvolt', 'pl', now())`.execute(
    app.database.kysely,
  )
  const welcome = (tenant?: string) => app.call('getWelcome', { query: { tenant } })
  expect(await welcome()).toMatchObject({ brand: null, defaultLanguage: null })
  for (const named of ['second', '2']) {
    expect(await welcome(named)).toMatchObject({ brand: { name: 'Nordvolt' }, defaultLanguage: 'pl' })
  }
  expect(await welcome('third')).toMatchObject({ brand: null })
})
