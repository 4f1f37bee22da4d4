import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { priceSince } from './pricer.ts'
import { putNetworkTariff } from './testing/network-tariff.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())
const { parts } = app.server

await putNetworkTariff(app.database)
await app.call('updateOrganisation', { body: { currency: 'EUR' } })
await app.call('createToken', { body: { value: 'CARD' } })
const dear = await app.call('createTariff', { body: { name: 'Dear' } })
const prices = { perKwh: '1.00', vatPercent: '0', includesVat: true }
await app.call('publishTariffVersion', { params: { id: dear.id }, body: { prices } })
const [harbour, hill] = [
  await app.call('createSite', { body: { name: 'Harbour' } }),
  await app.call('createSite', { body: { name: 'Hill' } }),
]
await app.call('assignSiteTariff', { params: { id: harbour.id }, body: { tariffId: dear.id } })

type Phase = 'Started' | 'Updated' | 'Ended'

/** A station at a site, and what it says of its one session. */
async function stationAt(identity: string, siteId: string) {
  await app.call('createStation', { body: { id: identity, siteId, securityProfile: 0 } })
  const station = await connectTestStation({ url: app.stationUrl, identity, subprotocol: 'ocpp2.0.1' })
  await station.call('BootNotification', { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } })
  const tell = (eventType: Phase, seqNo: number, wh: number, token = 'CARD') => {
    const timestamp = new Date().toISOString()
    const sampledValue = [{ value: wh, measurand: 'Energy.Active.Import.Register', context: 'Sample.Periodic' }]
    return station.call('TransactionEvent', {
      ...{ eventType, seqNo, timestamp, triggerReason: 'MeterValuePeriodic' },
      ...{ transactionInfo: { transactionId: identity }, evse: { id: 1, connectorId: 1 } },
      ...{ idToken: { idToken: token, type: 'ISO14443' }, meterValue: [{ timestamp, sampledValue }] },
    })
  }
  return { tell, session: () => sessionOf(identity) }
}

async function sessionOf(transactionId: string): Promise<string> {
  const { items } = await app.call('listSessions', { query: { search: transactionId } })
  const id = items[0]?.id
  if (id === undefined) throw new Error(`There is no session ${transactionId}`)
  return id
}

const move = (id: string, siteId: string) => app.call('updateStation', { params: { stationId: id }, body: { siteId } })
const priceOf = (id: string) => app.call('getSessionPrice', { params: { id } })
const soldAt = async (siteId: string) => (await app.call('getRevenue', {})).sites.find((one) => one.siteId === siteId)
const DEAR = { tariffId: dear.id, grossMinor: 500 }

test('a session is sold where it began, wherever its station goes while it runs', async () => {
  const { tell, session } = await stationAt('MOVES', harbour.id)
  await tell('Started', 0, 0)
  await move('MOVES', hill.id)
  await tell('Updated', 1, 5000)
  expect(await priceOf(await session())).toMatchObject({ state: 'soFar', tariffId: dear.id })
  await tell('Ended', 2, 5000)
  await priceSince(parts, 0)
  expect(await priceOf(await session())).toMatchObject({ state: 'priced', ...DEAR })
  expect(await soldAt(harbour.id)).toMatchObject({ sessions: 1, grossMinor: 500 })
  expect(await soldAt(hill.id)).toBeUndefined()
})

test('a session of a station that is removed before it ends is sold at its site all the same', async () => {
  const { tell, session } = await stationAt('GOES', harbour.id)
  await tell('Started', 0, 0)
  await tell('Updated', 1, 5000)
  const id = await session()
  await app.call('deleteStation', { params: { stationId: 'GOES' } })
  await priceSince(parts, 0)
  expect(await priceOf(id)).toMatchObject({ state: 'priced', tariffId: dear.id })
  expect(await soldAt(harbour.id)).toMatchObject({ sessions: 2 })
})

test('a doubtful session waits at the site where it was sold; who has another site is told of none', async () => {
  const { tell } = await stationAt('DOUBTS', harbour.id)
  await tell('Started', 0, 0, 'STRANGER')
  await tell('Ended', 1, 5000, 'STRANGER')
  await move('DOUBTS', hill.id)
  await priceSince(parts, 0)
  expect(await soldAt(harbour.id)).toMatchObject({ waiting: 1 })
  expect(await soldAt(hill.id)).toBeUndefined()
  const scope = { siteIds: [hill.id] }
  const { key } = await app.call('createApiKey', { body: { name: 'host', role: 'siteHost', scope } })
  const theirs = await (await app.request('/api/v1/revenue', { key })).json()
  expect(theirs).toMatchObject({ sites: [], total: { waiting: 0 } })
})

test('a site that is deleted leaves what was sold there, why it cost that, and what late news make of it', async () => {
  const { tell, session } = await stationAt('STAYS', harbour.id)
  await tell('Started', 0, 0)
  await tell('Ended', 1, 5000)
  await priceSince(parts, 0)
  const id = await session()
  const before = await soldAt(harbour.id)
  await app.call('deleteSite', { params: { id: harbour.id } })
  expect(await priceOf(id)).toMatchObject({ state: 'priced', ...DEAR })
  expect(await soldAt(harbour.id)).toEqual({ ...before, siteName: null })
  const { from, to } = await app.call('getRevenue', {})
  const { items } = await app.call('listRevenueSessions', { query: { from, to, siteId: harbour.id } })
  expect(items.find(({ sessionId }) => sessionId === id)).toMatchObject({ siteName: null, grossMinor: 500 })

  await app.database.pool.query(`update sessions set energy_wh = 6000, updated_at = now() where session_id = $1`, [id])
  await priceSince(parts, 0)
  expect(await priceOf(id)).toMatchObject({ state: 'priced', tariffId: dear.id, grossMinor: 600 })
})

test('a tariff of a site that is gone is read with its versions, and applies nowhere', async () => {
  const { items } = await app.call('listTariffs', {})
  expect(items.find((one) => one.id === dear.id)).toMatchObject({ name: 'Dear', sites: [] })
  expect((await app.call('listTariffVersions', { params: { id: dear.id } })).items).toHaveLength(1)
  const again = await app.call('createSite', { body: { name: 'Harbour' } })
  expect(await app.call('getSiteTariff', { params: { id: again.id } })).toMatchObject({ own: null })
})
