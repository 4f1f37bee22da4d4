import type { X509Certificate } from 'node:crypto'
import { type CertificateParts, type Revocation, revocationOf } from '../certificates/index.ts'
import type { PresentedCertificate } from '../gateway/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import { RecentMap } from '../platform/recent-map.ts'
import type { TenantId } from '../stations/ids.ts'

export interface ForeignStatusParts {
  readonly certificates: CertificateParts
  readonly logger: Logger
  /** `soft`: an answer that cannot be had lets a station in. */
  readonly rule: 'off' | 'soft' | 'hard'
  readonly timeoutMs: number
}

/** The roots that a tenant trusts for its stations; of our own the book says all. */
export interface DoorRoots {
  readonly tenantId: TenantId
  readonly pems: readonly string[]
  readonly own: readonly X509Certificate[]
}

/** An address that did not answer in time is not waited for again until this has passed. */
const LEFT_ALONE_MS = 60_000
const REMEMBERED_ADDRESSES = 1000

/**
 * Asks whether client certificates that others have signed are revoked, while the station waits at the door: from the cache, else
 * within a time-out. An answer that comes too late is kept for the next time.
 */
export class ForeignStatus {
  readonly #parts: ForeignStatusParts
  /** Until when an address is left alone. */
  readonly #silent = new RecentMap<string, number>(REMEMBERED_ADDRESSES)

  constructor(parts: ForeignStatusParts) {
    this.#parts = parts
  }

  /** What becomes of a certificate by what its authority says, with the rule for what cannot be found out. */
  async judge(shown: PresentedCertificate, roots: DoorRoots): Promise<Revocation['kind']> {
    const { rule, logger } = this.#parts
    if (rule === 'off' || roots.own.some((root) => isSignedBy(shown.leaf, root))) return 'good'
    const found = await this.#ask(shown, roots)
    if (found.kind !== 'unknown') return found.kind
    logger.warn({ subject: shown.leaf.subject, reason: found.reason, rule }, 'A revocation could not be looked up')
    return rule === 'hard' ? 'unknown' : 'good'
  }

  #ask({ leaf, chain }: PresentedCertificate, { tenantId, pems }: DoorRoots): Promise<Revocation> {
    const { certificates, timeoutMs } = this.#parts
    const { clock } = certificates
    const asked = new Set<string>()
    const answer = revocationOf(certificates, {
      ...{ tenantId, leaf: leaf.raw, trusted: pems },
      intermediates: chain.map(({ raw }) => raw),
      mayAsk: (url) => {
        if ((this.#silent.get(url) ?? 0) > clock.monotonicMs()) return false
        asked.add(url)
        return true
      },
    })
    return new Promise((resolve, reject) => {
      const patience = clock.after(timeoutMs, () => {
        for (const url of asked) this.#silent.set(url, clock.monotonicMs() + LEFT_ALONE_MS)
        resolve({ kind: 'unknown', reason: 'no answer in time' })
      })
      answer.then(resolve, reject).finally(() => patience.cancel())
    })
  }
}

/** A key that OpenSSL cannot use has signed nothing of ours. */
function isSignedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}
