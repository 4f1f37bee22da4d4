import type { TestApp } from '../../packages/server/src/testing/test-app.ts'
import type { ConsoleRig } from './browser.ts'
import { charge, connectStation, ID_TAG, report } from './station.ts'
import { givePastSessions } from './usual.ts'

/** A network with something on every screen; the addresses of all screens. */
export async function fillNetwork({ app }: ConsoleRig): Promise<string[]> {
  const site = await app.call('createSite', {
    body: { name: 'Harbour', city: 'Hamburg', latitude: 53.5, longitude: 10, timeZone: 'Europe/Berlin' },
  })
  const driver = await app.call('createDriver', {
    body: { name: 'Anna Amber', email: 'anna@example.com', notes: 'Van 7' },
  })
  const tariff = await app.call('createTariff', { body: { name: 'Everywhere' } })
  const prices = { perKwh: '0.45', perHourParked: '6', parkedFreeMinutes: 60, vatPercent: '19', includesVat: true }
  for (const start of [{}, { validFrom: '2099-01-01T00:00:00Z' }]) {
    await app.call('publishTariffVersion', { params: { id: tariff.id }, body: { prices, ...start } })
  }
  await app.call('createToken', { body: { value: ID_TAG, label: 'Fleet card', driverId: driver.id } })
  const station = await connectStation(app, 'AXE-1', site.id)
  await charge(station, 1, ID_TAG)
  await report(station, 2, 'Faulted', 'GroundFailure')
  // Before the site has hours, by which it is closed on most days.
  await askForPlaces(app, site.id)
  await drawPlan(app, site.id)
  const order = await sendSomebody(app)
  await givePastSessions(app, 'AXE-1', 14)
  await app.call('createStation', { body: { id: 'AXE-2' } })
  await app.call('sendCommand', {
    params: { stationId: 'AXE-1' },
    query: { wait: 5 },
    body: { command: { kind: 'clearCache' } },
  })
  const run = await app.call('startCommandRun', {
    body: { command: { kind: 'clearCache' }, stations: { filter: {} } },
    idempotencyKey: 'run',
  })
  await app.call('createApiKey', { body: { name: 'Export' } })
  const timestamp = new Date().toISOString()
  const start = { connectorId: 2, idTag: 'STRANGER', meterStart: 0, timestamp }
  const { transactionId } = await station.call('StartTransaction', start)
  await station.call('StopTransaction', { transactionId, meterStop: 5000, timestamp })
  const doubtful = await app.call('listSessions', { query: { review: 'open' } })
  const sessions = await app.call('listSessions', { query: { state: 'active' } })
  const templates = await app.call('listTemplates', {})
  const webhook = await app.call('createWebhook', {
    body: { name: 'Billing', url: 'https://billing.invalid/', types: ['session.ended'] },
  })
  const tabs = [
    ...['overview', 'sessions', 'commands', 'configuration', 'monitoring', 'charging', 'access', 'certificates'],
    ...['firmware', 'display', 'commissioning', 'timeline', 'status', 'history', 'settings'],
  ]
  return [
    '/',
    '/stations',
    ...tabs.map((tab) => `/stations/AXE-1?tab=${tab}`),
    '/stations/AXE-1?tab=commands&command=setChargingProfile',
    '/stations/AXE-1?tab=commands&command=raw',
    '/stations/AXE-2',
    '/runs',
    `/runs/${run.id}`,
    '/runs/new?command=getInstalledCertificates',
    '/configuration',
    '/configuration/new',
    `/configuration/${templates.items[0]?.id}`,
    `/configuration/${templates.items[0]?.id}/edit`,
    '/quirks',
    '/messages',
    '/files',
    '/security',
    '/sessions',
    `/sessions/${sessions.items[0]?.id}`,
    '/revenue',
    '/waiting',
    '/connect',
    '/tokens',
    '/drivers',
    `/drivers/${driver.id}`,
    '/sessions?review=open',
    `/sessions/${doubtful.items[0]?.id}`,
    '/prices',
    '/bookings',
    '/bookings?state=all&from=2020-01-01',
    '/work-orders',
    `/work-orders/${order.id}`,
    '/sites',
    `/sites/${site.id}`,
    `/sites/${site.id}/capacity`,
    '/audit',
    '/integrations',
    `/integrations/webhooks/${webhook.id}`,
    '/integrations/api?search=token',
    '/notifications',
    '/import?kind=sites',
    '/exports',
    '/settings',
    ...['organisation', 'people', 'keys', 'mail', 'data'].map((section) => `/settings/${section}`),
    '/no-such-page',
    '/stations/NO-SUCH-STATION',
    '/tenants',
    '/certificates',
    '/sign-in',
    '/reset',
    '/setup',
  ]
}

/** A plan with a bay that is busy and one where nothing stands; hours, an exception and a contact. */
export async function drawPlan(app: TestApp, siteId: string): Promise<void> {
  const bay = { id: crypto.randomUUID(), name: '1', column: 1, row: 1, stationId: 'AXE-1', evseId: 1 }
  const empty = { id: crypto.randomUUID(), name: '2', column: 4, row: 1 }
  const level = { id: crypto.randomUUID(), name: 'Ground', bays: [bay, empty] }
  await app.call('saveFloorPlan', { params: { id: siteId }, body: { version: 0, levels: [level] } })
  await app.call('updateSite', {
    params: { id: siteId },
    body: {
      openingTimes: {
        twentyfourseven: false,
        regularHours: [{ weekday: 1, periodBegin: '08:00', periodEnd: '24:00' }],
        exceptionalClosings: [{ periodBegin: '2099-12-24T12:00:00Z', periodEnd: '2099-12-27T06:00:00Z' }],
      },
      contacts: [{ name: 'Ines Keyholder', role: 'Keys', phone: '+49 40 123', email: 'ines@example.com' }],
    },
  })
}

/** A booking, a request in whose way it is, and one that can be had anywhere. */
async function askForPlaces(app: TestApp, siteId: string): Promise<void> {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  const place = { stationId: 'AXE-1', evseId: 2 }
  const ask = (from: number, until: number, more: object) =>
    app.call('createBooking', { body: { siteId, contact: 'Bo Example', from: at(from), until: at(until), ...more } })
  const { id } = await ask(30, 32, { place })
  await app.call('approveBooking', { params: { id }, body: {} })
  await ask(31, 33, { place })
  await ask(40, 41, { connectorType: 'cCCS2', minPowerW: 50_000 })
}

/** The first who is proposed goes to the fault of the second point. */
async function sendSomebody(app: TestApp) {
  const fault = { kind: 'connectorFaulted', stationId: 'AXE-1', evseId: 2, connectorId: 1 } as const
  const [offer] = (await app.call('proposeWorkOrder', { query: fault })).offers
  if (offer === undefined) throw new Error('Nobody is proposed.')
  const body = { fault, assigneeId: offer.person.id, slot: offer.slot, note: 'The key is at the gate.' }
  return app.call('createWorkOrder', { body, idempotencyKey: 'order' })
}
