import type { TenantId } from '../../stations/ids.ts'
import { type Responder, respondTo } from '../../stations/responder.ts'
import type { CertificateParts } from '../ports.ts'
import { certificatesOf, readRoots } from '../roots.ts'
import { readPlugAndChargeSettings } from '../settings.ts'
import type { FoundStatus, StatusTrust } from './status-service.ts'

/** Longest OCSP result that fits (2.0.1 and the 1.6 convention 5500, 2.1 18,000 characters of base64). */
const LONGEST_RESULT = { '1.6': 5500, '2.0.1': 5500, '2.1': 18_000 } as const

type Parts = Pick<CertificateParts, 'database' | 'clock' | 'sealing' | 'statuses'>

/** Answers GetCertificateStatus and GetCertificateChainStatus: what OCSP responders and revocation lists say. */
export function statusResponders(parts: Parts): readonly Responder[] {
  return [certificateStatusResponder(parts), chainStatusResponder(parts)]
}

/** The answer is handed on as it came: the station, which has the issuer, verifies it (2.x M06). */
function certificateStatusResponder(parts: Parts): Responder {
  return respondTo('certificateStatusRequested', async ({ tenantId, version }, { question }) => {
    const { responderUrl: url, ...hashData } = question
    const found = await parts.statuses.find({ source: 'OCSP', url, hashData }, await trustOf(parts, tenantId))
    const ocspResult = found.response?.toString('base64')
    const reasons = [{ code: 'certificateStatus', data: { status: found.status, url, ...whyOf(found) } }]
    if (ocspResult !== undefined && ocspResult.length <= LONGEST_RESULT[version]) {
      return { reply: { kind: 'certificateStatus', ocspResult }, reasons }
    }
    const sentence = ocspResult === undefined ? (found.reason ?? 'no answer') : 'the answer is too long'
    return { reply: { kind: 'certificateStatus', reason: { code: 'NoOcspResponse', sentence } }, reasons }
  })
}

/** Here our word counts, so only what is verified is passed on as a status (2.1 M07). */
function chainStatusResponder(parts: Parts): Responder {
  return respondTo('chainStatusRequested', async ({ tenantId }, { questions }) => {
    const trust = await trustOf(parts, tenantId)
    const found = await Promise.all(
      questions.map(async ({ hashData, source, urls }) => {
        const status = await firstWord(parts, { hashData, source, urls }, trust)
        return { hashData, source, ...status }
      }),
    )
    return {
      reply: {
        kind: 'chainStatus',
        statuses: found.map(({ hashData, source, status, nextUpdateMs }) => ({
          hashData,
          source,
          status,
          nextUpdateMs,
        })),
      },
      reasons: found.map(({ source, status, reason }) => ({
        code: 'certificateStatus',
        data: { source, status, ...(reason === undefined ? {} : { reason }) },
      })),
    }
  })
}

type Line = Parameters<CertificateParts['statuses']['find']>[0] extends infer Question
  ? Omit<Question, 'url'> & { readonly urls: readonly string[] }
  : never

/** Addresses are tried in order until one of them knows. */
async function firstWord(parts: Parts, { urls, ...about }: Line, trust: StatusTrust) {
  let last: FoundStatus | undefined
  for (const url of urls) {
    last = await parts.statuses.find({ ...about, url }, trust)
    if (last.isVerified && (last.status === 'Good' || last.status === 'Revoked')) break
  }
  const nextUpdateMs = last?.nextUpdateMs ?? parts.clock.nowMs()
  if (last === undefined || !last.isVerified) return { status: 'Failed' as const, nextUpdateMs, ...whyOf(last) }
  return { status: last.status, nextUpdateMs, ...whyOf(last) }
}

function whyOf(found: FoundStatus | undefined): { readonly reason?: string } {
  return found?.reason === undefined ? {} : { reason: found.reason }
}

/** Everyone whose word counts about certificates, and which addresses that are not public may be asked. */
export async function trustOf({ database, sealing }: Parts, tenantId: TenantId): Promise<StatusTrust> {
  const [roots, { settings }] = await Promise.all([
    readRoots(database.kysely, tenantId),
    readPlugAndChargeSettings(database.kysely, sealing, tenantId),
  ])
  return { trusted: certificatesOf(roots), intermediates: [], trustedOrigins: settings.trustedResponders }
}
