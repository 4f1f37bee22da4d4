import type { Decision, Facts, Needs } from '../stations/decision.ts'
import type { StationState } from '../stations/state.ts'
import { newFlagReasons, sessionChange } from './changes.ts'
import { draftOf, finish } from './draft.ts'
import { hasFlag, withFlag } from './flags.ts'
import { remember } from './memory.ts'
import type { Session, SessionFlag } from './session.ts'

/** What a 2.x station says of one transaction (GetTransactionStatus, E14). */
export interface TransactionStatus {
  readonly transactionId: string
  /** Undefined where the station does not know the transaction. */
  readonly isOngoing: boolean | undefined
  /** Whether it still holds messages about the transaction. */
  readonly hasMessagesQueued: boolean
}

/** What must be read before a status can be decided: a session that has left the memory. */
export function transactionStatusNeeds(state: StationState, { transactionId }: TransactionStatus): Needs | undefined {
  return inMemory(state, transactionId) === undefined ? { session: { transactionId } } : undefined
}

/**
 * Settles a session whose messages are known to be lost: with no more to come (E14.FR.04/05) a gap stays a gap, and a
 * transaction that is over without its end is closed from the registers there are. Anything else changes nothing.
 */
export function decideTransactionStatus(
  state: StationState,
  status: TransactionStatus,
  { nowMs, stored }: Pick<Facts, 'nowMs' | 'stored'>,
): Pick<Decision, 'state' | 'changes' | 'reasons' | 'live'> {
  const session = inMemory(state, status.transactionId) ?? stored?.session
  const settled = session && settle(session, status, nowMs)
  if (session === undefined || settled === undefined) return { state, changes: [], reasons: [], live: [] }
  return {
    state: remember(state, settled),
    changes: [sessionChange(state, { before: session, session: settled }, nowMs)],
    reasons: newFlagReasons(session, settled),
    live: [
      { kind: 'session', sessionId: session.sessionId },
      ...(settled.state === session.state ? [] : [{ kind: 'station' as const }]),
    ],
  }
}

function settle(session: Session, { isOngoing, hasMessagesQueued }: TransactionStatus, nowMs: number) {
  if (hasMessagesQueued) return undefined
  if (session.state === 'active') {
    return isOngoing === true ? undefined : flagged(session, { code: 'endLost', data: { atMs: nowMs } })
  }
  const isOpen = hasFlag(session.flags, 'sequenceGap') && !hasFlag(session.flags, 'messagesLost')
  return isOpen ? flagged(session, { code: 'messagesLost', data: { atMs: nowMs } }) : undefined
}

function flagged(session: Session, flag: SessionFlag): Session {
  const draft = draftOf(session)
  draft.flags = withFlag(draft.flags, flag)
  return finish(draft)
}

/** The newest generation of a transaction, as far as memory knows it. */
function inMemory(state: StationState, transactionId: string): Session | undefined {
  return state.sessions.findLast((session) => session.transactionId === transactionId)
}
