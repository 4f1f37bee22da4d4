import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { OcppVersion } from '@stationmaster/ocpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'
import { problemIn } from '../testing/test-app.ts'
import { type ForeignAuthority, startForeignAuthority } from './testing/foreign-authority.ts'

const TOKEN = 'provider-token-0123456789'
const EXI = Buffer.from('what a car says').toString('base64')
const ANSWER = Buffer.from('what its operator answers').toString('base64')

let stand: SimulatedStations
let foreign: ForeignAuthority
let provider: Server
let answer: { readonly status: number; readonly body: string }
const asked: { readonly authorization: string | undefined; readonly body: unknown }[] = []

beforeAll(async () => {
  stand = await startSimulatedStations()
  foreign = await startForeignAuthority()
  provider = createServer(await foreign.serve(), (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(parts).toString()) })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(provider.address() as AddressInfo).port}/contracts`
  const body = { provider: 'http', url, token: TOKEN, tlsRoot: foreign.root.toString('pem') } as const
  const stored = await stand.app.call('setPlugAndCharge', { body })
  expect(stored).toMatchObject({ provider: 'http', hasToken: true })
  expect(JSON.stringify(stored)).not.toContain(TOKEN)
})
afterAll(async () => {
  await stand[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
  provider.closeAllConnections()
  await new Promise((resolve) => provider.close(resolve))
})

/** A car's request through a station, and the answer to it in the words of 2.x. */
async function askThrough(version: OcppVersion, action: 'Install' | 'Update') {
  const station = await stand.online(version)
  const request = { iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef', action, exiRequest: EXI }
  const isTransfer = version === '1.6'
  const transfer = {
    vendorId: 'org.openchargealliance.iso15118pnc',
    messageId: 'Get15118EVCertificate',
    data: JSON.stringify(request),
  }
  const more = version === '2.1' ? { maximumContractCertificateChains: 2, prioritizedEMAIDs: ['NLTNM000122045U'] } : {}
  const answered = isTransfer
    ? await station.send('DataTransfer', transfer)
    : await station.send('Get15118EVCertificate', { ...request, ...more })
  if (answered.kind !== 'result') throw new Error(answered.kind)
  return isTransfer ? JSON.parse(String(answered.payload['data'])) : answered.payload
}

describe.each(['1.6', '2.0.1', '2.1'] as const)('OCPP %s', (version) => {
  test.each(['Install', 'Update'] as const)(
    '%s is handed to the provider, and its answer to the car',
    async (action) => {
      answer = { status: 200, body: JSON.stringify({ status: 'Accepted', exiResponse: ANSWER, remainingContracts: 1 }) }
      const remaining = version === '2.1' ? { remainingContracts: 1 } : {}
      expect(await askThrough(version, action)).toEqual({ status: 'Accepted', exiResponse: ANSWER, ...remaining })
      expect(asked.at(-1)).toMatchObject({
        authorization: `Bearer ${TOKEN}`,
        body: { action, exiRequest: EXI, iso15118SchemaVersion: 'urn:iso:15118:2:2013:MsgDef' },
      })
    },
  )
})

test.each([
  ['refuses', { status: 200, body: '{"status":"Failed","reason":"No such contract"}' }, 'No such contract'],
  ['is in trouble', { status: 503, body: '' }, 'status 503'],
  ['talks nonsense', { status: 200, body: '<html>' }, 'cannot be read'],
  ['answers no base64', { status: 200, body: '{"status":"Accepted","exiResponse":"%%"}' }, 'cannot be read'],
  [
    'says too much for 2.0.1',
    { status: 200, body: JSON.stringify({ status: 'Accepted', exiResponse: 'A'.repeat(5604) }) },
    'too long',
  ],
])('a provider that %s leaves the car without a contract', async (_, given, why) => {
  answer = given
  expect(await askThrough('2.0.1', 'Install')).toEqual({
    status: 'Failed',
    exiResponse: '',
    statusInfo: { reasonCode: 'NoContractCert', additionalInfo: expect.stringContaining(why) },
  })
})

test('settings name what is wrong with them', async () => {
  const put = (path: string, body: object) =>
    stand.app.request(`/api/v1${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const plain = await problemIn(await put('/plug-and-charge', { provider: 'http', url: 'http://pnc.example/' }))
  expect(plain.errors?.[0]?.field).toBe('url')
  const without = await problemIn(await put('/certificate-authorities/station', { kind: 'est' }))
  expect(without.errors?.[0]).toEqual({ field: 'url', rule: 'is needed for an EST service' })
  const withKey = { purpose: 'mo', certificate: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' }
  const refused = await stand.app.request('/api/v1/certificate-roots', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(withKey),
  })
  expect((await problemIn(refused)).errors?.[0]?.field).toBe('certificate')
})
