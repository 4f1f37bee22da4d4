import type { CertID } from '@peculiar/asn1-ocsp'
import { id_pkix_ocsp_nonce, OCSPRequest, Request, TBSRequest } from '@peculiar/asn1-ocsp'
import { AsnConvert } from '@peculiar/asn1-schema'
import type { CertificateHashData } from '@stationmaster/ocpp'
import { certIdOf } from './cert-id.ts'

/** The OCSP request for one certificate, as DER; undefined when it cannot be named. */
export function ocspRequestFor(hashData: CertificateHashData): Buffer | undefined {
  const reqCert = certIdOf(hashData)
  if (reqCert === undefined) return undefined
  const tbsRequest = new TBSRequest({ requestList: [new Request({ reqCert })] })
  return Buffer.from(AsnConvert.serialize(new OCSPRequest({ tbsRequest })))
}

/** What a caller of our own responder asks. */
export interface ReadOcspRequest {
  readonly certIds: readonly CertID[]
  /** Given back as it came (RFC 8954: 1 to 32 octets, in an OCTET STRING). */
  readonly nonce: ArrayBuffer | undefined
}

const MOST_QUESTIONS = 10
const LONGEST_NONCE = 64

/** Undefined for what is no OCSP request, or asks too much at once. */
export function readOcspRequest(der: Uint8Array): ReadOcspRequest | undefined {
  try {
    const { tbsRequest } = AsnConvert.parse(new Uint8Array(der).buffer, OCSPRequest)
    const certIds = tbsRequest.requestList.map(({ reqCert }) => reqCert)
    if (certIds.length === 0 || certIds.length > MOST_QUESTIONS) return undefined
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === id_pkix_ocsp_nonce)?.extnValue.buffer
    return { certIds, nonce: nonce !== undefined && nonce.byteLength <= LONGEST_NONCE ? nonce : undefined }
  } catch {
    return undefined
  }
}
