import type { TenantId } from '../../stations/ids.ts'
import { verifyChain } from '../chain.ts'
import { hashDataOf } from '../hash-data.ts'
import type { CertificateParts } from '../ports.ts'
import { readPlugAndChargeSettings } from '../settings.ts'
import { readCertificate, x509 } from '../x509.ts'
import type { StatusQuestion } from './cache.ts'
import type { StatusTrust } from './status-service.ts'

/** What those who signed a chain say of it now. `unknown`: nobody whose word counts has answered. */
export type Revocation =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked' }
  | { readonly kind: 'unknown'; readonly reason: string }

export interface ForeignChain {
  readonly tenantId: TenantId
  /** DER: the certificate, and what came along with it. */
  readonly leaf: Uint8Array
  readonly intermediates: readonly Uint8Array[]
  /** PEM of the roots and sub-CAs that are trusted for it. */
  readonly trusted: readonly string[]
  /** Whether to ask at this address; one that has just failed is not asked again and again. */
  readonly mayAsk: (url: string) => boolean
}

type Parts = Pick<CertificateParts, 'database' | 'clock' | 'sealing' | 'statuses'>
const GOOD: Revocation = { kind: 'good' }

/**
 * Asks the OCSP responders and revocation lists that a chain's certificates name (RFC 5280 §4.2.1.13, §4.2.2.1) whether one of them is
 * revoked. A certificate that names none is taken as good: whoever signed it publishes nothing.
 */
export async function revocationOf(parts: Parts, chain: ForeignChain): Promise<Revocation> {
  const [leaf] = certificatesIn([chain.leaf])
  const intermediates = certificatesIn(chain.intermediates)
  const trusted = certificatesIn(chain.trusted)
  if (leaf === undefined) return { kind: 'unknown', reason: 'the certificate cannot be read' }
  // Time was judged already: an expired one may be shown to be renewed.
  const nowMs = Math.min(parts.clock.nowMs(), leaf.notAfter.getTime() - 1)
  const verified = await verifyChain(leaf, { intermediates, trusted, nowMs })
  if (!verified.ok) return { kind: 'unknown', reason: verified.reason }
  const { path } = verified
  const { settings } = await readPlugAndChargeSettings(parts.database.kysely, parts.sealing, chain.tenantId)
  const trust = { trusted, intermediates: path.slice(1), trustedOrigins: settings.trustedResponders }
  const found = await Promise.all(
    path.slice(0, -1).map((certificate, index) => {
      const issuer = path[index + 1]
      const questions = issuer === undefined ? [] : questionsAbout(certificate, issuer)
      return firstWord(parts, { questions, mayAsk: chain.mayAsk }, trust)
    }),
  )
  return found.find(({ kind }) => kind === 'revoked') ?? found.find(({ kind }) => kind === 'unknown') ?? GOOD
}

/** Responders first: their word is the newer. */
function questionsAbout(certificate: x509.X509Certificate, issuer: x509.X509Certificate): readonly StatusQuestion[] {
  const hashData = hashDataOf(certificate, issuer)
  const access = certificate.getExtension(x509.AuthorityInfoAccessExtension)
  const lists = certificate.getExtension(x509.CRLDistributionPointsExtension)
  const ocsp = access?.ocsp.filter(({ type }) => type === 'url').map(({ value }) => value) ?? []
  const crl =
    lists?.distributionPoints.flatMap(
      ({ distributionPoint }) =>
        distributionPoint?.fullName?.flatMap(({ uniformResourceIdentifier: url }) =>
          url === undefined ? [] : [url],
        ) ?? [],
    ) ?? []
  return [
    ...ocsp.map((url) => ({ source: 'OCSP' as const, url, hashData })),
    ...crl.map((url) => ({ source: 'CRL' as const, url, hashData })),
  ].slice(0, MOST_ADDRESSES)
}

const MOST_ADDRESSES = 4

/** Addresses are asked in order until one of them knows. */
async function firstWord(
  { statuses }: Parts,
  { questions, mayAsk }: { readonly questions: readonly StatusQuestion[]; readonly mayAsk: ForeignChain['mayAsk'] },
  trust: StatusTrust,
): Promise<Revocation> {
  let reason = 'nobody could be asked'
  for (const question of questions) {
    if (!mayAsk(question.url)) continue
    const found = await statuses.find(question, trust)
    if (found.isVerified && found.status === 'Good') return GOOD
    if (found.isVerified && found.status === 'Revoked') return { kind: 'revoked' }
    reason = found.reason ?? 'the responder does not know the certificate'
  }
  return questions.length === 0 ? GOOD : { kind: 'unknown', reason }
}

function certificatesIn(encoded: readonly (string | Uint8Array)[]): readonly x509.X509Certificate[] {
  return encoded.flatMap((one) => {
    const read = readCertificate(one)
    return read.ok ? [read.certificate] : []
  })
}
