import { afterAll, expect, test } from 'vitest'
import { ownerBrowser } from '../accounts/testing/people.ts'
import { createClient } from '../contract/index.ts'
import { makeTenant } from '../tenants/testing/second-tenant.ts'
import { problemIn, startTestApp } from '../testing/test-app.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const send = (method: string, path: string, body: object, key?: string) =>
  app.request(`/api/v1${path}`, {
    ...{ method, key, headers: { 'content-type': 'application/json' } },
    body: JSON.stringify(body),
  })
const prices = (perKwh: string) => ({ perKwh, vatPercent: '19', includesVat: true })
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const listed = async (id: string) => (await app.call('listTariffs', {})).items.find((one) => one.id === id)

await app.call('updateOrganisation', { body: { currency: 'PLN' } })
const tariff = await app.call('createTariff', { body: { name: 'Everywhere' } })
const params = { id: tariff.id }

test('the first tariff is the network’s, in its currency; a name is given once', async () => {
  expect(tariff).toMatchObject({ currency: 'PLN', isDefault: true, sites: [], inForce: null, next: null })
  const twin = await send('POST', '/tariffs', { name: 'Everywhere' })
  expect([twin.status, (await problemIn(twin)).errors]).toEqual([409, [{ field: 'name', rule: 'must be unique' }]])
  const second = await app.call('createTariff', { body: { name: 'Motorway' } })
  expect(second.isDefault).toBe(false)
  await app.call('renameTariff', { params: { id: second.id }, body: { name: 'Highway' } })
  expect(await listed(second.id)).toMatchObject({ name: 'Highway' })
})

test('prices are in force at once or later; what is not in force yet can be withdrawn, what is cannot', async () => {
  const first = await app.call('publishTariffVersion', { params, body: { prices: prices('0.45') } })
  expect(first).toMatchObject({ state: 'inForce', prices: { perKwh: '0.45', perHourParked: null, startFee: null } })
  const body = { prices: prices('0.55'), validFrom: inAnHour() }
  const next = await app.call('publishTariffVersion', { params, body })
  expect(await listed(tariff.id)).toMatchObject({ inForce: { id: first.id }, next: { id: next.id, state: 'upcoming' } })
  await app.call('withdrawTariffVersion', { params: { ...params, versionId: next.id } })
  expect(await listed(tariff.id)).toMatchObject({ inForce: { id: first.id }, next: null })
  for (const versionId of [first.id, next.id]) {
    const refusal = await app.request(`/api/v1/tariffs/${tariff.id}/versions/${versionId}`, { method: 'DELETE' })
    expect((await problemIn(refusal)).code).toBe('tariffVersionSettled')
  }
  const second = await app.call('publishTariffVersion', { params, body: { prices: prices('0.50') } })
  const { items } = await app.call('listTariffVersions', { params })
  expect(items.map(({ id, state }) => [id, state])).toEqual([
    ...[[next.id, 'withdrawn'] as const, [second.id, 'inForce'] as const],
    [first.id, 'past'],
  ])
  const late = await send('POST', `/tariffs/${tariff.id}/versions`, { ...body, validFrom: '2020-01-01T00:00:00Z' })
  expect((await problemIn(late)).errors).toEqual([{ field: 'validFrom', rule: 'must not be in the past' }])
  const { items: audit } = await app.call('listAudit', { query: { action: 'tariff.published' } })
  expect(audit).toHaveLength(3)
})

test('a preview says what sessions would cost beside what they cost now', async () => {
  const samples = [
    { energyWh: 18_000, chargingMinutes: 45, connectedMinutes: 45 },
    { energyWh: 10_000, chargingMinutes: 120, connectedMinutes: 480 },
  ]
  const draft = { ...prices('0.60'), perHourParked: '1.20', parkedFreeMinutes: 240 }
  const told = await app.call('previewTariff', { params, body: { prices: draft, samples } })
  expect(told).toEqual({
    currency: 'PLN',
    places: 2,
    samples: [
      { before: 900, after: 1080 },
      { before: 500, after: 1080 },
    ],
  })
})

test('prices in force that somebody has spoilt cost nothing that a preview knows', async () => {
  const { id } = await app.call('createTariff', { body: { name: 'Spoilt' } })
  await app.database.pool.query(
    `insert into tariff_versions (tenant_id, version_id, tariff_id, valid_from, prices, tariff, published_at, published_by)
    values (1, gen_random_uuid(), $1, '2020-01-01', '{}', '{}', '2020-01-01', 'nobody')`,
    [id],
  )
  const samples = [{ energyWh: 18_000, chargingMinutes: 45, connectedMinutes: 45 }]
  const told = await app.call('previewTariff', { params: { id }, body: { prices: prices('0.60'), samples } })
  expect(told.samples).toEqual([{ before: null, after: 1080 }])
})

test('a site has its own tariff or the network’s; who has some sites reads theirs and sets none', async () => {
  const here = await app.call('createSite', { body: { name: 'Here' } })
  const there = await app.call('createSite', { body: { name: 'There' } })
  const own = await app.call('createTariff', { body: { name: 'Only there' } })
  await app.call('assignSiteTariff', { params: { id: there.id }, body: { tariffId: own.id } })
  expect(await app.call('getSiteTariff', { params: { id: there.id } })).toMatchObject({ own: own.id })
  expect(await app.call('getSiteTariff', { params: { id: here.id } })).toMatchObject({
    ...{ own: null, tariff: { id: tariff.id } },
  })
  const body = { name: 'host', role: 'siteHost' as const, scope: { siteIds: [here.id] } }
  const { key } = await app.call('createApiKey', { body })
  const host = createClient({ baseUrl: app.url, apiKey: key })
  expect((await host('listTariffs', {})).items.map(({ name }) => name)).toEqual(['Everywhere'])
  const confined = await app.call('createApiKey', { body: { ...body, name: 'operator', role: 'operator' } })
  const path = `/tariffs/${tariff.id}/versions`
  expect((await send('POST', path, { prices: prices('0.01') }, confined.key)).status).toBe(403)
  await app.call('assignSiteTariff', { params: { id: there.id }, body: { tariffId: null } })
  expect(await app.call('getSiteTariff', { params: { id: there.id } })).toMatchObject({ own: null })
})

test('another tenant’s tariff is assigned to no site', async () => {
  const other = await makeTenant(app, await ownerBrowser(app), 'other')
  const theirs = await other.call('createTariff', { body: { name: 'Theirs' } })
  const answer = await send('PUT', '/network/tariff', { tariffId: theirs.id })
  expect((await problemIn(answer)).errors).toEqual([{ field: 'tariffId', rule: 'must be a tariff' }])
})
