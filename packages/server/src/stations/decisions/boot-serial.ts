import type { Booted, StationReply } from '@stationmaster/ocpp'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

const ANOTHER_SERIAL: StationReply = {
  kind: 'refused',
  code: 'SecurityError',
  description: 'The serial number is not that of the client certificate',
}

/** Whether a Boot names another serial number than the client certificate stands for, or none (2.x B01.FR.11). */
export function namesAnotherSerial({ requiredSerial }: StationState, { serialNumber }: Booted): boolean {
  return requiredSerial !== undefined && serialNumber?.toLowerCase() !== requiredSerial.toLowerCase()
}

/** Nothing of such a Boot is believed: it is refused, written into the security event log, and the socket is closed (B01.FR.12). */
export function refuseSerial(state: StationState, event: Booted, { nowMs }: Facts): Decision {
  const data = { certificate: state.requiredSerial ?? null, serialNumber: event.serialNumber ?? null }
  const { tenantId, stationKey } = state
  return outcome(state, {
    reply: ANOTHER_SERIAL,
    changes: [
      {
        ...{ kind: 'securityEvent', tenantId, stationKey, receivedAtMs: nowMs, atMs: nowMs, source: 'csms' },
        type: 'SerialNumberMismatch',
        detail: JSON.stringify(data),
      },
    ],
    reasons: [{ code: 'serialNumberMismatch', data }],
    live: [{ kind: 'station' }],
    closes: true,
  })
}
