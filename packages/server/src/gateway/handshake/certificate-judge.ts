import type { GatewayConfig } from '../../config/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { StationRecord } from '../admission/station-lookup.ts'
import {
  type CertificateRefusal,
  type ClientTrust,
  fingerprintOf,
  judgeCertificate,
  type ShownCertificate,
  wasInOrder,
} from './client-certificate.ts'
import type { Hello } from './hello.ts'
import type { PresentedCertificate } from './presented-certificate.ts'

/** What is thought of the client certificate of a handshake. */
export interface CertificateVerdict {
  /** Null: it is the station's, and good. */
  readonly refusal: CertificateRefusal | null
  /** It has only expired, and the station may come in with it to get a new one (2.x A00.FR.429). */
  readonly mayRenew: boolean
}

export interface CertificateJudgeParts {
  readonly config: GatewayConfig
  readonly trust: ClientTrust
  readonly clock: Clock
}

const DAY_MS = 86_400_000
const STATUS_REFUSALS = { revoked: 'certificateRevoked', unknown: 'certificateStatusUnknown' } as const
const MISSING: CertificateVerdict = { refusal: 'certificateMissing', mayRenew: false }

/** Judges the client certificate that a station has shown: by itself, then by the books. */
export async function judgeShown(
  { config, trust, clock }: CertificateJudgeParts,
  { certificate, identity }: Hello,
  record: StationRecord,
): Promise<CertificateVerdict> {
  if (certificate === undefined) return MISSING
  const rule = {
    commonName: record.certificateName ?? identity,
    organization: config.certificateOrganization,
    nowMs: clock.nowMs(),
  }
  let roots = trust.roots(record.tenantId)
  let refusal = judgeCertificate(certificate, roots, rule)
  if (refusal === 'certificateUntrusted') {
    await trust.lookAgain()
    roots = trust.roots(record.tenantId)
    refusal = judgeCertificate(certificate, roots, rule)
  }
  const hasExpired = refusal === 'certificateExpired' && wasInOrder(certificate, roots, rule)
  if (refusal !== null && !hasExpired) return { refusal, mayRenew: false }
  if (await trust.isDead(shownBy(record, certificate))) return { refusal: 'certificateRevoked', mayRenew: false }
  const status = await trust.statusOf(certificate, record.tenantId)
  if (status !== 'good') return { refusal: STATUS_REFUSALS[status], mayRenew: false }
  return { refusal, mayRenew: hasExpired && isRenewalAllowed(certificate, record, { config, nowMs: rule.nowMs }) }
}

/** A certificate and the station that shows it, as the books know them. */
export function shownBy({ tenantId, stationKey }: StationRecord, { leaf }: PresentedCertificate): ShownCertificate {
  return { tenantId, stationKey, fingerprint: fingerprintOf(leaf) }
}

/** For this station until a moment, or for all of them for some days. Neither unless an operator has said so. */
function isRenewalAllowed(
  { leaf }: PresentedCertificate,
  { expiredCertificateUntilMs: untilMs }: StationRecord,
  { config, nowMs }: { readonly config: GatewayConfig; readonly nowMs: number },
): boolean {
  if (untilMs !== null && nowMs < untilMs) return true
  return nowMs < leaf.validToDate.getTime() + config.expiredCertificateDays * DAY_MS
}
