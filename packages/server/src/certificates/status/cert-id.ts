import { CertID } from '@peculiar/asn1-ocsp'
import { OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier } from '@peculiar/asn1-x509'
import type { CertificateHashData } from '@stationmaster/ocpp'
import { plainHex } from '../x509.ts'

const OIDS: Readonly<Record<CertificateHashData['hashAlgorithm'], string>> = {
  SHA256: '2.16.840.1.101.3.4.2.1',
  SHA384: '2.16.840.1.101.3.4.2.2',
  SHA512: '2.16.840.1.101.3.4.2.3',
}
const HEX = /^(?:[0-9a-f]{2})+$/i

/** OCPP's hash data as OCSP names a certificate (RFC 6960 §4.1.1). Undefined when its fields are no hex. */
export function certIdOf(hashData: CertificateHashData): CertID | undefined {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } = hashData
  const serial = serialNumber.length % 2 === 0 ? serialNumber : `0${serialNumber}`
  if (![issuerNameHash, issuerKeyHash, serial].every((field) => HEX.test(field))) return undefined
  // A number whose first bit is set would be negative in DER.
  const positive = Number.parseInt(serial.slice(0, 2), 16) >= 0x80 ? `00${serial}` : serial
  return new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: OIDS[hashAlgorithm], parameters: null }),
    issuerNameHash: new OctetString(bytesOf(issuerNameHash)),
    issuerKeyHash: new OctetString(bytesOf(issuerKeyHash)),
    serialNumber: bytesOf(positive),
  })
}

/** The other way; undefined for a hash that OCPP does not have. */
export function hashDataOfCertId(certId: CertID): CertificateHashData | undefined {
  const oid = certId.hashAlgorithm.algorithm
  for (const hashAlgorithm of ['SHA256', 'SHA384', 'SHA512'] as const) {
    if (OIDS[hashAlgorithm] !== oid) continue
    return {
      hashAlgorithm,
      issuerNameHash: hexOf(certId.issuerNameHash.buffer),
      issuerKeyHash: hexOf(certId.issuerKeyHash.buffer),
      serialNumber: plainHex(hexOf(certId.serialNumber)),
    }
  }
  return undefined
}

function bytesOf(hex: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(hex, 'hex')).buffer
}

function hexOf(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('hex')
}
