import { X509Certificate as NodeCertificate, verify } from 'node:crypto'
import {
  BasicOCSPResponse,
  id_kp_OCSPSigning,
  id_pkix_ocsp_basic,
  OCSPResponse,
  OCSPResponseStatus,
  type SingleResponse,
} from '@peculiar/asn1-ocsp'
import { AsnConvert } from '@peculiar/asn1-schema'
import type { CertificateHashData } from '@stationmaster/ocpp'
import { hashDataKey, isIssuerIn } from '../hash-data.ts'
import { factsOf, isSignedBy, x509 } from '../x509.ts'
import { hashDataOfCertId } from './cert-id.ts'

const CLOCK_TOLERANCE_MS = 300_000
/** An answer without an end is asked for anew after this. */
const DEFAULT_LIFE_MS = 3_600_000

export interface OcspStatus {
  readonly status: 'Good' | 'Revoked' | 'Unknown'
  readonly nextUpdateMs: number
  /** What else the responder sent along: its own certificate, and often the issuer's. */
  readonly certificates: readonly x509.X509Certificate[]
  /** Whether the issuer, or somebody the issuer charged with it, has signed this. */
  isSignedFor(issuer: x509.X509Certificate): Promise<boolean>
}

const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
}

/** Reads what an OCSP response says of one certificate now. A sentence when it says nothing of use (RFC 6960 §3.2). */
export function readOcspResponse(
  der: Uint8Array,
  hashData: CertificateHashData,
  nowMs: number,
): { readonly ok: true; readonly answer: OcspStatus } | { readonly ok: false; readonly reason: string } {
  const basic = parse(der)
  if (typeof basic === 'string') return { ok: false, reason: basic }
  const wanted = hashDataKey(hashData)
  const single = basic.tbsResponseData.responses.find(({ certID }) => {
    const named = hashDataOfCertId(certID)
    return named !== undefined && hashDataKey(named) === wanted
  })
  if (single === undefined) return { ok: false, reason: 'the responder speaks of another certificate' }
  const nextUpdateMs = single.nextUpdate?.getTime() ?? nowMs + DEFAULT_LIFE_MS
  if (single.thisUpdate.getTime() > nowMs + CLOCK_TOLERANCE_MS || nextUpdateMs < nowMs - CLOCK_TOLERANCE_MS) {
    return { ok: false, reason: 'the answer is not in date' }
  }
  const certificates = (basic.certs ?? []).map((one) => new x509.X509Certificate(AsnConvert.serialize(one)))
  return {
    ok: true,
    answer: {
      status: statusOf(single),
      nextUpdateMs,
      certificates,
      isSignedFor: (issuer) => isSignedFor(basic, certificates, { issuer, hashData, nowMs }),
    },
  }
}

function parse(der: Uint8Array): BasicOCSPResponse | string {
  try {
    const response = AsnConvert.parse(new Uint8Array(der).buffer, OCSPResponse)
    if (response.responseStatus !== OCSPResponseStatus.successful || response.responseBytes === undefined) {
      return `the responder refuses (status ${response.responseStatus})`
    }
    if (response.responseBytes.responseType !== id_pkix_ocsp_basic) return 'the answer is of an unknown kind'
    return AsnConvert.parse(response.responseBytes.response.buffer, BasicOCSPResponse)
  } catch {
    return 'the answer is no OCSP response'
  }
}

function statusOf({ certStatus }: SingleResponse): OcspStatus['status'] {
  if (certStatus.revoked !== undefined) return 'Revoked'
  return certStatus.good === null ? 'Good' : 'Unknown'
}

async function isSignedFor(
  basic: BasicOCSPResponse,
  certificates: readonly x509.X509Certificate[],
  about: { readonly issuer: x509.X509Certificate; readonly hashData: CertificateHashData; readonly nowMs: number },
): Promise<boolean> {
  const { issuer, hashData, nowMs } = about
  if (!isIssuerIn(hashData, issuer)) return false
  if (hasSigned(issuer, basic)) return true
  for (const delegate of certificates) {
    const usage = delegate.getExtension(x509.ExtendedKeyUsageExtension)
    const { notBeforeMs, notAfterMs } = factsOf(delegate)
    const isCharged = usage?.usages.includes(id_kp_OCSPSigning) === true && nowMs >= notBeforeMs && nowMs < notAfterMs
    if (isCharged && (await isSignedBy(delegate, issuer)) && hasSigned(delegate, basic)) return true
  }
  return false
}

function hasSigned(signer: x509.X509Certificate, basic: BasicOCSPResponse): boolean {
  const hash = HASHES[basic.signatureAlgorithm.algorithm]
  const data = basic.tbsResponseDataRaw
  if (hash === undefined || data === undefined) return false
  try {
    const { publicKey } = new NodeCertificate(Buffer.from(signer.rawData))
    return verify(hash, Buffer.from(data), publicKey, Buffer.from(basic.signature))
  } catch {
    return false
  }
}
