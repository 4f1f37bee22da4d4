import type { RequestOf } from '../../messages/types.ts'
import { formatTime } from '../../time/station-time.ts'
import type { ContractCertificate, OcspQuestion } from '../../vocabulary/certificate.ts'
import type { AuthorizationRequested, StationEvent } from '../../vocabulary/event.ts'
import type { CertificateRequested, ContractCertificateRequested } from '../../vocabulary/events/certificates.ts'
import type { CertificateReply, ReplyReason } from '../../vocabulary/replies/certificates.ts'
import { identifier, int32, optionalInt32 } from '../bounds.ts'
import { decoder } from '../decoding.ts'
import { defined } from '../defined.ts'
import type { Version2 } from './version.ts'

type Decoder = ReturnType<typeof decoder>

/** What 2.x stations ask about certificates, as neutral events. */
export function certificateDecoders2(version: Version2): readonly Decoder[] {
  const both: readonly Decoder[] = [
    decoder(version, 'Authorize', authorization),
    decoder(version, 'SignCertificate', signing),
    decoder(version, 'GetCertificateStatus', ({ ocspRequestData }) => ({
      kind: 'certificateStatusRequested',
      question: questionOf(ocspRequestData),
    })),
    decoder(version, 'Get15118EVCertificate', contractCertificate),
  ]
  return version === '2.1' ? [...both, decoder(version, 'GetCertificateChainStatus', chainStatus)] : both
}

/** The standard's own bounds. Each address is one that we are to ask: a longer list would make us somebody's weapon. */
const MOST_QUESTIONS = 4
const MOST_ADDRESSES = 5

function authorization(request: RequestOf<Version2, 'Authorize'>): AuthorizationRequested {
  const { idToken, certificate, iso15118CertificateHashData } = request
  const token = { value: identifier(idToken.idToken), type: idToken.type }
  if (certificate === undefined && iso15118CertificateHashData === undefined) {
    return { kind: 'authorization', idToken: token }
  }
  const questions = [...(iso15118CertificateHashData ?? [])].slice(0, MOST_QUESTIONS).map(questionOf)
  // An empty list says no more than none.
  const contract: ContractCertificate = defined({
    chain: certificate,
    questions: questions.length === 0 ? undefined : questions,
  })
  return { kind: 'authorization', idToken: token, contract }
}

function signing(request: RequestOf<Version2, 'SignCertificate'>): CertificateRequested {
  return defined({
    kind: 'certificateRequested',
    csr: request.csr,
    // Part 2, SignCertificateRequest: without a type the certificate is for both, and for the connection in any case.
    use: request.certificateType ?? 'ChargingStationCertificate',
    requestId: 'requestId' in request ? optionalInt32(request.requestId) : undefined,
    root: 'hashRootCertificate' in request ? request.hashRootCertificate : undefined,
  })
}

function contractCertificate(request: RequestOf<Version2, 'Get15118EVCertificate'>): ContractCertificateRequested {
  const { action, iso15118SchemaVersion, exiRequest } = request
  const most = 'maximumContractCertificateChains' in request ? request.maximumContractCertificateChains : undefined
  const emaids = 'prioritizedEMAIDs' in request ? request.prioritizedEMAIDs : undefined
  return defined({
    kind: 'contractCertificateRequested',
    action,
    schemaVersion: iso15118SchemaVersion,
    exiRequest,
    mostChains: optionalInt32(most),
    prioritizedEmaids: emaids === undefined ? undefined : [...emaids].map((emaid) => identifier(emaid)),
  })
}

function chainStatus(request: RequestOf<'2.1', 'GetCertificateChainStatus'>): StationEvent {
  const asked = [...request.certificateStatusRequests].slice(0, MOST_QUESTIONS)
  const questions = asked.map(({ certificateHashData, source, urls }) => ({
    hashData: certificateHashData,
    source,
    urls: [...urls].slice(0, MOST_ADDRESSES),
  }))
  return { kind: 'chainStatusRequested', questions }
}

function questionOf(data: RequestOf<Version2, 'GetCertificateStatus'>['ocspRequestData']): OcspQuestion {
  const { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber, responderURL } = data
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber, responderUrl: responderURL }
}

/** The response payload of an answer about certificates, keys in schema order. */
export function certificateResponse2(reply: CertificateReply): object {
  switch (reply.kind) {
    case 'signing':
      return defined({ status: reply.status, statusInfo: statusInfo(reply.reason) })
    case 'certificateStatus':
      return defined({
        status: reply.ocspResult === undefined ? 'Failed' : 'Accepted',
        statusInfo: statusInfo(reply.reason),
        ocspResult: reply.ocspResult,
      })
    case 'contractCertificate':
      return defined({
        status: reply.status,
        statusInfo: statusInfo(reply.reason),
        exiResponse: reply.exiResponse,
        remainingContracts: reply.remainingContracts === undefined ? undefined : int32(reply.remainingContracts),
      })
    case 'chainStatus':
      return {
        certificateStatus: reply.statuses.map(({ hashData, source, status, nextUpdateMs }) => ({
          certificateHashData: hashData,
          source,
          status,
          nextUpdate: formatTime(nextUpdateMs),
        })),
      }
  }
}

const LONGEST_CODE = 20
const LONGEST_INFO = 512

function statusInfo(reason: ReplyReason | undefined) {
  if (reason === undefined) return undefined
  return { reasonCode: reason.code.slice(0, LONGEST_CODE), additionalInfo: reason.sentence.slice(0, LONGEST_INFO) }
}
