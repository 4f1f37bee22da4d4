import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { connectTestStation } from '../testing/test-station.ts'

const folder = mkdtempSync(join(tmpdir(), 'stationmaster-credentials-'))
const app = await startTestApp({ DATA_DIR: folder, TLS_LOCAL_CERTIFICATE: 'on', STATION_TLS_PORT: '0' })
afterAll(async () => {
  await app[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
const ca = readFileSync(join(folder, 'certificates', 'root-ecdsa.pem'), 'utf8')
const patch = (stationId: string, body: { securityProfile: 0 | 1 | 2 | 3 }) =>
  app.call('updateStation', { params: { stationId }, body })

test('a station that must use TLS is given the TLS port of stations, by which it comes in', async () => {
  const plain = await app.call('createStation', { body: { id: 'Plain' } })
  expect(plain.connectUrl).toBe(`${app.stationUrl}/Plain`)
  const secure = await app.call('createStation', { body: { id: 'Se|cure', securityProfile: 2 } })
  expect(secure.connectUrl).toBe(`${app.stationTlsUrl}/Se%7Ccure`)
  const station = await connectTestStation({
    url: dirname(secure.connectUrl),
    identity: 'Se|cure',
    password: secure.password ?? '',
    tls: { ca },
  })
  station.close()
  await station.closed
  expect((await patch('Plain', { securityProfile: 3 })).connectUrl).toBe(`${app.stationTlsUrl}/Plain`)
  const replaced = await app.call('rotateStationPassword', { params: { stationId: 'Plain' } })
  expect(replaced.connectUrl).toBe(`${app.stationTlsUrl}/Plain`)
})

test('one that has come in by TLS once is given the TLS port from then on', async () => {
  const { password } = await app.call('createStation', { body: { id: 'Ratchet' } })
  const known = { identity: 'Ratchet', password: password ?? '' }
  const station = await connectTestStation({ url: app.stationTlsUrl, tls: { ca }, ...known })
  station.close()
  await station.closed
  const { connectUrl } = await app.call('getStation', { params: { stationId: 'Ratchet' } })
  expect(connectUrl).toBe(`${app.stationTlsUrl}/Ratchet`)
})

test('a password replaced by hand closes the socket that the old one has opened, and opens no other', async () => {
  const { password: old } = await app.call('createStation', { body: { id: 'Replaced' } })
  const station = await connectTestStation({ url: app.stationUrl, identity: 'Replaced', password: old ?? '' })
  const { password } = await app.call('rotateStationPassword', { params: { stationId: 'Replaced' } })
  expect(await station.closed).toBe(1008)
  const again = connectTestStation({ url: app.stationUrl, identity: 'Replaced', password: old ?? '' })
  await expect(again).rejects.toThrow('401')
  const anew = await connectTestStation({ url: app.stationUrl, identity: 'Replaced', password: password ?? '' })
  anew.close()
  await anew.closed
})
