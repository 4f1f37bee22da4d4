import type { AuthorizationRequested } from '@stationmaster/ocpp'
import { authorize, tokenInfoOf } from '../../access/index.ts'
import type { AuthorizationDecision, Decision, Facts, TokenFacts } from '../decision.ts'
import type { Answered } from '../responder.ts'
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
  if (event.contract !== undefined) return contractDecision(state, facts.answered ?? null, { decision, token })
  return outcome(state, {
    reply: { kind: 'authorization', token: tokenInfoOf(decision, token) },
    reasons: [decision.reason],
  })
}

/**
 * Plug & charge: the contract certificate has to be good and the contract's token has to be, each said for itself
 * (2.x C07). A certificate of which nothing could be found out is not good.
 */
function contractDecision(
  state: StationState,
  answered: Answered | null,
  { decision, token }: { readonly decision: AuthorizationDecision; readonly token: TokenFacts | null },
): Decision {
  const found = answered?.reply.kind === 'authorization' ? answered.reply : undefined
  const certificateStatus = found?.certificateStatus ?? 'CertChainError'
  const isGood = certificateStatus === 'Accepted' && found?.token.status === 'Accepted'
  const status = found?.token.status === 'Accepted' ? 'Invalid' : (found?.token.status ?? 'Invalid')
  return outcome(state, {
    reply: {
      kind: 'authorization',
      token: isGood ? tokenInfoOf(decision, token) : { status },
      certificateStatus,
    },
    reasons: [...(answered?.reasons ?? [{ code: 'noAnswerFound' }]), decision.reason],
  })
}
