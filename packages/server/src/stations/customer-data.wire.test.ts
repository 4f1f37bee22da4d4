import { afterAll, expect, test } from 'vitest'
import { type Actor, FIRST_TENANT } from '../accounts/index.ts'
import { systemClock } from '../platform/clock/index.ts'
import { withinScope } from '../platform/row-scope.ts'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'
import { deviceModelHandlers } from './device-model/index.ts'
import { timelineHandlers } from './timeline/handlers.ts'

const app = await startTestApp()
afterAll(() => app[Symbol.asyncDispose]())

const ID = 'CUSTOMERS'
const AT = new Date().toISOString()
/** Somebody without any permission. */
const nobody: Actor = {
  ...{ tenantId: FIRST_TENANT, tenantName: 'Norrvolt', name: 'Nobody', email: null, via: 'apiKey' },
  ...{ role: 'custom', roleName: null, permissions: new Set(), scope: 'everything' },
  credential: { kind: 'apiKey', keyId: 'none' },
}
const call = {
  ...{ actor: nobody, address: '127.0.0.1', signal: new AbortController().signal, body: undefined },
  browser: { headers: new Headers(), giveCookies: () => undefined },
}
const asNobody = <Result>(work: () => Promise<Result>) => withinScope({ tenantId: FIRST_TENANT, sites: 'all' }, work)

test('what a station reports of a customer stands in its report alone, for those who may read it', async () => {
  const { password } = await app.call('createStation', { body: { id: ID } })
  const known = { url: app.stationUrl, identity: ID, password: password ?? '' }
  const station = await connectTestStation({ ...known, subprotocol: 'ocpp2.0.1' })
  await station.call('BootNotification', {
    reason: 'PowerUp',
    chargingStation: { vendorName: 'Norrvolt', model: 'Duo 22' },
  })
  const { id } = await app.call('sendCommand', {
    params: { stationId: ID },
    query: { wait: 10 },
    body: { command: { kind: 'customerInformation', customerIdentifier: 'C-1' } },
  })
  const requestId = station.heard.find(({ action }) => action === 'CustomerInformation')?.payload['requestId']
  await station.call('NotifyCustomerInformation', { requestId, generatedAt: AT, seqNo: 0, data: 'Robin, CARD-1' })
  await expect
    .poll(() => app.call('getCommandReport', { params: { id } }))
    .toMatchObject({ kind: 'customer', text: 'Robin, CARD-1' })
  const { items } = await app.call('listTimeline', { params: { stationId: ID }, query: {} })
  expect(items[0]).toMatchObject({ action: 'NotifyCustomerInformation', frame: expect.stringContaining('[redacted]') })
  expect(JSON.stringify(items)).not.toContain('CARD-1')

  const handlers = deviceModelHandlers({ database: app.database, clock: systemClock })
  const report = asNobody(() => handlers.getCommandReport({ ...call, params: { id }, query: undefined }))
  await expect(report).rejects.toMatchObject({ code: 'notPermitted' })
  const query = { limit: 50, cursor: undefined, kind: undefined }
  const reports = await asNobody(() => handlers.listStationReports({ ...call, params: { stationId: ID }, query }))
  expect(reports.items).toMatchObject([{ kind: 'customer', text: null }])
  station.close()
})

test('an export that names people has a permission of its own', async () => {
  const handlers = timelineHandlers({ database: app.database, clock: systemClock })
  const query = { from: new Date(Date.now() - 60_000).toISOString(), to: undefined }
  const unmasked = asNobody(() =>
    handlers.exportTimeline({ ...call, params: { stationId: ID }, query: { ...query, masked: false } }),
  )
  await expect(unmasked).rejects.toMatchObject({ code: 'notPermitted', message: expect.anything() })
  const masked = await asNobody(() =>
    handlers.exportTimeline({ ...call, params: { stationId: ID }, query: { ...query, masked: true } }),
  )
  expect(masked).toMatchObject({ masked: true })
})
