import { nameOf, x509 } from '../x509.ts'

const ALGORITHMS = {
  'EC P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'EC P-384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
  'RSA 2048': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
  'RSA 1024': {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 1024,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
} as const

export type TestKey = keyof typeof ALGORITHMS

/** A fresh key with a signing request for it, as a station would make them. */
export async function makeCsr(
  subject: { readonly CN?: string; readonly O?: string },
  key: TestKey = 'EC P-256',
): Promise<{ readonly csr: string; readonly der: Buffer; readonly privateKey: string }> {
  const algorithm = ALGORITHMS[key]
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const name = nameOf([
    ['CN', subject.CN],
    ['O', subject.O],
  ])
  const request = await x509.Pkcs10CertificateRequestGenerator.create({ name, keys, signingAlgorithm: algorithm })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    csr: request.toString('pem'),
    der: Buffer.from(request.rawData),
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  }
}
