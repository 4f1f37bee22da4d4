import type { TestApp } from '../../packages/server/src/testing/test-app.ts'
import type { ConsoleRig } from './browser.ts'
import { charge, connectStation, ID_TAG, report } from './station.ts'

/** A network with something on every screen; the addresses of all screens. */
export async function fillNetwork({ app }: ConsoleRig): Promise<string[]> {
  const site = await app.call('createSite', {
    body: { name: 'Harbour', city: 'Hamburg', latitude: 53.5, longitude: 10, timeZone: 'Europe/Berlin' },
  })
  const driver = await app.call('createDriver', {
    body: { name: 'Anna Amber', email: 'anna@example.com', notes: 'Van 7' },
  })
  await app.call('createToken', { body: { value: ID_TAG, label: 'Fleet card', driverId: driver.id } })
  const station = await connectStation(app, 'AXE-1', site.id)
  await charge(station, 1, ID_TAG)
  await report(station, 2, 'Faulted', 'GroundFailure')
  await drawPlan(app, site.id)
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
    '/waiting',
    '/connect',
    '/tokens',
    '/drivers',
    `/drivers/${driver.id}`,
    '/sessions?review=open',
    `/sessions/${doubtful.items[0]?.id}`,
    '/sites',
    `/sites/${site.id}`,
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
    '/sign-in',
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
