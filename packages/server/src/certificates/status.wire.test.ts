import type { Station } from '@stationmaster/simulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SimulatedStations, startSimulatedStations } from '../testing/simulated-stations.ts'
import { readOcspResponse } from './status/ocsp-response.ts'
import { type ForeignAuthority, startForeignAuthority } from './testing/foreign-authority.ts'

let stand: SimulatedStations
let foreign: ForeignAuthority
let station: Station

beforeAll(async () => {
  stand = await startSimulatedStations()
  foreign = await startForeignAuthority()
  station = await stand.online('2.1')
  const body = { purpose: 'v2g', certificate: foreign.root.toString('pem'), label: 'Their root' } as const
  await stand.app.call('addTrustedRoot', { body })
})
beforeEach(async () => {
  foreign.mood = { kind: 'good' }
  foreign.asked.ocsp = 0
  foreign.asked.crl = 0
  await stand.app.call('setPlugAndCharge', { body: { provider: 'test', trustedResponders: [foreign.origin] } })
})
afterAll(async () => {
  await stand[Symbol.asyncDispose]()
  await foreign[Symbol.asyncDispose]()
})

let named = 0
/** A certificate nobody has asked about yet. */
function freshCertificate() {
  named += 1
  return foreign.issue(`THEIRS-${named}`)
}

async function askOcsp(hashData: object, responderURL = `${foreign.origin}/ocsp`, asking: Station = station) {
  const answer = await asking.send('GetCertificateStatus', { ocspRequestData: { ...hashData, responderURL } })
  if (answer.kind !== 'result') throw new Error(answer.kind)
  return answer.payload
}

async function askChain(hashData: object, source: 'OCSP' | 'CRL', urls: readonly string[]) {
  const certificateStatusRequests = [{ certificateHashData: hashData, source, urls }]
  const answer = await station.send('GetCertificateChainStatus', { certificateStatusRequests })
  if (answer.kind !== 'result') throw new Error(answer.kind)
  return (answer.payload['certificateStatus'] as { status: string; certificateHashData: object }[])[0]
}

describe('GetCertificateStatus', () => {
  test('hands on what the responder says, once for all who ask while it holds', async () => {
    const { hashData } = await freshCertificate()
    const payload = await askOcsp(hashData)
    expect(payload['status']).toBe('Accepted')
    const read = readOcspResponse(Buffer.from(String(payload['ocspResult']), 'base64'), hashData, Date.now())
    expect(read.ok && read.answer.status).toBe('Good')
    expect(read.ok && (await read.answer.isSignedFor(foreign.root))).toBe(true)
    const upper = { ...hashData, serialNumber: `0${hashData.serialNumber.toUpperCase()}` }
    expect(await askOcsp(upper)).toEqual(payload)
    const older = await stand.online('2.0.1')
    expect(await askOcsp(hashData, undefined, older)).toEqual(payload)
    expect(foreign.asked.ocsp).toBe(1)
  })

  test.each(['broken', 'tooLong'] as const)(
    'says Failed when the answer is %s, and leaves the responder alone',
    async (kind) => {
      foreign.mood = { kind }
      const { hashData } = await freshCertificate()
      expect(await askOcsp(hashData)).toMatchObject({ status: 'Failed', statusInfo: { reasonCode: 'NoOcspResponse' } })
      foreign.mood = { kind: 'good' }
      expect(await askOcsp(hashData)).toMatchObject({ status: 'Failed' })
      expect(foreign.asked.ocsp).toBe(1)
    },
  )

  test('says Failed when the responder is silent, in the time that the station waits', async () => {
    foreign.mood = { kind: 'silent' }
    const { hashData } = await freshCertificate()
    expect(await askOcsp(hashData)).toMatchObject({
      status: 'Failed',
      statusInfo: { additionalInfo: 'no answer in time' },
    })
  })

  test.each([
    ['an address inside our network', 'http://127.0.0.1/ocsp', 'not a public one'],
    ['the same in other words', 'http://[::ffff:10.0.0.1]/ocsp', 'not a public one'],
    ['the same by 6to4', 'http://[2002:7f00:1::1]/ocsp', 'not a public one'],
    ['the same as a number', 'http://2130706433/ocsp', 'not a public one'],
    ['a name that stands for one', 'http://localhost/ocsp', 'not a public one'],
    ['another port', 'http://ocsp.example:6379/', 'not on port 80 or 443'],
    ['credentials', 'http://user:word@ocsp.example/', 'carries credentials'],
    ['another scheme', 'file:///etc/passwd', 'no http or https URL'],
  ])('is not led to %s by a station', async (_, url, why) => {
    const { hashData } = await freshCertificate()
    const payload = await askOcsp(hashData, url)
    expect(payload).toMatchObject({ status: 'Failed', statusInfo: { additionalInfo: expect.stringContaining(why) } })
  })

  test('asks at an address that is not public only while its origin is trusted', async () => {
    await stand.app.call('setPlugAndCharge', { body: { provider: 'test' } })
    const { hashData } = await freshCertificate()
    expect(await askOcsp(hashData)).toMatchObject({ status: 'Failed' })
    expect(foreign.asked.ocsp).toBe(0)
  })
})

describe('GetCertificateChainStatus', () => {
  test('gives our own verified word', async () => {
    const [good, revoked] = await Promise.all([freshCertificate(), freshCertificate()])
    const url = `${foreign.origin}/ocsp`
    expect(await askChain(good.hashData, 'OCSP', [url])).toMatchObject({
      status: 'Good',
      certificateHashData: good.hashData,
    })
    foreign.mood = { kind: 'revoked', atMs: Date.now(), reason: 'keyCompromise' }
    expect(await askChain(revoked.hashData, 'OCSP', [url])).toMatchObject({ status: 'Revoked' })
  })

  test('tries the addresses in order', async () => {
    const { hashData } = await freshCertificate()
    const urls = [`${foreign.origin.replace(/\d+$/, '9')}/ocsp`, `${foreign.origin}/ocsp`]
    expect(await askChain(hashData, 'OCSP', urls)).toMatchObject({ status: 'Good' })
  })

  test('reads revocation lists', async () => {
    const [good, revoked] = await Promise.all([freshCertificate(), freshCertificate()])
    foreign.revoked = [revoked.certificate.serialNumber]
    expect(await askChain(good.hashData, 'CRL', [`${foreign.origin}/crl`])).toMatchObject({ status: 'Good' })
    expect(await askChain(revoked.hashData, 'CRL', [`${foreign.origin}/crl`])).toMatchObject({ status: 'Revoked' })
  })

  test('does not believe an answer that the issuer has not signed', async () => {
    await using impostor = await startForeignAuthority()
    const body = { provider: 'test', trustedResponders: [foreign.origin, impostor.origin] } as const
    await stand.app.call('setPlugAndCharge', { body: { ...body, trustedResponders: [...body.trustedResponders] } })
    const { hashData } = await freshCertificate()
    expect(await askChain(hashData, 'OCSP', [`${impostor.origin}/ocsp`])).toMatchObject({ status: 'Failed' })
    expect(await askChain(hashData, 'CRL', [`${impostor.origin}/crl`])).toMatchObject({ status: 'Failed' })
    expect(impostor.asked).toEqual({ ocsp: 1, crl: 1 })
  })

  test('knows nothing of a certificate whose issuer it does not know', async () => {
    await using stranger = await startForeignAuthority()
    const trustedResponders = [stranger.origin]
    await stand.app.call('setPlugAndCharge', { body: { provider: 'test', trustedResponders } })
    const { hashData } = await stranger.issue('X')
    expect(await askChain(hashData, 'OCSP', [`${stranger.origin}/ocsp`])).toMatchObject({ status: 'Failed' })
  })
})
