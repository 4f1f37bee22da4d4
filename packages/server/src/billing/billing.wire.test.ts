import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Revenue, type RevenueFigures, RevenueSessionPage } from '../contract/index.ts'
import { problemIn, startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { addUp } from './figures.ts'
import { priceSince } from './pricer.ts'
import { NETWORK_TARIFF, putNetworkTariff } from './testing/network-tariff.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())
const { parts } = app.server
const query = (text: string, values: unknown[] = []) => app.database.pool.query(text, values)

const { tariffId, versionId } = NETWORK_TARIFF
await putNetworkTariff(app.database)
const priceAll = () => priceSince(parts, 0)

const site = await app.call('createSite', { body: { name: 'Harbour', timeZone: 'Europe/Berlin' } })
await app.call('updateOrganisation', { body: { currency: 'EUR', timeZone: 'Europe/Berlin' } })
await app.call('createToken', { body: { value: 'CARD' } })
await app.call('createStation', { body: { id: 'SOLD', siteId: site.id, securityProfile: 0 } })
const station = await connectTestStation({ url: app.stationUrl, identity: 'SOLD', subprotocol: 'ocpp2.0.1' })
await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } })

const BEGIN_MS = Date.now() - 6 * 3_600_000
const at = (minute: number) => new Date(BEGIN_MS + minute * 60_000).toISOString()
type Phase = 'Started' | 'Updated' | 'Ended'
function event(id: string, token: string, [eventType, minute, seqNo, wh]: [Phase, number, number, number]) {
  const sampledValue = [{ value: wh, measurand: 'Energy.Active.Import.Register', context: 'Sample.Periodic' }]
  return station.call('TransactionEvent', {
    ...{ eventType, seqNo, timestamp: at(minute), triggerReason: 'MeterValuePeriodic' },
    ...{ transactionInfo: { transactionId: id }, evse: { id: 1, connectorId: 1 } },
    ...{ idToken: { idToken: token, type: 'ISO14443' }, meterValue: [{ timestamp: at(minute), sampledValue }] },
  })
}

async function charged(id: string, token: string, minute: number) {
  await event(id, token, ['Started', minute, 0, 1000])
  await event(id, token, ['Ended', minute + 30, 1, 6000])
  return found(id)
}

async function found(transactionId: string) {
  const { items } = await app.call('listSessions', { query: { search: transactionId } })
  const [session] = items
  if (session === undefined) throw new Error(`There is no session ${transactionId}`)
  return app.call('getSession', { params: { id: session.id } })
}
const priceOf = (id: string) => app.call('getSessionPrice', { params: { id } })
const rowsOf = async (id: string) =>
  (await query('select count(*)::int as count from session_prices where session_id = $1', [id])).rows[0].count

test('a session that is over is priced once by the tariff in force when it started, line by line', async () => {
  const session = await charged('PLAIN', 'CARD', 0)
  await priceAll()
  const price = await priceOf(session.id)
  expect(price).toMatchObject({ state: 'priced', currency: 'EUR', netMinor: 250, taxMinor: 48, grossMinor: 298 })
  expect(price).toMatchObject({
    tariffId,
    tariffVersionId: versionId,
    tariffName: 'Everywhere',
    tariffValidFrom: '2020-01-01T00:00:00.000Z',
  })
  expect(price.lines.map(({ category, grossMinor, text }) => [category, grossMinor, text])).toEqual([
    ['energy', 298, 'Energy: 5 kWh × €0.50/kWh = €2.98'],
  ])
  expect(await found('PLAIN')).toMatchObject({ costMinor: 298, currency: 'EUR' })
  const before = await rowsOf(session.id)
  await Promise.all([priceAll(), priceAll()])
  expect(await rowsOf(session.id)).toBe(before)
})

test('a doubtful session waits for review, and is priced as it was corrected; a late event prices it anew', async () => {
  const session = await charged('DOUBT', 'STRANGER', 60)
  await priceAll()
  expect(await priceOf(session.id)).toMatchObject({ state: 'waiting', grossMinor: null, lines: [] })
  expect((await app.call('getRevenue', {})).total.waiting).toBe(1)
  const body = { verdict: 'corrected' as const, basis: session.reviewBasis, energyWh: 4000, reason: 'Meter replaced' }
  await app.call('reviewSession', { params: { id: session.id }, body })
  await priceAll()
  expect(await priceOf(session.id)).toMatchObject({ state: 'priced', netMinor: 200, grossMinor: 238 })
  await event('DOUBT', 'STRANGER', ['Updated', 80, 2, 7000])
  await expect.poll(async () => (await found('DOUBT')).review?.state, { timeout: 20_000 }).toBe('open')
  await priceAll()
  const waiting = await priceOf(session.id)
  expect(waiting).toMatchObject({ state: 'waiting', grossMinor: null })
  expect(waiting.earlier[0]).toMatchObject({ grossMinor: 238, energyWh: 4000 })
  const again = { ...body, basis: (await found('DOUBT')).reviewBasis, energyWh: 4400 }
  await app.call('reviewSession', { params: { id: session.id }, body: again })
  await priceAll()
  const priced = await priceOf(session.id)
  expect([priced.grossMinor, priced.earlier[0]?.grossMinor]).toEqual([262, 238])
})

test('what runs tells its cost so far, and what nobody knows is not there', async () => {
  await event('RUNS', 'CARD', ['Started', 200, 0, 0])
  expect(await priceOf((await found('RUNS')).id)).toMatchObject({ state: 'soFar' })
  await event('RUNS', 'CARD', ['Ended', 210, 1, 0])
  const unknown = await app.request('/api/v1/sessions/00000000-0000-4000-8000-00000000dead/price')
  expect([unknown.status, (await problemIn(unknown)).code]).toEqual([404, 'sessionNotFound'])
})

/** The day of an instant in Berlin, found without the database. */
const dayIn = (ms: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(ms)

test('days begin at the organisation’s midnight, also when clocks change, and days and sites add up to the total', async () => {
  const other = await app.call('createSite', { body: { name: 'Hill', timeZone: 'Europe/Berlin' } })
  for (const [id, siteId] of [
    ['HILL', other.id],
    ['LOOSE', undefined],
  ] as const) {
    await app.call('createStation', { body: { id, securityProfile: 0, ...(siteId !== undefined && { siteId }) } })
  }
  // Around both changes of the clock, in quarters of an hour.
  const [spring, autumn] = [Date.parse('2026-03-28T21:00:00Z'), Date.parse('2026-10-24T21:00:00Z')]
  const sold = fc.sample(
    fc.record({
      endMs: fc
        .tuple(fc.constantFrom(spring, autumn), fc.nat(140))
        .map(([from, quarters]) => from + quarters * 900_000),
      energyWh: fc.nat(80_000),
      station: fc.constantFrom('SOLD', 'HILL', 'LOOSE'),
    }),
    { numRuns: 150, seed: 7 },
  )
  for (const { endMs, energyWh, station: identity } of sold) {
    await query(
      `insert into sessions (tenant_id, station_id, session_id, site_id, evse_id, connector_id, state, started_at, ended_at,
        energy_wh, fold, last_event_at, received_at, updated_at)
      select 1, station_id, gen_random_uuid(), site_id, 1, 1, 'ended', $2::timestamptz - interval '20 min', $2, $3, '{}', $2, $2, $2
      from stations where identity = $1`,
      [identity, new Date(endMs), energyWh],
    )
  }
  await priceAll()
  // 0.50 a kWh is half a cent for 10 Wh; halves away from zero, and the gross one from the exact amount.
  const worth = ({ energyWh }: (typeof sold)[number]) => {
    const gross = (BigInt(energyWh) * 595n * 2n + 10_000n) / 20_000n
    return Number(gross)
  }
  const revenue = await app.call('getRevenue', { query: { from: '2026-03-01', to: '2026-10-31' } })
  const shown = new Map(revenue.days.map(({ day, sessions, grossMinor }) => [day, [sessions, grossMinor]]))
  for (const [day, all] of Map.groupBy(sold, ({ endMs }) => dayIn(endMs))) {
    expect([day, shown.get(day)]).toEqual([day, [all.length, all.reduce((sum, one) => sum + worth(one), 0)]])
  }
  expect(addUp(revenue.days)).toMatchObject(figuresOf(revenue.total))
  expect(addUp(revenue.sites)).toMatchObject(figuresOf(revenue.total))
  expect(revenue.total).toMatchObject({
    sessions: 150,
    energyWh: sold.reduce((sum, { energyWh }) => sum + energyWh, 0),
  })
  expect(revenue.sites.map(({ siteName }) => siteName).toSorted()).toEqual(['Harbour', 'Hill', null])
  const span = { from: '2026-10-25', to: '2026-10-25' }
  const { items } = await app.call('listRevenueSessions', { query: { ...span, siteId: other.id, limit: 500 } })
  const ofHill = sold.filter(({ endMs, station: identity }) => identity === 'HILL' && dayIn(endMs) === '2026-10-25')
  expect(items.map(({ energyWh }) => energyWh).toSorted()).toEqual(ofHill.map(({ energyWh }) => energyWh).toSorted())

  const { key } = await app.call('createApiKey', {
    body: { name: 'host', role: 'siteHost', scope: { siteIds: [other.id] } },
  })
  const asHost = (path: string) => app.request(`/api/v1${path}`, { key })
  const theirs = Revenue.parse(await (await asHost('/revenue?from=2026-03-01&to=2026-10-31')).json())
  expect(theirs.sites.map(({ siteName }) => siteName)).toEqual(['Hill'])
  expect(theirs.total).toEqual(theirs.sites[0] && figuresOf(theirs.sites[0]))
  const listed = RevenueSessionPage.parse(
    await (await asHost(`/revenue/sessions?from=2026-03-01&to=2026-10-31&siteId=${site.id}`)).json(),
  )
  expect(listed.items).toEqual([])
})

function figuresOf({ sessions, energyWh, netMinor, taxMinor, grossMinor, unpriced, waiting }: RevenueFigures) {
  return { sessions, energyWh, netMinor, taxMinor, grossMinor, unpriced, waiting }
}

test('what no tariff was in force for is counted with its reason; another currency stands apart', async () => {
  await query(`insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at, energy_wh,
      fold, last_event_at, received_at, updated_at)
    select 1, station_id, gen_random_uuid(), 1, 1, 'ended', '2019-12-31T22:00Z', '2020-01-05T12:00Z', 9000, '{}', now(), now(), now()
    from stations where identity = 'SOLD'`)
  await priceAll()
  const span = { from: '2020-01-01', to: '2020-01-31' }
  expect((await app.call('getRevenue', { query: span })).total).toMatchObject({
    sessions: 0,
    unpriced: 1,
    grossMinor: 0,
  })
  const { items } = await app.call('listRevenueSessions', { query: { ...span, state: 'unpriced' } })
  expect(items).toMatchObject([{ stationId: 'SOLD', grossMinor: null, unpricedReason: 'noTariff' }])
  await app.call('updateOrganisation', { body: { currency: 'CHF' } })
  const { total, otherCurrencies } = await app.call('getRevenue', { query: { from: '2026-03-01', to: '2026-10-31' } })
  expect(total.grossMinor).toBe(0)
  expect(otherCurrencies).toMatchObject([{ currency: 'EUR', sessions: 150 }])
  await app.call('updateOrganisation', { body: { currency: 'EUR' } })
})

test.each([
  ['to', 'from=2026-02-02&to=2026-02-01'],
  ['to', 'from=2025-01-01&to=2026-12-31'],
  ['from', 'from=yesterday'],
  ['from', 'from=0001-01-01'],
])('%s is refused by name: %s', async (field, search) => {
  const answer = await app.request(`/api/v1/revenue?${search}`)
  expect([answer.status, (await problemIn(answer)).errors?.[0]?.field]).toEqual([400, field])
})

test('prices are never changed or deleted, and an erased card leaves them as they are', async () => {
  for (const change of [
    'update session_prices set gross_minor = 1, net_minor = 1, tax_minor = 0',
    'delete from session_prices',
  ]) {
    await expect(app.database.owner.query(change)).rejects.toThrow('append-only')
  }
  const { id } = await found('PLAIN')
  await app.call('erasePersonalData', { body: { tokens: ['CARD'], reason: 'Asked for it' } })
  await expect
    .poll(async () => (await app.call('getSession', { params: { id } })).idToken, { timeout: 30_000 })
    .not.toBe('CARD')
  await priceAll()
  expect(await priceOf(id)).toMatchObject({ state: 'priced', grossMinor: 298 })
})
