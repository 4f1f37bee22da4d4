import { type JsonObject, validateResponse } from '@stationmaster/ocpp'
import { connectorStatus2 } from '../../station/connector-status.ts'
import { viewEvse } from '../../station/evse.ts'
import type { Protocol, Verdict } from '../../station/protocol.ts'
import { commands2 } from './commands.ts'
import { meterValue2 } from './meter-values.ts'
import { boot2, faultEvent2, report2, status2, tokenOf } from './reports.ts'

/** OCPP 2.0.1 and 2.1 as a station speaks them: the messages used here are the same in both. */
export function protocol2(version: '2.0.1' | '2.1'): Protocol {
  return {
    version,
    boot: boot2,
    statusOf: (evse) => connectorStatus2(viewEvse(evse)),
    statusCalls: (station, evse, status) => {
      const event = faultEvent2(station, evse)
      return [status2(station, evse, status), ...(event ? [event] : [])]
    },
    stationStatusCalls: () => [],
    authorize: (_station, idToken) => ({ action: 'Authorize', payload: { idToken: tokenOf(idToken) } }),
    report: report2,
    meterValues: (station, evse, sample) => ({
      action: 'MeterValues',
      payload: { evseId: evse.id, meterValue: [meterValue2(station, sample, 'Sample.Clock')] },
    }),
    reservationEnded: (reservationId, status) => ({
      action: 'ReservationStatusUpdate',
      payload: { reservationId, reservationUpdateStatus: status },
    }),
    verdict: verdict2,
    commands: commands2(version),
  }
}

function verdict2(action: string, answer: JsonObject): Verdict | undefined {
  switch (action) {
    case 'TransactionEvent': {
      const read = validateResponse({ version: '2.0.1', action }, answer)
      const info = read.ok ? read.payload.idTokenInfo : undefined
      return info && verdictOf(info)
    }
    case 'Authorize': {
      const read = validateResponse({ version: '2.0.1', action }, answer)
      return read.ok ? verdictOf(read.payload.idTokenInfo) : undefined
    }
    default:
      return undefined
  }
}

interface IdTokenInfo {
  readonly status: string
  readonly groupIdToken?: { readonly idToken: string }
}

function verdictOf({ status, groupIdToken }: IdTokenInfo): Verdict {
  return { accepted: status === 'Accepted', ...(groupIdToken !== undefined && { group: groupIdToken.idToken }) }
}
