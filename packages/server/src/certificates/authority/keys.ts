import { createPrivateKey, type KeyObject, type webcrypto } from 'node:crypto'
import { x509 } from '../x509.ts'

export type KeyType = 'ecdsa' | 'rsa'

interface KeyParameters {
  readonly generate: webcrypto.EcKeyGenParams | webcrypto.RsaHashedKeyGenParams
  readonly import: webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams
  readonly sign: x509.X509CertificateCreateParams['signingAlgorithm'] & object
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const
const PUBLIC_EXPONENT = new Uint8Array([1, 0, 1])

/** How keys of a kind are made and used: P-256, and RSA for stations that know nothing else. */
const PARAMETERS: Readonly<Record<KeyType, KeyParameters>> = {
  ecdsa: { generate: ECDSA, import: ECDSA, sign: { name: 'ECDSA', hash: 'SHA-256' } },
  rsa: { generate: { ...RSA, modulusLength: 3072, publicExponent: PUBLIC_EXPONENT }, import: RSA, sign: RSA },
}

export function signingAlgorithm(type: KeyType): KeyParameters['sign'] {
  return PARAMETERS[type].sign
}

/** A key pair of an authority or a server. */
export interface Keys {
  readonly type: KeyType
  readonly pair: webcrypto.CryptoKeyPair
  /** The private key again, for what is not signed by the library. */
  readonly privateKey: KeyObject
}

/** Makes a pair, with its private key as PKCS #8 in PEM. */
export async function generateKeys(type: KeyType): Promise<{ readonly keys: Keys; readonly pem: string }> {
  const pair = await crypto.subtle.generateKey(PARAMETERS[type].generate, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('a signing algorithm makes pairs')
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', pair.privateKey)
  const pem = x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')
  return { keys: { type, pair, privateKey: createPrivateKey(pem) }, pem }
}

/** The pair of a private key in PEM. */
export async function importKeys(type: KeyType, pem: string): Promise<Keys> {
  const { import: algorithm } = PARAMETERS[type]
  const [pkcs8] = x509.PemConverter.decode(pem)
  if (pkcs8 === undefined) throw new Error('A key file of the certificate authority holds no key.')
  const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
  const key = createPrivateKey(pem)
  const { kty, crv, x, y, n, e } = key.export({ format: 'jwk' })
  const publicJwk = kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }
  const publicKey = await crypto.subtle.importKey('jwk', withoutGaps(publicJwk), algorithm, true, ['verify'])
  return { type, pair: { privateKey, publicKey }, privateKey: key }
}

function withoutGaps(fields: Readonly<Record<string, string | undefined>>): webcrypto.JsonWebKey {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
