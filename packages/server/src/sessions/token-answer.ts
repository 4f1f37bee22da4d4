import { foldIdToken, type TokenInfo, type TransactionReported } from '@stationmaster/ocpp'
import { authorize, tokenInfoOf } from '../access/authorize.ts'
import type { Reason } from '../stations/change.ts'
import type { Facts } from '../stations/decision.ts'
import type { StationState } from '../stations/state.ts'
import type { Report } from './report.ts'
import type { Session } from './session.ts'

/** What a transaction report is answered about its token; empty when it names none. */
export interface TokenAnswer {
  readonly token?: TokenInfo
  readonly tokenId?: string
  readonly reason?: Reason
}

/** Whether the token of a report must be looked up: not when the session has been answered about it already. */
export function mustLookUp(event: TransactionReported, session: Session | null): boolean {
  return event.idToken !== undefined && givenAnswer(event, session) === undefined
}

export function answerToken(report: Report, session: Session | null, state: StationState, facts: Facts): TokenAnswer {
  const { event } = report
  if (event.idToken === undefined) return {}
  const given = givenAnswer(event, session)
  if (given) return { token: given, ...(session?.tokenId != null && { tokenId: session.tokenId }) }
  const tokenFacts = facts.token ?? null
  const decision = authorize(event.idToken, tokenFacts, {
    atMs: report.time.atMs,
    // Who stops takes up nothing, and a queued report tells of what was.
    live: !report.queued && event.phase !== 'ended',
    ownSessionIds: ownSessions(state, event, session).map(({ sessionId }) => sessionId),
  })
  return {
    token: tokenInfoOf(decision, tokenFacts),
    reason: decision.reason,
    ...(tokenFacts && { tokenId: tokenFacts.tokenId }),
  }
}

/** A start on a connector takes the place of what ran there. */
function ownSessions(state: StationState, event: TransactionReported, session: Session | null): readonly Session[] {
  return state.sessions.filter((known) => known === session || known.evse.evseId === event.evse?.evseId)
}

function givenAnswer({ idToken }: TransactionReported, session: Session | null): TokenInfo | undefined {
  if (!idToken || !session?.idToken) return undefined
  if (foldIdToken(idToken.value) !== foldIdToken(session.idToken.value)) return undefined
  return session.fold.answers[0]?.token
}
