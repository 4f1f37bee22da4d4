import { factsOf, isSignedBy, x509 } from './x509.ts'

/** Certificates below the root: a contract has two sub-CAs at most (ISO 15118-2 annex F). */
const LONGEST_PATH = 6

export type ChainFault = 'expired' | 'badSignature' | 'noTrustedRoot' | 'notAnAuthority'

export type VerifiedChain =
  /** The leaf first, then each issuer up to the one that is trusted. */
  | { readonly ok: true; readonly path: readonly [x509.X509Certificate, ...x509.X509Certificate[]] }
  | { readonly ok: false; readonly fault: ChainFault; readonly reason: string }

/** Finds the way from a certificate to one that is trusted; every step signed by an authority, everything in date. */
export async function verifyChain(
  leaf: x509.X509Certificate,
  given: {
    readonly intermediates: readonly x509.X509Certificate[]
    readonly trusted: readonly x509.X509Certificate[]
    readonly nowMs: number
  },
): Promise<VerifiedChain> {
  const { intermediates, trusted, nowMs } = given
  const path: [x509.X509Certificate, ...x509.X509Certificate[]] = [leaf]
  for (let current = leaf; path.length <= LONGEST_PATH; ) {
    const { notBeforeMs, notAfterMs, subject } = factsOf(current)
    if (nowMs < notBeforeMs || nowMs >= notAfterMs) return fault('expired', `${subject} is not in date`)
    if (isAmong(current, trusted)) return { ok: true, path }
    const step = await issuerOf(current, [...trusted, ...intermediates])
    if (!step.ok) return step
    if (!maySign(step.issuer, path.length - 1)) return fault('notAnAuthority', `${step.issuer.subject} may not sign`)
    path.push(step.issuer)
    current = step.issuer
  }
  return fault('noTrustedRoot', 'the chain is too long')
}

async function issuerOf(
  certificate: x509.X509Certificate,
  candidates: readonly x509.X509Certificate[],
): Promise<
  { readonly ok: true; readonly issuer: x509.X509Certificate } | Extract<VerifiedChain, { readonly ok: false }>
> {
  const named = candidates.filter(
    (candidate) => candidate.subject === certificate.issuer && !isAmong(certificate, [candidate]),
  )
  for (const issuer of named) if (await isSignedBy(certificate, issuer)) return { ok: true, issuer }
  if (named.length > 0) return fault('badSignature', `${certificate.subject} is not signed by ${certificate.issuer}`)
  return fault('noTrustedRoot', `${certificate.issuer} is not trusted`)
}

/** `below`: authorities between this one and the leaf. */
function maySign(authority: x509.X509Certificate, below: number): boolean {
  const constraints = authority.getExtension(x509.BasicConstraintsExtension)
  const usage = authority.getExtension(x509.KeyUsagesExtension)
  if (constraints === null || !constraints.ca) return false
  if (constraints.pathLength !== undefined && below > constraints.pathLength) return false
  return usage === null || (usage.usages & x509.KeyUsageFlags.keyCertSign) !== 0
}

function isAmong(certificate: x509.X509Certificate, others: readonly x509.X509Certificate[]): boolean {
  const raw = Buffer.from(certificate.rawData)
  return others.some((other) => raw.equals(Buffer.from(other.rawData)))
}

function fault(kind: ChainFault, reason: string): Extract<VerifiedChain, { readonly ok: false }> {
  return { ok: false, fault: kind, reason }
}
