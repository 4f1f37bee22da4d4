import type { SecurityEventReported } from '@stationmaster/ocpp'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** Every security event is confirmed and kept in the append-only log (2.x A04.FR.02/03), with the station's own time. */
export function decideSecurityEvent(state: StationState, event: SecurityEventReported, facts: Facts): Decision {
  const { tenantId, stationKey } = state
  return outcome(state, {
    changes: [
      {
        kind: 'securityEvent',
        tenantId,
        stationKey,
        receivedAtMs: facts.nowMs,
        source: 'station',
        type: event.type,
        atMs: event.at.ms ?? null,
        detail: event.techInfo ?? null,
      },
    ],
    live: [{ kind: 'station' }],
  })
}
