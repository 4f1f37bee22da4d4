import { createHash } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import type { CertificateHashData } from '@stationmaster/ocpp'
import { plainHex, type x509 } from './x509.ts'

export type HashAlgorithm = CertificateHashData['hashAlgorithm']

export const HASH_ALGORITHMS: readonly HashAlgorithm[] = ['SHA256', 'SHA384', 'SHA512']

/**
 * A certificate as OCPP names it: the hash of its issuer's distinguished name as DER, the hash of the issuer's public
 * key without tag, length and unused bits, and the serial number (2.x CertificateHashDataType, RFC 6960 §4.1.1).
 */
export function hashDataOf(
  certificate: x509.X509Certificate,
  issuer: x509.X509Certificate,
  hashAlgorithm: HashAlgorithm = 'SHA256',
): CertificateHashData {
  return {
    hashAlgorithm,
    issuerNameHash: hashHex(hashAlgorithm, certificate.issuerName.toArrayBuffer()),
    issuerKeyHash: hashHex(hashAlgorithm, keyBits(issuer)),
    serialNumber: plainHex(certificate.serialNumber),
  }
}

/** Hash of a subject's name and key, by which it is found as the issuer of others. */
export function issuerHashes(authority: x509.X509Certificate, hashAlgorithm: HashAlgorithm) {
  return {
    nameHash: hashHex(hashAlgorithm, authority.subjectName.toArrayBuffer()),
    keyHash: hashHex(hashAlgorithm, keyBits(authority)),
  }
}

/** Whether an authority is the issuer that hash data speaks of. */
export function isIssuerIn(hashData: CertificateHashData, authority: x509.X509Certificate): boolean {
  const { nameHash, keyHash } = issuerHashes(authority, hashData.hashAlgorithm)
  return (
    plainHex(hashData.issuerNameHash) === plainHex(nameHash) && plainHex(hashData.issuerKeyHash) === plainHex(keyHash)
  )
}

/** The same data in the one form that is compared and stored: stations differ in case and leading zeros. */
export function canonicalHashData(hashData: CertificateHashData): CertificateHashData {
  return {
    hashAlgorithm: hashData.hashAlgorithm,
    issuerNameHash: hashData.issuerNameHash.toLowerCase(),
    issuerKeyHash: hashData.issuerKeyHash.toLowerCase(),
    serialNumber: plainHex(hashData.serialNumber),
  }
}

/** One text for one certificate under one algorithm. */
export function hashDataKey(hashData: CertificateHashData): string {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = canonicalHashData(hashData)
  return [hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber].join(':')
}

function keyBits(certificate: x509.X509Certificate): ArrayBuffer {
  return AsnConvert.parse(certificate.publicKey.rawData, SubjectPublicKeyInfo).subjectPublicKey
}

function hashHex(algorithm: HashAlgorithm, data: ArrayBuffer): string {
  return createHash(algorithm.toLowerCase()).update(new Uint8Array(data)).digest('hex')
}
