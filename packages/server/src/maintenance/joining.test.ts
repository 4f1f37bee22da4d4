import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { BOOT_16, connectTestStation, type TestStation } from '../testing/test-station.ts'

const folder = mkdtempSync(join(tmpdir(), 'joining-test-'))
let app: TestApp
let image: string
let made = 0

beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder })
  const body = { name: 'fw.bin', version: '2.0' }
  const { file, uploadUrl } = await app.call('createFirmware', { body })
  await fetch(uploadUrl, { method: 'PUT', body: 'image' })
  image = file.id
})
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const BOOT_2 = { reason: 'PowerUp', chargingStation: { model: 'Duo', vendorName: 'Norrvolt', firmwareVersion: '1.0' } }

interface Known {
  readonly id: string
  readonly station: TestStation
}

async function boot(version: 'ocpp1.6' | 'ocpp2.0.1', payload: object): Promise<Known> {
  made += 1
  const id = `JOIN-${made}`
  const { password } = await app.call('createStation', { body: { id } })
  const station = await connectTestStation({
    ...{ url: app.stationUrl, identity: id, subprotocol: version },
    password: password ?? '',
  })
  await station.call('BootNotification', { ...payload })
  return { id, station }
}

type Command = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']

const send = ({ id }: Known, command: Command) =>
  app.call('sendCommand', { params: { stationId: id }, query: { wait: 10 }, body: { command } })

const read = (id: string) => app.call('getMaintenance', { params: { id } })

test('1.6 names no request: the newest open one is meant, and a newer one ends it', async () => {
  const known = await boot('ocpp1.6', { ...BOOT_16, firmwareVersion: '1.0' })
  known.station.onCall(() => ({}))
  const first = await send(known, { kind: 'updateFirmware', fileId: image })
  await known.station.call('FirmwareStatusNotification', { status: 'Downloading' })
  await expect.poll(async () => (await read(first.id)).status).toBe('Downloading')
  const second = await send(known, { kind: 'updateFirmware', fileId: image })
  await expect.poll(async () => (await read(first.id)).state).toBe('cancelled')
  await known.station.call('FirmwareStatusNotification', { status: 'DownloadFailed' })
  await expect.poll(async () => (await read(second.id)).state).toBe('failed')
  expect((await read(first.id)).status).toBe('Downloading')
})

test('a log has its own reports: those of firmware do not move it', async () => {
  const known = await boot('ocpp1.6', BOOT_16)
  known.station.onCall(() => ({ fileName: 'd.zip' }))
  const { id } = await send(known, { kind: 'getDiagnostics' })
  await known.station.call('FirmwareStatusNotification', { status: 'Installed' })
  await known.station.call('DiagnosticsStatusNotification', { status: 'Uploading' })
  await expect.poll(async () => (await read(id)).status).toBe('Uploading')
})

test('a log that has come is there, also when the station says nothing of it', async () => {
  const known = await boot('ocpp1.6', BOOT_16)
  known.station.onCall(() => ({ fileName: 'd.zip' }))
  const { id } = await send(known, { kind: 'getDiagnostics' })
  const location = String(known.station.heard.at(-1)?.payload['location'])
  await fetch(`${location}d.zip`, { method: 'PUT', body: 'log' })
  const request = await read(id)
  expect(request.state).toBe('succeeded')
  expect(request.endedAt).not.toBeNull()
  expect(await app.call('getFile', { params: { id: request.fileId ?? '' } })).toMatchObject({ name: 'd.zip' })
})

test('a Boot with the new firmware proves an update of which the station says nothing', async () => {
  const known = await boot('ocpp1.6', { ...BOOT_16, firmwareVersion: '1.0' })
  known.station.onCall(() => ({}))
  const { id } = await send(known, { kind: 'updateFirmware', fileId: image })
  await known.station.call('BootNotification', { ...BOOT_16, firmwareVersion: '1.5' })
  await known.station.call('BootNotification', { ...BOOT_16, firmwareVersion: '2.0' })
  await expect.poll(async () => (await read(id)).state).toBe('succeeded')
  expect((await read(id)).info).toBe('The station has booted with firmware 2.0.')
})

test('a request id of the station leads to its request, whichever came last', async () => {
  const known = await boot('ocpp2.0.1', BOOT_2)
  known.station.onCall(() => ({ status: 'Accepted' }))
  const log = await send(known, { kind: 'getLog' })
  const update = await send(known, { kind: 'updateFirmware', fileId: image })
  const { requestId } = await read(log.id)
  await known.station.call('LogStatusNotification', { status: 'UploadFailure', requestId })
  await expect.poll(async () => (await read(log.id)).state).toBe('failed')
  expect((await read(update.id)).state).toBe('running')
})

test('what a station says is text, of bounded length', async () => {
  const known = await boot('ocpp2.0.1', BOOT_2)
  known.station.onCall(() => ({ status: 'Accepted', filename: '../<b>.log' }))
  const { id } = await send(known, { kind: 'publishFirmware', fileId: image })
  const { requestId } = await read(id)
  const location = Array.from({ length: 50 }, (_, index) => `javascript:alert(${index})`)
  await known.station.call('PublishFirmwareStatusNotification', { status: 'Published', requestId, location })
  await expect.poll(async () => (await read(id)).locations.length).toBe(10)
})

test('a station that repeats itself fills no database', async () => {
  const known = await boot('ocpp2.0.1', BOOT_2)
  known.station.onCall(() => ({ status: 'Accepted' }))
  const { id } = await send(known, { kind: 'getLog' })
  const { requestId } = await read(id)
  for (let turn = 0; turn < 120; turn++) {
    await known.station.call('LogStatusNotification', { status: 'Uploading', requestId })
  }
  await known.station.call('LogStatusNotification', { status: 'Uploaded', requestId })
  await expect.poll(async () => (await read(id)).state, { timeout: 20_000 }).toBe('succeeded')
  expect((await read(id)).steps).toHaveLength(100)
})

test('a command that the station refuses, or that never reached it, leaves no open request', async () => {
  const known = await boot('ocpp2.0.1', BOOT_2)
  known.station.onCall(() => ({ status: 'Rejected' }))
  const refused = await send(known, { kind: 'getLog' })
  await expect.poll(async () => (await read(refused.id)).state).toBe('refused')
  known.station.close()
  await expect.poll(async () => (await app.call('getStation', { params: { stationId: known.id } })).online).toBe(false)
  const input = { command: { kind: 'getLog' }, ifOffline: 'queue', deadlineS: 600 } as const
  const waiting = await app.call('sendCommand', { params: { stationId: known.id }, query: {}, body: input })
  expect((await read(waiting.id)).state).toBe('requested')
  await app.call('cancelCommand', { params: { id: waiting.id } })
  expect((await read(waiting.id)).state).toBe('cancelled')
  const { items } = await app.call('listMaintenance', { query: { stationId: known.id, state: 'cancelled' } })
  expect(items.map(({ id }) => id)).toEqual([waiting.id])
})

test('of many stations asked at once each gets a link of its own', async () => {
  const stations = [await boot('ocpp1.6', BOOT_16), await boot('ocpp1.6', BOOT_16)]
  for (const { station } of stations) station.onCall(() => ({ fileName: 'd.zip' }))
  const ids = stations.map(({ id }) => id)
  await app.call('startCommandRun', { body: { command: { kind: 'getDiagnostics' }, stations: { ids } } })
  const locations = () => stations.map(({ station }) => station.heard.at(-1)?.payload['location'])
  await expect.poll(() => locations().every((location) => location !== undefined), { timeout: 20_000 }).toBe(true)
  expect(new Set(locations()).size).toBe(2)
})
