import { beforeAll, describe, expect, test } from 'vitest'
import { generateKeys, type Keys, signingAlgorithm } from './authority/keys.ts'
import { verifyChain } from './chain.ts'
import { hashDataOf, isIssuerIn } from './hash-data.ts'
import { nameOf, readCertificate, readChain, x509 } from './x509.ts'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 5, 1)

interface Made {
  readonly certificate: x509.X509Certificate
  readonly keys: Keys
}

let serial = 1
/** A certificate below another, or a root; `pathLength` undefined: no authority. */
async function make(
  name: string,
  issuer: Made | undefined,
  form: { readonly pathLength?: number; readonly fromMs?: number; readonly toMs?: number } = {},
): Promise<Made> {
  const { keys } = await generateKeys('ecdsa')
  const { pathLength, fromMs = NOW - DAY_MS, toMs = NOW + DAY_MS } = form
  serial += 1
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(4, '0'),
    subject: nameOf([['CN', name]]),
    issuer: issuer?.certificate.subjectName ?? nameOf([['CN', name]]),
    notBefore: new Date(fromMs),
    notAfter: new Date(toMs),
    publicKey: keys.pair.publicKey,
    signingKey: issuer?.keys.pair.privateKey ?? keys.pair.privateKey,
    signingAlgorithm: signingAlgorithm('ecdsa'),
    extensions: [new x509.BasicConstraintsExtension(pathLength !== undefined, pathLength, true)],
  })
  return { certificate, keys }
}

let root: Made
let first: Made
let second: Made
let leaf: Made
beforeAll(async () => {
  root = await make('Root', undefined, { pathLength: 2 })
  first = await make('Sub 1', root, { pathLength: 1 })
  second = await make('Sub 2', first, { pathLength: 0 })
  leaf = await make('Leaf', second)
})

function verify(given: { leaf?: Made; intermediates?: Made[]; trusted?: Made[]; nowMs?: number }) {
  return verifyChain((given.leaf ?? leaf).certificate, {
    intermediates: (given.intermediates ?? [first, second]).map(({ certificate }) => certificate),
    trusted: (given.trusted ?? [root]).map(({ certificate }) => certificate),
    nowMs: given.nowMs ?? NOW,
  })
}

describe('verifyChain', () => {
  test('finds the way to what is trusted, whatever the order, root or sub-CA', async () => {
    const whole = await verify({ intermediates: [second, first] })
    expect(whole.ok && whole.path.map(({ subject }) => subject)).toEqual(['CN=Leaf', 'CN=Sub 2', 'CN=Sub 1', 'CN=Root'])
    const short = await verify({ intermediates: [], trusted: [second] })
    expect(short.ok && short.path).toHaveLength(2)
  })

  test('misses a link', async () => {
    expect(await verify({ intermediates: [second] })).toMatchObject({ ok: false, fault: 'noTrustedRoot' })
    expect(await verify({ trusted: [] })).toMatchObject({ ok: false, fault: 'noTrustedRoot' })
  })

  test('sees a link of the same name with another key', async () => {
    const impostor = await make('Root', undefined, { pathLength: 2 })
    expect(await verify({ trusted: [impostor] })).toMatchObject({ ok: false, fault: 'badSignature' })
  })

  test('sees what is not in date, in the middle too', async () => {
    expect(await verify({ nowMs: NOW + DAY_MS })).toMatchObject({ ok: false, fault: 'expired' })
    expect(await verify({ nowMs: NOW - 2 * DAY_MS })).toMatchObject({ ok: false, fault: 'expired' })
    const old = await make('Sub 3', root, { pathLength: 0, toMs: NOW - 1 })
    const below = await make('Leaf', old)
    expect(await verify({ leaf: below, intermediates: [old] })).toMatchObject({ ok: false, fault: 'expired' })
  })

  test('lets nobody sign who may not', async () => {
    const below = await make('Below a leaf', leaf)
    const answer = await verify({ leaf: below, intermediates: [first, second, leaf] })
    expect(answer).toMatchObject({ ok: false, fault: 'notAnAuthority' })
    const deep = await make('Sub 4', second, { pathLength: 0 })
    const tooDeep = await make('Leaf', deep)
    expect(await verify({ leaf: tooDeep, intermediates: [first, second, deep] })).toMatchObject({
      fault: 'notAnAuthority',
    })
  })

  test('ends with certificates that sign each other', async () => {
    const loop = await make('Loop', undefined, { pathLength: 9 })
    const below = await make('Leaf', loop)
    expect((await verify({ leaf: below, intermediates: [loop] })).ok).toBe(false)
  })
})

test('hash data names the issuer by any algorithm', () => {
  for (const algorithm of ['SHA256', 'SHA384', 'SHA512'] as const) {
    const data = hashDataOf(leaf.certificate, second.certificate, algorithm)
    expect(data.issuerNameHash).toHaveLength({ SHA256: 64, SHA384: 96, SHA512: 128 }[algorithm])
    expect(isIssuerIn(data, second.certificate)).toBe(true)
    expect(isIssuerIn({ ...data, issuerKeyHash: data.issuerKeyHash.toUpperCase() }, second.certificate)).toBe(true)
    expect(isIssuerIn(data, first.certificate)).toBe(false)
  }
})

test('what is no certificate is a value', () => {
  expect(readCertificate('no certificate')).toMatchObject({ ok: false })
  expect(readCertificate(new Uint8Array([0x30, 0x80, 1, 2]))).toMatchObject({ ok: false })
  expect(readChain('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toMatchObject({ ok: false })
  const eleven = `${root.certificate.toString('pem')}\n`.repeat(11)
  expect(readChain(eleven)).toMatchObject({ ok: false, reason: 'the chain is too long' })
})
