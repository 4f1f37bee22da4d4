import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OcppVersion } from '@stationmaster/ocpp'
import type { Station } from '@stationmaster/simulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStation, startSimulatedStation } from '../testing/simulated-station.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

const VERSIONS: readonly OcppVersion[] = ['1.6', '2.0.1', '2.1']
const FIXTURES = fileURLToPath(new URL('../platform/http/fixtures/', import.meta.url))
const CERTIFICATE = readFileSync(join(FIXTURES, 'localhost.cert.pem'), 'utf8')
const PRIVATE_KEY = readFileSync(join(FIXTURES, 'localhost.key.pem'), 'utf8')
const IMAGE = Buffer.from(`version=2.4.0\n${'firmware '.repeat(20_000)}`)
const SIGNATURE = createSign('sha256').update(IMAGE).sign(PRIVATE_KEY, 'base64')

const folder = mkdtempSync(join(tmpdir(), 'maintenance-test-'))
const stations: SimulatedStation[] = []
let app: TestApp
let plainImage: string
let signedImage: string

beforeAll(async () => {
  app = await startTestApp({ DATA_DIR: folder, FTP_PORT: '0', FTP_PASSIVE_PORTS: '42600-42699' })
  plainImage = await storeImage({})
  signedImage = await storeImage({ signature: SIGNATURE, signingCertificate: CERTIFICATE })
})
afterAll(async () => {
  for (const station of stations) await station[Symbol.asyncDispose]()
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function storeImage(signed: object, content = IMAGE): Promise<string> {
  const body = { name: 'image.bin', version: '2.4.0', ...signed }
  const { file, uploadUrl } = await app.call('createFirmware', { body })
  expect((await fetch(uploadUrl, { method: 'PUT', body: new Uint8Array(content) })).status).toBe(201)
  return file.id
}

let made = 0

/** A simulated station, online. */
async function online(version: OcppVersion): Promise<Station> {
  made += 1
  const behaviour = { rebootMs: 20, installMs: 20 }
  const simulated = await startSimulatedStation(app, `SIM-${version}-${made}`, version, { behaviour })
  stations.push(simulated)
  return simulated.station
}

type Command = Parameters<typeof app.call<'sendCommand'>>[1]['body']['command']

async function send(station: Station, command: Command) {
  const params = { stationId: station.identity }
  return app.call('sendCommand', { params, query: { wait: 10 }, body: { command } })
}

/** The record of a command once it has ended, and the station has said so. */
async function ended(id: string) {
  const read = () => app.call('getMaintenance', { params: { id } })
  const isOver = async () => {
    const { endedAt, status } = await read()
    return endedAt !== null && status !== 'Accepted' && status !== 'Uploading'
  }
  await expect.poll(isOver, { timeout: 30_000 }).toBe(true)
  return read()
}

const stepsOf = ({ steps }: { steps: readonly { status: string }[] }) => steps.map(({ status }) => status)
const textOf = async (fileId: string | null) => (await app.request(`/api/v1/files/${fileId}/content`)).text()

describe.each(VERSIONS)('a station of OCPP %s', (version) => {
  const isOld = version === '1.6'

  test('fetches firmware, installs it, reboots and says so', async () => {
    const station = await online(version)
    const command = await send(station, { kind: 'updateFirmware', fileId: plainImage })
    expect(command).toMatchObject({ state: 'accepted', ocppAction: 'UpdateFirmware' })
    const request = await ended(command.id)
    expect(request).toMatchObject({
      kind: 'firmwareUpdate',
      state: 'succeeded',
      status: 'Installed',
      fileId: plainImage,
      targetVersion: '2.4.0',
      versionBefore: '1.0.0',
      versionNow: '2.4.0',
    })
    const words = ['Accepted', 'Downloading', 'Downloaded', 'Installing']
    expect(stepsOf(request).slice(0, isOld ? 4 : 5)).toEqual(isOld ? words : [...words, 'InstallRebooting'])
    const { items } = await app.call('listMaintenance', { query: { stationId: station.identity } })
    expect(items.map(({ id }) => id)).toEqual([command.id])
  })

  test('fetches firmware by FTP', async () => {
    const station = await online(version)
    const command = await send(station, { kind: 'updateFirmware', fileId: plainImage, transport: 'ftp' })
    expect(JSON.stringify(command)).toContain('ftp://[redacted]@127.0.0.1:')
    expect(await ended(command.id)).toMatchObject({ state: 'succeeded', versionNow: '2.4.0' })
  })

  test('verifies signed firmware', async () => {
    const station = await online(version)
    const command = await send(station, { kind: 'updateFirmware', fileId: signedImage })
    expect(command).toMatchObject({
      state: 'accepted',
      ocppAction: isOld ? 'SignedUpdateFirmware' : 'UpdateFirmware',
    })
    const request = await ended(command.id)
    expect(request.state).toBe('succeeded')
    expect(stepsOf(request)).toContain('SignatureVerified')
  })

  test('refuses firmware that somebody else has signed', async () => {
    const station = await online(version)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const signature = createSign('sha256').update(IMAGE).sign(privateKey, 'base64')
    const foreign = { signature, signingCertificate: CERTIFICATE }
    const command = await send(station, { kind: 'updateFirmware', fileId: plainImage, ...foreign })
    expect(await ended(command.id)).toMatchObject({ state: 'failed', status: 'InvalidSignature', versionNow: '1.0.0' })
  })

  test('refuses an update whose certificate is none', async () => {
    const station = await online(version)
    const broken = { signature: 'AAAA', signingCertificate: 'nothing' }
    const command = await send(station, { kind: 'updateFirmware', fileId: plainImage, ...broken })
    expect(command).toMatchObject({ state: 'rejected', status: 'InvalidCertificate' })
    expect(await ended(command.id)).toMatchObject({ state: 'refused', status: 'InvalidCertificate' })
  })

  test('reports a download and an installation that fail', async () => {
    const station = await online(version)
    station.injectFault('firmware-download-fails')
    const first = await send(station, { kind: 'updateFirmware', fileId: plainImage })
    expect(await ended(first.id)).toMatchObject({ state: 'failed', status: 'DownloadFailed' })
    station.injectFault('firmware-install-fails')
    const second = await send(station, { kind: 'updateFirmware', fileId: plainImage })
    expect(await ended(second.id)).toMatchObject({ state: 'failed', status: 'InstallationFailed' })
  })

  test.each(['http', 'ftp'] as const)('uploads its log by %s', async (transport) => {
    const station = await online(version)
    const command = await send(station, { kind: 'getLog', log: 'SecurityLog', transport })
    expect(command).toMatchObject({ state: 'accepted', ocppAction: 'GetLog' })
    const request = await ended(command.id)
    expect(request).toMatchObject({ kind: 'logUpload', state: 'succeeded', status: 'Uploaded' })
    expect(request.announcedName).toMatch(/^SecurityLog-\d+\.log$/)
    expect(stepsOf(request)).toEqual(['Accepted', 'Uploading', 'Uploaded'])
    const file = await app.call('getFile', { params: { id: request.fileId ?? '' } })
    expect(file).toMatchObject({ purpose: 'log', name: request.announcedName, stationId: station.identity })
    const text = await textOf(request.fileId)
    expect(text).toContain(`SecurityLog of ${station.identity}`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(file.sha256)
  })

  test('reports an upload that fails, and one that is refused', async () => {
    const station = await online(version)
    station.injectFault('log-upload-fails')
    const first = await send(station, { kind: 'getLog' })
    expect(await ended(first.id)).toMatchObject({ state: 'failed', status: 'UploadFailure', fileId: null })
    const second = await send(station, { kind: 'getLog', url: `${app.url}/station-files/${'x'.repeat(32)}/` })
    expect(await ended(second.id)).toMatchObject({ state: 'failed', status: 'PermissionDenied', fileId: null })
  })

  test('says on demand that nothing is under way, which changes nothing', async () => {
    const station = await online(version)
    for (const message of ['FirmwareStatusNotification', 'LogStatusNotification'] as const) {
      expect(await send(station, { kind: 'triggerMessage', message })).toMatchObject({ state: 'accepted' })
    }
    const { items } = await app.call('listMaintenance', { query: { stationId: station.identity } })
    expect(items).toEqual([])
  })
})

describe('a station of OCPP 1.6 without its security extension', () => {
  test.each(['http', 'ftp'] as const)(
    'uploads its diagnostics by %s; its reports are joined by time',
    async (transport) => {
      const station = await online('1.6')
      const command = await send(station, { kind: 'getDiagnostics', transport, from: '2026-01-01T00:00:00Z' })
      expect(command).toMatchObject({ state: 'accepted', ocppAction: 'GetDiagnostics' })
      const request = await ended(command.id)
      expect(request).toMatchObject({ state: 'succeeded', announcedName: `diagnostics-${station.identity}.log` })
      expect(await textOf(request.fileId)).toContain('from 2026-01-01T00:00:00.000Z to open')
    },
  )

  test('is not asked for what its version has not', async () => {
    const station = await online('1.6')
    await expect(send(station, { kind: 'publishFirmware', fileId: plainImage })).rejects.toMatchObject({
      problem: { code: 'wrongVersion' },
    })
    await expect(send(station, { kind: 'getLog', log: 'DataCollectorLog' })).rejects.toMatchObject({
      problem: { code: 'commandNotWritable' },
    })
  })
})

describe.each(['2.0.1', '2.1'] as const)('a local controller of OCPP %s', (version) => {
  test('publishes firmware for the stations behind it, and takes it back', async () => {
    const station = await online(version)
    const command = await send(station, { kind: 'publishFirmware', fileId: plainImage })
    const request = await ended(command.id)
    expect(request).toMatchObject({ kind: 'firmwarePublication', state: 'succeeded', status: 'Published' })
    expect(stepsOf(request)).toEqual(['Accepted', 'Downloading', 'Downloaded', 'ChecksumVerified', 'Published'])
    const offered = await fetch(request.locations[0] ?? '')
    expect(Buffer.from(await offered.arrayBuffer()).equals(IMAGE)).toBe(true)
    const back = await send(station, { kind: 'unpublishFirmware', fileId: plainImage })
    expect(back).toMatchObject({ state: 'accepted', status: 'Unpublished' })
    expect(await send(station, { kind: 'unpublishFirmware', fileId: plainImage })).toMatchObject({
      state: 'rejected',
      status: 'NoFirmware',
    })
  })

  test('does not publish what is not what its checksum says', async () => {
    const station = await online(version)
    const wrong = await send(station, {
      kind: 'publishFirmware',
      url: `${app.url}/healthz`,
      checksum: createHash('md5').update('something').digest('hex'),
    })
    expect(await ended(wrong.id)).toMatchObject({ state: 'failed', status: 'InvalidChecksum' })
  })
})
