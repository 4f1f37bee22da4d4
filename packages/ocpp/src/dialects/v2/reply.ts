import { formatTime } from '../../time/station-time.ts'
import type { StationEvent } from '../../vocabulary/event.ts'
import type { StationReply } from '../../vocabulary/reply.ts'
import { defined } from '../defined.ts'
import { certificateResponse2 } from './certificates.ts'
import { chargingResponse2 } from './charging.ts'
import { emptyResponse } from './empty-response.ts'
import { idTokenInfo } from './id-token.ts'
import { paymentResponse2 } from './payment.ts'

/** Writes a reply as the 2.x response to an action, keys in schema order. */
export function encodeReply2(action: string, event: StationEvent, reply: StationReply): unknown {
  switch (reply.kind) {
    case 'boot':
      return { currentTime: formatTime(reply.nowMs), interval: reply.intervalS, status: reply.status }
    case 'heartbeat':
      return { currentTime: formatTime(reply.nowMs) }
    case 'authorization':
      return defined({ idTokenInfo: idTokenInfo(reply.token), certificateStatus: reply.certificateStatus })
    case 'transaction':
      return defined({
        totalCost: reply.totalCost,
        idTokenInfo: reply.token === undefined ? undefined : idTokenInfo(reply.token),
      })
    case 'dataTransfer':
      return defined({ status: reply.status, data: reply.data })
    case 'signing':
    case 'certificateStatus':
    case 'chainStatus':
    case 'contractCertificate':
      return certificateResponse2(reply)
    case 'chargingNeeds':
    case 'dynamicSchedule':
      return chargingResponse2(reply)
    case 'streamOpening':
      return { status: reply.status }
    case 'settlement':
    case 'vatNumber':
      return paymentResponse2(event, reply)
    case 'empty':
      return emptyResponse(action, event)
    case 'refused':
      throw new TypeError('a refused reply is answered with a CALLERROR, it has no payload')
  }
}
