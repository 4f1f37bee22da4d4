import type { CertificateHashData, ChainStatus } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { verifyChain } from '../chain.ts'
import { isIssuerIn } from '../hash-data.ts'
import { ask, type Received } from '../outgoing.ts'
import type { x509 } from '../x509.ts'
import { type CachedStatus, readCachedStatus, type StatusQuestion, writeCachedStatus } from './cache.ts'
import { readCrl } from './crl.ts'
import { ocspRequestFor } from './ocsp-request.ts'
import { type OcspStatus, readOcspResponse } from './ocsp-response.ts'

const TIMEOUT_MS = 5000
const MAX_OCSP_BYTES = 65_536
const MAX_CRL_BYTES = 1_048_576
/** A responder that failed is left alone for so long. */
const FAILURE_LIFE_MS = 60_000
/** However long an answer says it holds, it is asked for anew after this. */
const LONGEST_LIFE_MS = 86_400_000

export interface StatusParts {
  readonly database: Database
  readonly clock: Clock
  /** Our own authority's word, for what it has signed itself; nothing is asked over the network then. */
  readonly ownStatus: (hashData: CertificateHashData) => Promise<OwnStatus | undefined>
}

export interface OwnStatus {
  readonly status: 'Good' | 'Revoked' | 'Unknown'
  /** As our responder would answer. */
  readonly response: Buffer
  readonly nextUpdateMs: number
}

/** What a status may be believed of, and whom we may ask. */
export interface StatusTrust {
  readonly trusted: readonly x509.X509Certificate[]
  /** Issuers that were presented, and verified, along with the certificate. */
  readonly intermediates: readonly x509.X509Certificate[]
  readonly trustedOrigins: readonly string[]
}

export interface FoundStatus {
  readonly status: ChainStatus
  readonly nextUpdateMs: number
  readonly response: Buffer | null
  /** False when nobody we trust has signed the answer: it may be handed on, not believed. */
  readonly isVerified: boolean
  readonly reason?: string
}

/** Finds out whether certificates of others are revoked: from our own book, from the cache, then at the address given. */
export class StatusService {
  readonly #parts: StatusParts

  constructor(parts: StatusParts) {
    this.#parts = parts
  }

  async find(question: StatusQuestion, trust: StatusTrust): Promise<FoundStatus> {
    const own = await this.#parts.ownStatus(question.hashData)
    if (own !== undefined) return { ...own, isVerified: true }
    const { database, clock } = this.#parts
    const cached = await readCachedStatus(database.kysely, question, clock.nowMs())
    if (cached !== undefined) return this.#judge(question, cached, trust)
    const received = await this.#ask(question, trust)
    const found = await this.#read(question, received, trust)
    await this.#keep(question, found)
    return found
  }

  #ask({ source, url, hashData }: StatusQuestion, { trustedOrigins }: StatusTrust): Promise<Received> {
    const limits = { timeoutMs: TIMEOUT_MS, fromStation: { trustedOrigins } }
    if (source === 'CRL') return ask({ ...limits, url, method: 'GET', maxBytes: MAX_CRL_BYTES })
    const body = ocspRequestFor(hashData)
    if (body === undefined) return Promise.resolve({ ok: false, reason: 'the hash data is no hex' })
    const headers = { 'content-type': 'application/ocsp-request', accept: 'application/ocsp-response' }
    return ask({ ...limits, url, method: 'POST', headers, body, maxBytes: MAX_OCSP_BYTES })
  }

  async #read({ source, hashData }: StatusQuestion, received: Received, trust: StatusTrust): Promise<FoundStatus> {
    const nowMs = this.#parts.clock.nowMs()
    if (!received.ok) return failed(received.reason, nowMs)
    if (received.status !== 200) return failed(`the answer has status ${received.status}`, nowMs)
    if (source === 'OCSP') return readAnswer(received.body, { hashData, trust, nowMs })
    const issuers = [...trust.trusted, ...trust.intermediates]
    const crl = await readCrl(received.body, { hashData, issuers, nowMs })
    if (!crl.ok) return failed(crl.reason, nowMs)
    return { status: crl.status, nextUpdateMs: crl.nextUpdateMs, response: null, isVerified: true }
  }

  /** A list was verified before it was kept; an OCSP answer is looked at again, as trust may have changed. */
  #judge({ hashData }: StatusQuestion, cached: CachedStatus, trust: StatusTrust): Promise<FoundStatus> {
    const { status, nextUpdateMs, response } = cached
    if (response !== null) return readAnswer(response, { hashData, trust, nowMs: this.#parts.clock.nowMs() })
    return Promise.resolve({ status, nextUpdateMs, response, isVerified: status !== 'Failed' })
  }

  async #keep(question: StatusQuestion, found: FoundStatus): Promise<void> {
    const { database, clock } = this.#parts
    const nowMs = clock.nowMs()
    const nextUpdateMs = Math.min(found.nextUpdateMs, nowMs + LONGEST_LIFE_MS)
    await database.transaction((tx) => writeCachedStatus(tx, question, { ...found, nextUpdateMs, nowMs }))
  }
}

interface AnswerContext {
  readonly hashData: CertificateHashData
  readonly trust: StatusTrust
  readonly nowMs: number
}

async function readAnswer(body: Buffer, context: AnswerContext): Promise<FoundStatus> {
  const read = readOcspResponse(body, context.hashData, context.nowMs)
  if (!read.ok) return failed(read.reason, context.nowMs)
  const { status, nextUpdateMs } = read.answer
  const isVerified = await isVouchedFor(read.answer, context)
  const reason = isVerified ? {} : { reason: 'nobody we trust has signed the answer' }
  return { status, nextUpdateMs, response: body, isVerified, ...reason }
}

/** The issuer is one we trust, or was presented with the certificate, or comes with the answer and stands under one. */
async function isVouchedFor(answer: OcspStatus, { hashData, trust, nowMs }: AnswerContext): Promise<boolean> {
  const { trusted, intermediates } = trust
  for (const issuer of [...trusted, ...intermediates]) {
    if (isIssuerIn(hashData, issuer) && (await answer.isSignedFor(issuer))) return true
  }
  for (const issuer of answer.certificates) {
    if (!isIssuerIn(hashData, issuer)) continue
    const others = { intermediates: [...intermediates, ...answer.certificates], trusted, nowMs }
    const chain = await verifyChain(issuer, others)
    if (chain.ok && (await answer.isSignedFor(issuer))) return true
  }
  return false
}

function failed(reason: string, nowMs: number): FoundStatus {
  return { status: 'Failed', nextUpdateMs: nowMs + FAILURE_LIFE_MS, response: null, isVerified: false, reason }
}
