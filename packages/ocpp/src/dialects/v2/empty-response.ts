import { formatTime } from '../../time/station-time.ts'
import type { StationEvent } from '../../vocabulary/event.ts'

/** The smallest valid answer to an action: what has to say something says no. */
export function emptyResponse(action: string, event: StationEvent): unknown {
  switch (action) {
    case 'SignCertificate':
    case 'NotifyEVChargingNeeds':
    case 'OpenPeriodicEventStream':
    case 'PullDynamicScheduleUpdate':
      return { status: 'Rejected' }
    // The schedule is a report: it is recorded, not refused.
    case 'NotifyEVChargingSchedule':
      return { status: 'Accepted' }
    case 'GetCertificateStatus':
      return { status: 'Failed' }
    case 'Get15118EVCertificate':
      return { status: 'Failed', exiResponse: '' }
    case 'DataTransfer':
      return { status: 'UnknownVendorId' }
    case 'VatNumberValidation':
      return { vatNumber: event.kind === 'vatNumberAsked' ? event.vatNumber : '', status: 'Rejected' }
    case 'GetCertificateChainStatus':
      return certificateStatusesOf(event)
    default:
      return {}
  }
}

/** Each certificate asked about gets a status of its own; the next update is the beginning of time: ask again. */
function certificateStatusesOf(event: StationEvent): unknown {
  const questions = event.kind === 'chainStatusRequested' ? event.questions : []
  return {
    certificateStatus: questions.map(({ hashData, source }) => ({
      certificateHashData: hashData,
      source,
      status: 'Failed',
      nextUpdate: formatTime(0),
    })),
  }
}
