import { type CertificateReply, parseStationTime, type StationEvent, type StationReply } from '@stationmaster/ocpp'
import { z } from 'zod'
import type { TimelineEntry } from '../../contract/index.ts'
import type { Reason } from '../change.ts'
import type { Answered } from '../responder.ts'

const Info = z.object({ reasonCode: z.string(), additionalInfo: z.string().default('') }).optional()
const Signing = z.object({ status: z.enum(['Accepted', 'Rejected']), statusInfo: Info })
const CertificateStatus = z.object({ ocspResult: z.string().optional(), statusInfo: Info })
const Contract = z.object({
  status: z.enum(['Accepted', 'Failed']),
  statusInfo: Info,
  exiResponse: z.string(),
  remainingContracts: z.number().exactOptional(),
})
const Chain = z.object({
  certificateStatus: z.array(
    z.object({ status: z.enum(['Good', 'Revoked', 'Unknown', 'Failed']), nextUpdate: z.string() }),
  ),
})
const Authorization = z.object({
  certificateStatus: z.enum([
    'Accepted',
    'SignatureError',
    'CertificateExpired',
    'CertificateRevoked',
    'NoCertificateAvailable',
    'CertChainError',
    'ContractCancelled',
  ]),
})
const Dynamic = z.object({ scheduleUpdate: z.record(z.string(), z.number()).optional() })

/**
 * What others had found for a question of a station, read back from what it was answered: certificates and their status come
 * from outside and are not found again, but what is made of them is decided anew. Null: nothing had been found. Undefined: the
 * answer cannot be read.
 */
export function recordedAnswer(
  event: StationEvent,
  payload: unknown,
  recorded: TimelineEntry['reasons'],
): Answered | null | undefined {
  const reasons = givenReasons(event, recorded)
  if (reasons.some(({ code }) => code === 'noAnswerFound')) return null
  const reply = replyIn(event, inner(payload))
  return reply && { reply, reasons }
}

/** Apart from what the core itself has added: what it tolerated, and what it made of a token. */
function givenReasons(event: StationEvent, recorded: TimelineEntry['reasons']): readonly Reason[] {
  const decided = recorded.filter(({ code }) => code !== 'tolerated')
  const given = event.kind === 'authorization' ? decided.slice(0, -1) : decided
  return given.map(({ code, data }) => ({ code, ...(data !== undefined && { data }) }))
}

/** 1.6 carries some of these answers as text in a DataTransfer. */
function inner(payload: unknown): unknown {
  const transferred = z.object({ data: z.string() }).safeParse(payload)
  if (!transferred.success) return payload
  try {
    return JSON.parse(transferred.data.data)
  } catch {
    return payload
  }
}

function replyIn(event: StationEvent, payload: unknown): StationReply | undefined {
  switch (event.kind) {
    case 'authorization': {
      const read = Authorization.safeParse(payload).data
      const status = read?.certificateStatus === 'Accepted' ? 'Accepted' : 'Invalid'
      return read && { kind: 'authorization', token: { status }, certificateStatus: read.certificateStatus }
    }
    case 'certificateRequested': {
      const read = Signing.safeParse(payload).data
      return read && { kind: 'signing', status: read.status, ...reasonIn(read.statusInfo) }
    }
    case 'certificateStatusRequested': {
      const read = CertificateStatus.safeParse(payload).data
      const found = read?.ocspResult === undefined ? {} : { ocspResult: read.ocspResult }
      return read && { kind: 'certificateStatus', ...found, ...reasonIn(read.statusInfo) }
    }
    case 'contractCertificateRequested': {
      const read = Contract.safeParse(payload).data
      if (read === undefined) return undefined
      const { statusInfo, ...said } = read
      return { kind: 'contractCertificate', ...said, ...reasonIn(statusInfo) }
    }
    case 'chainStatusRequested':
      return chainStatus(event, payload)
    case 'dynamicScheduleAsked': {
      const read = Dynamic.safeParse(payload).data
      const update = read?.scheduleUpdate
      return read && { kind: 'dynamicSchedule', ...(update !== undefined && { scheduleUpdate: update }) }
    }
    default:
      return undefined
  }
}

function chainStatus(
  { questions }: Extract<StationEvent, { kind: 'chainStatusRequested' }>,
  payload: unknown,
): CertificateReply | undefined {
  const read = Chain.safeParse(payload).data?.certificateStatus
  if (read === undefined || read.length !== questions.length) return undefined
  const statuses = questions.flatMap(({ hashData, source }, index) => {
    const found = read[index]
    if (found === undefined) return []
    return [{ hashData, source, status: found.status, nextUpdateMs: parseStationTime(found.nextUpdate).ms ?? 0 }]
  })
  return { kind: 'chainStatus', statuses }
}

function reasonIn(info: z.output<typeof Info>) {
  return info === undefined ? {} : { reason: { code: info.reasonCode, sentence: info.additionalInfo } }
}
