import { type JsonObject, validateResponse } from '@stationmaster/ocpp'
import { connectorStatus16 } from '../../station/connector-status.ts'
import { viewEvse } from '../../station/evse.ts'
import type { Protocol, Verdict } from '../../station/protocol.ts'
import { COMMANDS_16 } from './commands.ts'
import { meterValue16 } from './meter-values.ts'
import { boot16, report16, stationStatus16, status16 } from './reports.ts'

/** OCPP 1.6 JSON, as a station speaks it. */
export const PROTOCOL_16: Protocol = {
  version: '1.6',
  boot: boot16,
  statusOf: (evse) => connectorStatus16(viewEvse(evse)),
  statusCalls: (station, evse, status) => [status16(station, evse, status)],
  stationStatusCalls: (station) => [stationStatus16(station)],
  authorize: (_station, idToken) => ({ action: 'Authorize', payload: { idTag: idToken } }),
  report: report16,
  meterValues: (station, evse, sample) => ({
    action: 'MeterValues',
    payload: { connectorId: evse.id, meterValue: [meterValue16(station, sample, 'Sample.Clock')] },
  }),
  reservationEnded: () => undefined,
  verdict: verdict16,
  commands: COMMANDS_16,
}

function verdict16(action: string, answer: JsonObject): Verdict | undefined {
  switch (action) {
    case 'StartTransaction': {
      const read = validateResponse({ version: '1.6', action }, answer)
      if (!read.ok) return undefined
      const { idTagInfo, transactionId } = read.payload
      return { ...verdictOf(idTagInfo), transactionId: String(transactionId) }
    }
    case 'Authorize': {
      const read = validateResponse({ version: '1.6', action }, answer)
      return read.ok ? verdictOf(read.payload.idTagInfo) : undefined
    }
    default:
      return undefined
  }
}

function verdictOf({ status, parentIdTag }: { readonly status: string; readonly parentIdTag?: string }): Verdict {
  return { accepted: status === 'Accepted', ...(parentIdTag !== undefined && { group: parentIdTag }) }
}
