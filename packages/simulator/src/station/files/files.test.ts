import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OcppVersion } from '@stationmaster/ocpp'
import { afterEach, expect, test } from 'vitest'
import { CAR } from '../../testing/car.ts'
import { MINUTE_MS, type StationFixture, startStation } from '../../testing/station-fixture.ts'
import { eventually } from '../../testing/test-csms.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** A file server that fails some times before it serves. */
async function serve(content: string, failures = 0): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    request.resume()
    if (asked <= failures) response.writeHead(500)
    response.end(content)
  })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked }
}

const command = ({ csms, station }: StationFixture, action: string, payload: object) =>
  csms.command(station.identity, action, payload)

const statuses = ({ csms }: StationFixture, action: string) => csms.of(action).map(({ status }) => status)

/** Lets the physical world go on until something has been said. */
async function until(fixture: StationFixture, action: string, status: string, stepMs = MINUTE_MS): Promise<void> {
  for (let step = 0; step < 600 && !statuses(fixture, action).includes(status); step++) {
    await fixture.world.advanceAsync(stepMs)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  expect(statuses(fixture, action)).toContain(status)
}

const at = ({ world }: StationFixture, minutes: number) => new Date(world.now() + minutes * MINUTE_MS).toISOString()

const update2 = (fixture: StationFixture, location: string, more: object = {}, requestId = 1) =>
  command(fixture, 'UpdateFirmware', {
    requestId,
    firmware: { location, retrieveDateTime: at(fixture, 0), ...more },
  })

test('an update waits for its times and for the car, then says every step in order', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  const { url } = await serve('version=3.1\n')
  await fixture.charge(5)
  await update2(fixture, url, { retrieveDateTime: at(fixture, 10), installDateTime: at(fixture, 60) })
  await until(fixture, 'FirmwareStatusNotification', 'InstallScheduled')
  await fixture.world.advanceAsync(120 * MINUTE_MS)
  expect(statuses(fixture, 'FirmwareStatusNotification').at(-1)).toBe('InstallScheduled')
  fixture.station.unplug(1)
  // In steps that leave the network its time before the reboot.
  await until(fixture, 'FirmwareStatusNotification', 'Installed', 300)
  expect(statuses(fixture, 'FirmwareStatusNotification')).toEqual([
    'DownloadScheduled',
    'Downloading',
    'Downloaded',
    'InstallScheduled',
    'Installing',
    'InstallRebooting',
    'Installed',
  ])
  expect(fixture.csms.of('BootNotification').at(-1)).toMatchObject({
    reason: 'FirmwareUpdate',
    chargingStation: { firmwareVersion: '3.1' },
  })
  expect(fixture.csms.violations).toEqual([])
})

test('a download is tried as often as it was asked to be', async () => {
  await using fixture = await startStation('1.6')
  await fixture.online()
  const { url, asked } = await serve('an image', 2)
  const request = { location: url, retrieveDate: at(fixture, 0), retries: 2, retryInterval: 60 }
  await command(fixture, 'UpdateFirmware', request)
  await until(fixture, 'FirmwareStatusNotification', 'Installed')
  expect(asked()).toBe(3)
  expect(fixture.csms.of('BootNotification').at(-1)?.['firmwareVersion']).toMatch(/^build-[0-9a-f]{8}$/)
})

test('without tries left a download has failed, and nothing has changed', async () => {
  await using fixture = await startStation('2.1')
  await fixture.online()
  const { url } = await serve('an image', 9)
  await update2(fixture, url)
  await until(fixture, 'FirmwareStatusNotification', 'DownloadFailed')
  expect(fixture.csms.of('BootNotification')).toHaveLength(1)
})

test('a new update takes the place of one that waits, but not of one that is being installed', async () => {
  await using fixture = await startStation('2.0.1', { behaviour: { installMs: 60 * MINUTE_MS } })
  await fixture.online()
  const { url } = await serve('version=3\n')
  await update2(fixture, url, { retrieveDateTime: at(fixture, 600) })
  await eventually('scheduled', () => statuses(fixture, 'FirmwareStatusNotification').length === 1)
  expect(await update2(fixture, url, {}, 2)).toMatchObject({ payload: { status: 'AcceptedCanceled' } })
  await until(fixture, 'FirmwareStatusNotification', 'Installing')
  expect(await update2(fixture, url, {}, 3)).toMatchObject({ payload: { status: 'Rejected' } })
  await command(fixture, 'TriggerMessage', { requestedMessage: 'FirmwareStatusNotification' })
  await eventually('triggered', () => statuses(fixture, 'FirmwareStatusNotification').length >= 5)
  expect(fixture.csms.of('FirmwareStatusNotification').at(-1)).toEqual({ status: 'Installing', requestId: 2 })
})

test.each<[OcppVersion, string, object, string, readonly string[]]>([
  [
    '1.6',
    'GetDiagnostics',
    { location: 'gopher://a/' },
    'DiagnosticsStatusNotification',
    ['Uploading', 'UploadFailed'],
  ],
  [
    '2.1',
    'GetLog',
    { requestId: 4, logType: 'DataCollectorLog', log: { remoteLocation: 'gopher://a/' } },
    'LogStatusNotification',
    ['Uploading', 'NotSupportedOperation'],
  ],
])('OCPP %s %s to a place it cannot reach is said to have failed', async (version, action, payload, report, words) => {
  await using fixture = await startStation(version)
  await fixture.online()
  await command(fixture, action, payload)
  await eventually('reported', () => statuses(fixture, report).length === 2)
  expect(statuses(fixture, report)).toEqual(words)
})

test('a second log takes the place of the first', async () => {
  await using fixture = await startStation('2.1')
  await fixture.online()
  const { url } = await serve('', 100)
  const log = { remoteLocation: url }
  const ask = (requestId: number) =>
    command(fixture, 'GetLog', { requestId, logType: 'SecurityLog', log, retries: 9, retryInterval: 3600 })
  expect(await ask(1)).toMatchObject({ payload: { status: 'Accepted', filename: 'SecurityLog-1.log' } })
  await eventually('begun', () => statuses(fixture, 'LogStatusNotification').length === 1)
  expect(await ask(2)).toMatchObject({ payload: { status: 'AcceptedCanceled' } })
  await eventually('both', () => statuses(fixture, 'LogStatusNotification').length === 3)
  expect(fixture.csms.of('LogStatusNotification')).toEqual([
    { status: 'Uploading', requestId: 1 },
    { status: 'AcceptedCanceled', requestId: 1 },
    { status: 'Uploading', requestId: 2 },
  ])
})

test('a session goes on while firmware is fetched', async () => {
  await using fixture = await startStation('2.0.1')
  await fixture.online()
  fixture.station.plugIn(1, CAR)
  await fixture.station.presentCard(1, 'CARD01')
  const { url } = await serve('version=4\n')
  await update2(fixture, url)
  await until(fixture, 'FirmwareStatusNotification', 'InstallScheduled')
  expect(fixture.station.evses[0]?.session).toBeDefined()
})
