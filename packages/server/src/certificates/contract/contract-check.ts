import {
  type CertificateHashData,
  type ContractCertificate,
  type ContractCertificateStatus,
  type IdToken,
  parseEmaid,
} from '@stationmaster/ocpp'
import type { Reason } from '../../stations/change.ts'
import type { TenantId } from '../../stations/ids.ts'
import { type ChainFault, verifyChain } from '../chain.ts'
import { HASH_ALGORITHMS, hashDataKey, hashDataOf } from '../hash-data.ts'
import { findIssued } from '../issued.ts'
import type { CertificateParts } from '../ports.ts'
import { certificatesOf, readRoots, type TrustedRoot } from '../roots.ts'
import { readPlugAndChargeSettings } from '../settings.ts'
import type { StatusQuestion } from '../status/cache.ts'
import type { FoundStatus, StatusTrust } from '../status/status-service.ts'
import { factsOf, readChain, x509 } from '../x509.ts'

export interface ContractQuestion {
  readonly tenantId: TenantId
  readonly idToken: IdToken
  readonly contract: ContractCertificate
}

export interface ContractVerdict {
  readonly certificateStatus: ContractCertificateStatus
  readonly reason: Reason
}

const FAULTS: Readonly<Record<ChainFault, ContractCertificateStatus>> = {
  expired: 'CertificateExpired',
  badSignature: 'SignatureError',
  noTrustedRoot: 'CertChainError',
  notAnAuthority: 'CertChainError',
}

/**
 * Whether a contract certificate is good (2.x C07): its chain ends at a mobility operator's root that we trust, it is the
 * contract that the car claims, and nothing in it is revoked. What cannot be found out is not good.
 */
export async function checkContract(parts: CertificateParts, question: ContractQuestion): Promise<ContractVerdict> {
  const { contract, idToken } = question
  const emaid = parseEmaid(idToken.value)
  if (!emaid.ok) return verdict('NoCertificateAvailable', 'emaidUnreadable', emaid.reason)
  const roots = await rootsFor(parts, question.tenantId)
  const checked =
    contract.chain === undefined ? undefined : await checkChain(parts, { ...question, chain: contract.chain, roots })
  if (checked?.kind === 'refused') return checked.verdict
  const path = checked?.path ?? []
  const asked = questionsOf(contract, path)
  if (asked.length === 0 && path.length === 0) {
    return verdict('NoCertificateAvailable', 'contractMissing', 'neither a certificate nor its hash data was sent')
  }
  const trust = await trustFor(parts, question.tenantId, { roots, path })
  const found = await Promise.all(asked.map((one) => parts.statuses.find(one, trust)))
  return judge(found)
}

type CheckedChain =
  | { readonly kind: 'path'; readonly path: readonly x509.X509Certificate[] }
  | { readonly kind: 'refused'; readonly verdict: ContractVerdict }

async function checkChain(
  { database, clock }: CertificateParts,
  given: ContractQuestion & { readonly chain: string; readonly roots: readonly TrustedRoot[] },
): Promise<CheckedChain> {
  const refused = (...words: Parameters<typeof verdict>): CheckedChain => ({
    kind: 'refused',
    verdict: verdict(...words),
  })
  const read = readChain(given.chain)
  if (!read.ok) return refused('NoCertificateAvailable', 'contractUnreadable', read.reason)
  const [leaf, ...intermediates] = read.certificates
  if (leaf === undefined) return refused('NoCertificateAvailable', 'contractMissing', 'the chain is empty')
  const trusted = certificatesOf(given.roots)
  const chain = await verifyChain(leaf, { intermediates, trusted, nowMs: clock.nowMs() })
  if (!chain.ok) return refused(FAULTS[chain.fault], 'contractChainRefused', chain.reason)
  const { commonName = '', fingerprint } = factsOf(leaf)
  if (!isSameEmaid(commonName, given.idToken.value)) {
    return refused('CertChainError', 'emaidMismatch', `the certificate is that of ${commonName}`)
  }
  const top = chain.path.at(-1)
  const isOurs = given.roots.some(
    (root) => root.source === 'local' && top !== undefined && root.fingerprint === factsOf(top).fingerprint,
  )
  // Our root signs for stations too: their certificates are no contracts, whatever they are called.
  const issued = isOurs ? await findIssued(database.kysely, given.tenantId, fingerprint) : undefined
  if (isOurs && issued?.kind !== 'contract')
    return refused('CertChainError', 'notAContract', 'it was issued for something else')
  if (issued?.revocationReason === 'cessationOfOperation') {
    return refused('ContractCancelled', 'contractCancelled', 'the contract has ended')
  }
  return { kind: 'path', path: chain.path }
}

function isSameEmaid(one: string, other: string): boolean {
  const [left, right] = [parseEmaid(one), parseEmaid(other)]
  return left.ok && right.ok && left.emaid.core === right.emaid.core
}

/**
 * Without a chain, what the station gave to ask about. Of a chain every certificate is asked about, at the address that the
 * station gave for it or that it names itself (RFC 5280 §4.2.2.1): questions about others say nothing about this one.
 */
function questionsOf(
  { questions = [] }: ContractCertificate,
  path: readonly x509.X509Certificate[],
): readonly StatusQuestion[] {
  const given = questions.map(({ responderUrl: url, ...hashData }) => ({ source: 'OCSP' as const, url, hashData }))
  if (path.length === 0) return given
  return path.slice(0, -1).flatMap((certificate, index) => {
    const issuer = path[index + 1]
    if (issuer === undefined) return []
    const named = given.find(({ hashData }) => isAbout(hashData, certificate, issuer))
    if (named !== undefined) return [named]
    const access = certificate.getExtension(x509.AuthorityInfoAccessExtension)
    const url = access?.ocsp.find(({ type }) => type === 'url')?.value
    return url === undefined ? [] : [{ source: 'OCSP' as const, url, hashData: hashDataOf(certificate, issuer) }]
  })
}

function isAbout(
  hashData: CertificateHashData,
  certificate: x509.X509Certificate,
  issuer: x509.X509Certificate,
): boolean {
  const isKnown = HASH_ALGORITHMS.some((one) => one === hashData.hashAlgorithm)
  return isKnown && hashDataKey(hashData) === hashDataKey(hashDataOf(certificate, issuer, hashData.hashAlgorithm))
}

function judge(found: readonly FoundStatus[]): ContractVerdict {
  if (found.some(({ status, isVerified }) => isVerified && status === 'Revoked')) {
    return verdict('CertificateRevoked', 'contractRevoked', 'a certificate of the chain is revoked')
  }
  const doubtful = found.find(({ status, isVerified }) => !isVerified || status !== 'Good')
  if (doubtful !== undefined) {
    return verdict(
      'CertChainError',
      'revocationUnknown',
      doubtful.reason ?? 'the responder does not know the certificate',
    )
  }
  return verdict('Accepted', 'contractAccepted', found.length === 0 ? 'no revocation service is named' : 'not revoked')
}

async function rootsFor({ database, sealing }: CertificateParts, tenantId: TenantId): Promise<readonly TrustedRoot[]> {
  const { settings } = await readPlugAndChargeSettings(database.kysely, sealing, tenantId)
  const roots = await readRoots(database.kysely, tenantId, ['mo', 'v2g', 'station'])
  // Our own root stands for a mobility operator only while the test provider makes contracts.
  return roots.filter(
    ({ purpose, source }) => purpose !== 'station' || (source === 'local' && settings.provider === 'test'),
  )
}

async function trustFor(
  { database, sealing }: CertificateParts,
  tenantId: TenantId,
  known: { readonly roots: readonly TrustedRoot[]; readonly path: readonly x509.X509Certificate[] },
): Promise<StatusTrust> {
  const { settings } = await readPlugAndChargeSettings(database.kysely, sealing, tenantId)
  return {
    trusted: certificatesOf(known.roots),
    intermediates: known.path.slice(1),
    trustedOrigins: settings.trustedResponders,
  }
}

function verdict(certificateStatus: ContractCertificateStatus, code: string, why: string): ContractVerdict {
  return { certificateStatus, reason: { code, data: { certificateStatus, why } } }
}
