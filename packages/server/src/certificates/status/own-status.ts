import type { CertID } from '@peculiar/asn1-ocsp'
import type { CertificateHashData } from '@stationmaster/ocpp'
import type { Clock } from '../../platform/clock/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { KeyType } from '../authority/keys.ts'
import type { LocalAuthority, LocalRoot } from '../authority/local-authority.ts'
import { isIssuerIn } from '../hash-data.ts'
import { type IssuedStatus, issuedStatus, type LocalRootName, readRevoked } from '../issued.ts'
import { x509 } from '../x509.ts'
import { certIdOf, hashDataOfCertId } from './cert-id.ts'
import { ocspRefusal, signOcspAnswer } from './ocsp-answer.ts'
import { readOcspRequest } from './ocsp-request.ts'
import type { OwnStatus } from './status-service.ts'

const ANSWER_LIFE_MS = 3_600_000
const KEY_TYPES: readonly KeyType[] = ['ecdsa', 'rsa']

const STATUS = { good: 'Good', revoked: 'Revoked', unknown: 'Unknown' } as const

export interface OwnStatusParts {
  readonly authority: LocalAuthority
  readonly database: Database
  readonly clock: Clock
}

/** Which of our roots' books a status is in. */
function bookOf(type: KeyType): LocalRootName {
  return `local-${type}`
}

/** Our word on a certificate of our own; undefined when another authority has signed it. */
export async function ownStatusOf(
  parts: OwnStatusParts,
  hashData: CertificateHashData,
): Promise<OwnStatus | undefined> {
  const certId = certIdOf(hashData)
  const root = await rootOf(parts, hashData)
  if (certId === undefined || root === undefined) return undefined
  const status = await issuedStatus(parts.database.kysely, bookOf(root.type), serialOf(certId))
  const nowMs = parts.clock.nowMs()
  const response = signOcspAnswer(root, { statuses: [{ certId, status }], nonce: undefined, nowMs })
  return { status: STATUS[status.kind], response, nextUpdateMs: nowMs + ANSWER_LIFE_MS }
}

/** Answers a caller of our OCSP responder: DER in, DER out, always (RFC 6960 §2.3). */
export async function answerOcsp(parts: OwnStatusParts, der: Uint8Array): Promise<Buffer> {
  const asked = readOcspRequest(der)
  if (asked === undefined) return ocspRefusal('malformedRequest')
  const statuses: { certId: CertID; status: IssuedStatus }[] = []
  let signer: LocalRoot | undefined
  for (const certId of asked.certIds) {
    const hashData = hashDataOfCertId(certId)
    const root = hashData === undefined ? undefined : await rootOf(parts, hashData)
    // One answer has one signer: who asks about certificates of several roots asks several times.
    if (root === undefined || (signer !== undefined && signer !== root)) return ocspRefusal('unauthorized')
    signer = root
    statuses.push({ certId, status: await issuedStatus(parts.database.kysely, bookOf(root.type), serialOf(certId)) })
  }
  if (signer === undefined) return ocspRefusal('malformedRequest')
  return signOcspAnswer(signer, { statuses, nonce: asked.nonce, nowMs: parts.clock.nowMs() })
}

/** The revocation list of one of our roots, DER. */
export async function currentCrl({ authority, database, clock }: OwnStatusParts, type: KeyType): Promise<Buffer> {
  const revoked = await readRevoked(database.kysely, bookOf(type), clock.nowMs())
  const entries = revoked.map(({ serialNumber, atMs, reason }) => ({
    serialNumber,
    revocationDate: new Date(atMs),
    reason: x509.X509CrlReason[reason],
  }))
  return Buffer.from((await authority.signCrl(type, entries)).rawData)
}

async function rootOf({ authority }: OwnStatusParts, hashData: CertificateHashData): Promise<LocalRoot | undefined> {
  for (const type of KEY_TYPES) {
    const root = await authority.existingRoot(type)
    if (root !== undefined && isIssuerIn(hashData, root.certificate)) return root
  }
  return undefined
}

function serialOf(certId: CertID): string {
  return hashDataOfCertId(certId)?.serialNumber ?? ''
}
