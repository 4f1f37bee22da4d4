import type { DeviceReportReceived } from '@stationmaster/ocpp'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** NotifyReport: each variable is a row; the last part of a report wakes the screens. */
export function decideDeviceReport(state: StationState, event: DeviceReportReceived, facts: Facts): Decision {
  const { tenantId, stationKey } = state
  return outcome(state, {
    changes: event.variables.map((variable) => ({
      kind: 'deviceVariable',
      tenantId,
      stationKey,
      receivedAtMs: facts.nowMs,
      variable,
    })),
    live: event.more ? [] : [{ kind: 'station' }],
  })
}
