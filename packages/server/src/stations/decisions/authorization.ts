import type { AuthorizationRequested } from '@stationmaster/ocpp'
import { authorize, tokenInfoOf } from '../../access/index.ts'
import type { Decision, Facts } from '../decision.ts'
import type { StationState } from '../state.ts'
import { outcome } from './outcome.ts'

/** Sessions of this station do not count as concurrent: drivers present their card to stop, too. */
export function decideAuthorization(state: StationState, event: AuthorizationRequested, facts: Facts): Decision {
  const token = facts.token ?? null
  const decision = authorize(event.idToken, token, {
    atMs: facts.nowMs,
    live: true,
    ownSessionIds: state.sessions.map(({ sessionId }) => sessionId),
  })
  return outcome(state, {
    reply: { kind: 'authorization', token: tokenInfoOf(decision, token) },
    reasons: [decision.reason],
  })
}
