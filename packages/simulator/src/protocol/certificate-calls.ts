import { PLUG_AND_CHARGE_VENDOR } from '@stationmaster/ocpp'
import type { Answer, OutgoingCall } from '../station/call.ts'
import type { StationContext } from '../station/context.ts'

/**
 * A question about certificates in the station's version: 2.x as it is, 1.6 by the plug & charge convention, which
 * carries the messages of 2.0.1 as text; a 1.6 station's own certificate has a message of the security extension.
 */
export function certificateCall(station: StationContext, action: string, payload: object): OutgoingCall {
  if (station.protocol.version !== '1.6') return { action, payload }
  const isNative = 'certificateType' in payload && payload.certificateType === 'ChargingStationCertificate'
  if (action === 'SignCertificate' && isNative && 'csr' in payload) return { action, payload: { csr: payload.csr } }
  const data = JSON.stringify(payload)
  return { action: 'DataTransfer', payload: { vendorId: PLUG_AND_CHARGE_VENDOR, messageId: action, data } }
}

/** What the CSMS answered, taken out of a transfer where it came in one; an empty object when there was no answer. */
export function innerAnswer(answer: Answer): unknown {
  if (answer.kind !== 'result') return {}
  const { data, status } = answer.payload
  if (typeof data !== 'string') return answer.payload
  return status === 'Accepted' ? JSON.parse(data) : {}
}
