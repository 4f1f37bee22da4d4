import { formatTime } from '../../time/station-time.ts'
import type { StationReply, TransactionReply } from '../../vocabulary/reply.ts'
import { defined } from '../defined.ts'
import { idTagInfo } from './id-tag.ts'

/** Writes a reply as the 1.6 response to an action, keys in schema order. */
export function encodeReply16(action: string, reply: StationReply): unknown {
  switch (reply.kind) {
    case 'boot':
      return { status: reply.status, currentTime: formatTime(reply.nowMs), interval: reply.intervalS }
    case 'heartbeat':
      return { currentTime: formatTime(reply.nowMs) }
    case 'authorization':
      return { idTagInfo: idTagInfo(reply.token) }
    case 'transaction':
      return transactionResponse(action, reply)
    case 'dataTransfer':
      return defined({ status: reply.status, data: textOf(reply.data) })
    case 'signing':
      return { status: reply.status }
    case 'certificateStatus':
    case 'chainStatus':
    case 'contractCertificate':
      throw new TypeError(`1.6 knows ${reply.kind} only by the plug & charge convention`)
    case 'chargingNeeds':
    case 'dynamicSchedule':
    case 'streamOpening':
    case 'settlement':
    case 'vatNumber':
      throw new TypeError(`no 1.6 station asks for ${reply.kind}`)
    case 'empty':
      return emptyResponse(action)
    case 'refused':
      throw new TypeError('a refused reply is answered with a CALLERROR, it has no payload')
  }
}

function transactionResponse(action: string, reply: TransactionReply): unknown {
  if (action !== 'StartTransaction') return reply.token === undefined ? {} : { idTagInfo: idTagInfo(reply.token) }
  if (reply.transactionId === undefined) throw new TypeError('the reply to StartTransaction needs a transactionId')
  return { idTagInfo: idTagInfo(reply.token ?? { status: 'Invalid' }), transactionId: reply.transactionId }
}

/** The smallest valid answer: what has to say something says no. */
function emptyResponse(action: string): unknown {
  switch (action) {
    case 'SignCertificate':
      return { status: 'Rejected' }
    case 'DataTransfer':
      return { status: 'UnknownVendorId' }
    default:
      return {}
  }
}

/** 1.6 data is text. */
function textOf(data: unknown): string | undefined {
  return data === undefined || typeof data === 'string' ? data : JSON.stringify(data)
}
