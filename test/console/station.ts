import type { TestApp } from '../../packages/server/src/testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../../packages/server/src/testing/test-station.ts'

export const ID_TAG = 'CAFE0001'

/** Registers a 1.6 station with two connectors and connects it. It does what it is asked, as a station would. */
export async function connectStation(app: TestApp, identity: string, siteId?: string): Promise<TestStation> {
  const credentials = await app.call('createStation', {
    body: { id: identity, ...(siteId === undefined ? {} : { siteId }) },
    idempotencyKey: identity,
  })
  const station = await connectTestStation({
    url: app.stationUrl,
    identity,
    ...(credentials.password === null ? {} : { password: credentials.password }),
  })
  await boot(station)
  behave(station)
  return station
}

export async function boot(station: TestStation): Promise<void> {
  await station.call('BootNotification', { ...BOOT_16, firmwareVersion: '1.2.3' })
  for (const connectorId of [1, 2]) await report(station, connectorId, 'Available')
}

export function report(station: TestStation, connectorId: number, status: string, errorCode = 'NoError') {
  return station.call('StatusNotification', { connectorId, status, errorCode, timestamp: new Date().toISOString() })
}

/** Starts and stops when asked, and measures once in between. */
function behave(station: TestStation): void {
  let transactionId: unknown
  station.onCall((action, payload) => {
    if (action === 'RemoteStartTransaction') {
      void charge(station, Number(payload['connectorId'] ?? 1), String(payload['idTag'])).then((id) => {
        transactionId = id
      })
    }
    if (action === 'RemoteStopTransaction') void stop(station, transactionId)
    if (action === 'UnlockConnector') return { status: 'Unlocked' }
    if (action === 'GetConfiguration') {
      return { configurationKey: [{ key: 'HeartbeatInterval', readonly: false, value: '300' }] }
    }
    return { status: 'Accepted' }
  })
}

export async function charge(station: TestStation, connectorId: number, idTag: string): Promise<unknown> {
  const timestamp = new Date().toISOString()
  const { transactionId } = await station.call('StartTransaction', { connectorId, idTag, meterStart: 1000, timestamp })
  await report(station, connectorId, 'Charging')
  await station.call('MeterValues', {
    connectorId,
    transactionId,
    meterValue: [
      {
        timestamp: new Date().toISOString(),
        sampledValue: [
          { value: '2500', measurand: 'Energy.Active.Import.Register', unit: 'Wh' },
          { value: '11000', measurand: 'Power.Active.Import', unit: 'W' },
        ],
      },
    ],
  })
  return transactionId
}

async function stop(station: TestStation, transactionId: unknown): Promise<void> {
  const timestamp = new Date().toISOString()
  await station.call('StopTransaction', { transactionId, meterStop: 3000, timestamp, reason: 'Remote' })
  await report(station, 1, 'Available')
}
