// The library's containers need it before anything else of it is loaded.
import 'reflect-metadata'
import { createHash } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export { x509 }

/** What is said of a certificate, ready for storage and people. */
export interface CertificateFacts {
  readonly subject: string
  readonly commonName: string | undefined
  readonly organization: string | undefined
  readonly issuer: string
  /** Lower-case hex without leading zeros. */
  readonly serialNumber: string
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string
  /** 'EC P-256', 'RSA 3072' … */
  readonly keyType: string
  readonly notBeforeMs: number
  readonly notAfterMs: number
  readonly isAuthority: boolean
}

export type ReadCertificate =
  | { readonly ok: true; readonly certificate: x509.X509Certificate }
  | { readonly ok: false; readonly reason: string }

/** Reads one certificate from PEM, bare base64 or DER. Hostile input is a value, never an exception. */
export function readCertificate(encoded: string | Uint8Array): ReadCertificate {
  try {
    return { ok: true, certificate: new x509.X509Certificate(encodedForm(encoded)) }
  } catch {
    return { ok: false, reason: 'it is not an X.509 certificate' }
  }
}

/** A longer chain is none that a charging station can verify (2.x: at most four below the root). */
const LONGEST_CHAIN = 10

/** Reads the certificates of a PEM text, in order. */
export function readChain(
  pem: string,
):
  | { readonly ok: true; readonly certificates: readonly x509.X509Certificate[] }
  | { readonly ok: false; readonly reason: string } {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [pem]
  if (blocks.length > LONGEST_CHAIN) return { ok: false, reason: 'the chain is too long' }
  const certificates: x509.X509Certificate[] = []
  for (const block of blocks) {
    const read = readCertificate(block)
    if (!read.ok) return read
    certificates.push(read.certificate)
  }
  return { ok: true, certificates }
}

/** PEM of certificates in order, each with its line end. */
export function chainPem(certificates: readonly x509.X509Certificate[]): string {
  return certificates.map((certificate) => `${certificate.toString('pem')}\n`).join('')
}

export function factsOf(certificate: x509.X509Certificate): CertificateFacts {
  const { subjectName } = certificate
  return {
    subject: certificate.subject,
    commonName: subjectName.getField('CN')[0],
    organization: subjectName.getField('O')[0],
    issuer: certificate.issuer,
    serialNumber: plainHex(certificate.serialNumber),
    fingerprint: createHash('sha256').update(new Uint8Array(certificate.rawData)).digest('hex'),
    keyType: keyTypeOf(certificate.publicKey),
    notBeforeMs: certificate.notBefore.getTime(),
    notAfterMs: certificate.notAfter.getTime(),
    isAuthority: certificate.getExtension(x509.BasicConstraintsExtension)?.ca === true,
  }
}

/** Hex as OCPP compares it: lower case, without leading zeros. */
export function plainHex(hex: string): string {
  return hex.toLowerCase().replace(/^0+(?=.)/, '')
}

/** Whether the key of one certificate has signed the other, and the names say so too. Never throws. */
export async function isSignedBy(certificate: x509.X509Certificate, issuer: x509.X509Certificate): Promise<boolean> {
  if (certificate.issuer !== issuer.subject) return false
  try {
    return await certificate.verify({ publicKey: issuer, signatureOnly: true })
  } catch {
    return false
  }
}

/** Names a public key by its kind and size; what cannot be named is no key for us. */
export function keyTypeOf(key: x509.PublicKey): string {
  const algorithm: { readonly name: string; readonly namedCurve?: unknown; readonly modulusLength?: unknown } =
    key.algorithm
  if (typeof algorithm.namedCurve === 'string') return `EC ${algorithm.namedCurve}`
  if (typeof algorithm.modulusLength === 'number') return `RSA ${algorithm.modulusLength}`
  return algorithm.name
}

/** A distinguished name in the order given; texts are taken as they are, whatever characters they hold. */
export function nameOf(parts: readonly (readonly [field: string, text: string | undefined])[]): x509.Name {
  const fields = parts.flatMap(([field, text]): x509.JsonAttributeAndObjectValue[] => {
    if (text === undefined) return []
    return [{ [field]: [field === 'DC' ? { ia5String: text } : { utf8String: text }] }]
  })
  return new x509.Name(fields)
}

function encodedForm(encoded: string | Uint8Array): string | ArrayBuffer {
  return typeof encoded === 'string' ? encoded.trim() : new Uint8Array(encoded).buffer
}
