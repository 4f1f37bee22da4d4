import type { StationReply } from '@stationmaster/ocpp'
import type { Decision } from '../decision.ts'
import type { StationState } from '../state.ts'

const EMPTY = { kind: 'empty' } as const
const NOTHING: readonly never[] = []

/** A decision that changes what is named and nothing else. */
export function outcome(state: StationState, changed: Partial<Omit<Decision, 'state'>> = {}): Decision {
  return {
    state,
    reply: changed.reply ?? EMPTY,
    changes: changed.changes ?? NOTHING,
    reasons: changed.reasons ?? NOTHING,
    live: changed.live ?? NOTHING,
    sessionId: changed.sessionId ?? null,
    ...(changed.closes && { closes: changed.closes }),
  }
}

/** The CALLERROR for a station that has not been accepted (2.x B01.FR.10, B02.FR.09, B03.FR.07; 1.6 alike). */
export const NOT_ACCEPTED: StationReply = {
  kind: 'refused',
  code: 'SecurityError',
  description: 'The station has not been accepted yet: only BootNotification is answered',
}

/** The CALLERROR for a station that was let in to renew its certificate. */
export const ONLY_RENEWAL: StationReply = {
  kind: 'refused',
  code: 'SecurityError',
  description: 'The client certificate has expired: only BootNotification and SignCertificate are answered',
}
