import type { CertificateHashData } from '@stationmaster/ocpp'
import { isIssuerIn } from '../hash-data.ts'
import { plainHex, x509 } from '../x509.ts'

const CLOCK_TOLERANCE_MS = 300_000
const DEFAULT_LIFE_MS = 86_400_000

export type CrlReading =
  | { readonly ok: true; readonly status: 'Good' | 'Revoked'; readonly nextUpdateMs: number }
  | { readonly ok: false; readonly reason: string }

/** What a revocation list says of a certificate now; it counts only when the certificate's own issuer has signed it. */
export async function readCrl(
  body: Uint8Array,
  about: {
    readonly hashData: CertificateHashData
    readonly issuers: readonly x509.X509Certificate[]
    readonly nowMs: number
  },
): Promise<CrlReading> {
  const { hashData, issuers, nowMs } = about
  const crl = parse(body)
  if (crl === undefined) return { ok: false, reason: 'the answer is no revocation list' }
  const nextUpdateMs = crl.nextUpdate?.getTime() ?? nowMs + DEFAULT_LIFE_MS
  if (crl.thisUpdate.getTime() > nowMs + CLOCK_TOLERANCE_MS || nextUpdateMs < nowMs - CLOCK_TOLERANCE_MS) {
    return { ok: false, reason: 'the revocation list is not in date' }
  }
  const issuer = issuers.find((one) => isIssuerIn(hashData, one))
  if (issuer === undefined) return { ok: false, reason: 'the issuer of the certificate is not known' }
  if (!(await isSigned(crl, issuer))) return { ok: false, reason: 'the revocation list is not signed by the issuer' }
  const serialNumber = plainHex(hashData.serialNumber)
  const entry = crl.entries.find((one) => plainHex(one.serialNumber) === serialNumber)
  const isRevoked = entry !== undefined && entry.reason !== x509.X509CrlReason.removeFromCRL
  return { ok: true, status: isRevoked ? 'Revoked' : 'Good', nextUpdateMs }
}

function parse(body: Uint8Array): x509.X509Crl | undefined {
  try {
    const text = Buffer.from(body.subarray(0, 30)).toString('latin1')
    return new x509.X509Crl(
      text.includes('-----BEGIN') ? Buffer.from(body).toString('latin1') : new Uint8Array(body).buffer,
    )
  } catch {
    return undefined
  }
}

async function isSigned(crl: x509.X509Crl, issuer: x509.X509Certificate): Promise<boolean> {
  try {
    return await crl.verify({ publicKey: issuer })
  } catch {
    return false
  }
}
