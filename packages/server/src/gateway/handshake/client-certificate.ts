import { createHash, type X509Certificate } from 'node:crypto'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import type { PresentedCertificate } from './presented-certificate.ts'

/** Whose client certificates are believed. */
export interface ClientTrust {
  /** Roots and sub-CAs that a tenant trusts. */
  roots(tenantId: TenantId): readonly X509Certificate[]
  /** Reads the roots again: one may have come since, our own authority's above all. Does nothing when asked too often. */
  lookAgain(): Promise<void>
  /** Whether the books say no to a certificate: revoked, replaced, another station's. */
  isDead(shown: ShownCertificate): Promise<boolean>
  /** What the authority that signed a certificate says of it, where that is not our own; `unknown` is a no. */
  statusOf(certificate: PresentedCertificate, tenantId: TenantId): Promise<'good' | 'revoked' | 'unknown'>
  /** A station has come in with it: what it had before is dead from now on. */
  noteUse(shown: ShownCertificate): Promise<void>
}

/** A certificate that is in order by itself, and the station that shows it. */
export interface ShownCertificate {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string
}

export type CertificateRefusal =
  | 'certificateMissing'
  | 'certificateExpired'
  | 'certificateNotYetValid'
  | 'certificateUntrusted'
  | 'certificatePurpose'
  | 'certificateName'
  | 'certificateOrganization'
  | 'certificateRevoked'
  | 'certificateStatusUnknown'

export interface CertificateRule {
  /** What CN must be: the station's identity, or the serial number its entry names. Compared without case. */
  readonly commonName: string
  /** What O must be; undefined: anything. */
  readonly organization: string | undefined
  readonly nowMs: number
  /** The moment for which the certificate itself is judged; now, where it is not given. */
  readonly leafAtMs?: number
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const LONGEST_PATH = 6

/** SHA-256 of the DER, lower-case hex. */
export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('hex')
}

/**
 * Judges a client certificate for one station (2.x A00.FR.403–407, 427): path to a trusted root, time, purpose, exactly
 * one CN which is the station's, and its organisation. Null: it is the station's. Revocation is asked apart.
 */
export function judgeCertificate(
  { leaf, chain }: PresentedCertificate,
  roots: readonly X509Certificate[],
  rule: CertificateRule,
): CertificateRefusal | null {
  const early = timeRefusal(leaf, rule.leafAtMs ?? rule.nowMs)
  if (early !== null) return early
  if (!hasPath(leaf, { chain, roots, nowMs: rule.nowMs })) return 'certificateUntrusted'
  // `keyUsage` is Node's name for the extended key usage; absent means any.
  const purposes: readonly string[] | undefined = leaf.keyUsage
  if (leaf.ca || (purposes !== undefined && !purposes.includes(CLIENT_AUTH))) return 'certificatePurpose'
  const names = subjectFields(leaf, 'CN')
  if (names.length !== 1 || names[0]?.toLowerCase() !== rule.commonName.toLowerCase()) return 'certificateName'
  const { organization } = rule
  if (organization !== undefined && !subjectFields(leaf, 'O').includes(organization)) return 'certificateOrganization'
  return null
}

/** Whether a certificate is the station's in everything but its time: it was in order until it expired. */
export function wasInOrder(
  shown: PresentedCertificate,
  roots: readonly X509Certificate[],
  rule: CertificateRule,
): boolean {
  return judgeCertificate(shown, roots, { ...rule, leafAtMs: shown.leaf.validToDate.getTime() }) === null
}

/**
 * The serial number that a certificate stands for: that of its subject, else its CN. A CN that is the identity names no
 * serial number, unless `isStrict`, as the standard has it (2.x A00.FR.404).
 */
export function serialIn(
  { leaf }: PresentedCertificate,
  { identity, isStrict }: { readonly identity: string; readonly isStrict: boolean },
): string | undefined {
  const serials = subjectFields(leaf, 'serialNumber')
  if (serials.length > 0) return serials.join('+')
  const commonName = subjectFields(leaf, 'CN').join('+')
  return isStrict || commonName.toLowerCase() !== identity ? commonName : undefined
}

/** The values of a subject's field, as text. */
export function subjectFields(certificate: X509Certificate, field: 'CN' | 'O' | 'serialNumber'): readonly string[] {
  const value: unknown = Reflect.get(certificate.toLegacyObject().subject ?? {}, field)
  if (Array.isArray(value)) return value.map(String)
  return value === undefined ? [] : [String(value)]
}

function timeRefusal(certificate: X509Certificate, nowMs: number): CertificateRefusal | null {
  if (nowMs > certificate.validToDate.getTime()) return 'certificateExpired'
  return nowMs < certificate.validFromDate.getTime() ? 'certificateNotYetValid' : null
}

interface Path {
  readonly chain: readonly X509Certificate[]
  readonly roots: readonly X509Certificate[]
  readonly nowMs: number
}

/** Whether signatures lead from a certificate to a trusted one, over at most the certificates that came along. */
function hasPath(certificate: X509Certificate, path: Path, steps = 0): boolean {
  if (steps > LONGEST_PATH) return false
  const { chain, roots, nowMs } = path
  const signs = (issuer: X509Certificate) =>
    issuer.ca && timeRefusal(issuer, nowMs) === null && isSignedBy(certificate, issuer)
  if (roots.some(signs)) return true
  return chain
    .filter((issuer) => issuer.fingerprint256 !== certificate.fingerprint256 && signs(issuer))
    .some((issuer) => hasPath(issuer, path, steps + 1))
}

/** Hostile certificates may hold keys that OpenSSL cannot use. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}
