// The library's containers need it before anything else of it is loaded.
import 'reflect-metadata'
import { createHash, X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import type { CertificateHashData } from '@stationmaster/ocpp'

const EC = { name: 'ECDSA', namedCurve: 'P-256' } as const
const ALGORITHMS = ['SHA256', 'SHA384', 'SHA512'] as const

/** A key that a station or a car has made, with the request for its certificate. */
export interface KeyRequest {
  /** PKCS #8 PEM. */
  readonly privateKey: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
  /** PKCS #10 PEM. */
  readonly csr: string
}

/** Makes a P-256 key and a signing request for it. */
export async function requestKey(name: {
  readonly commonName: string
  readonly organization: string
}): Promise<KeyRequest> {
  const keys = await crypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const { commonName, organization } = name
  const subject = [
    { CN: [{ utf8String: commonName }] },
    ...(organization === '' ? [] : [{ O: [{ utf8String: organization }] }]),
  ]
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: new x509.Name(subject),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    publicKey: Buffer.from(request.publicKey.rawData),
    csr: request.toString('pem'),
  }
}

/** Certificates of a PEM text in order; undefined when one of them cannot be read, or there is none. */
export function readPem(pem: string): readonly X509Certificate[] | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  try {
    return blocks.length === 0 ? undefined : blocks.map((block) => new X509Certificate(block))
  } catch {
    return undefined
  }
}

/** A certificate as OCPP names it, under one algorithm. */
export function hashDataOf(
  certificate: X509Certificate,
  issuer: X509Certificate,
  hashAlgorithm: CertificateHashData['hashAlgorithm'],
): CertificateHashData {
  const issuerName = new x509.X509Certificate(certificate.raw).issuerName.toArrayBuffer()
  const hash = (data: Uint8Array) => createHash(hashAlgorithm.toLowerCase()).update(data).digest('hex')
  return {
    hashAlgorithm,
    issuerNameHash: hash(new Uint8Array(issuerName)),
    issuerKeyHash: hash(keyBitsOf(issuer)),
    serialNumber: certificate.serialNumber.toLowerCase().replace(/^0+(?=.)/, ''),
  }
}

/** Whether hash data, under whatever algorithm, means this certificate. */
export function isNamedBy(certificate: X509Certificate, issuer: X509Certificate, named: CertificateHashData): boolean {
  if (!ALGORITHMS.includes(named.hashAlgorithm)) return false
  const own = hashDataOf(certificate, issuer, named.hashAlgorithm)
  return (
    own.issuerNameHash === named.issuerNameHash.toLowerCase() &&
    own.issuerKeyHash === named.issuerKeyHash.toLowerCase() &&
    own.serialNumber === named.serialNumber.toLowerCase().replace(/^0+(?=.)/, '')
  )
}

/** Where the issuer of a certificate answers OCSP questions; undefined when it does not say. */
export function ocspUrlOf(certificate: X509Certificate): string | undefined {
  return /OCSP - URI:([^\s"]+)/.exec(certificate.infoAccess ?? '')?.[1]
}

/** The key itself, without tag, length and unused bits: what an issuer's key is hashed by. */
function keyBitsOf({ publicKey }: X509Certificate): Buffer {
  const info = publicKey.export({ type: 'spki', format: 'der' })
  // SEQUENCE { algorithm SEQUENCE, BIT STRING }: the bit string is the second element.
  const outer = contentAt(info, 0)
  const algorithm = contentAt(info, outer.start)
  const bits = contentAt(info, algorithm.end)
  return info.subarray(bits.start + 1, bits.end)
}

/** Bounds of the content of the DER element at an offset. */
function contentAt(der: Buffer, offset: number): { readonly start: number; readonly end: number } {
  const first = der.readUInt8(offset + 1)
  if (first < 0x80) return { start: offset + 2, end: offset + 2 + first }
  const octets = first & 0x7f
  const start = offset + 2 + octets
  return { start, end: start + der.readUIntBE(offset + 2, octets) }
}
