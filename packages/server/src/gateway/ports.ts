import type { StationEvent } from '@stationmaster/ocpp'
import type { TransactionStatus } from '../sessions/index.ts'
import type { Decision, Facts, Needs } from '../stations/decision.ts'
import type { FactsQuestion } from '../stations/index.ts'
import type { StationState } from '../stations/state.ts'

/** What the database or a responder knows: of `Facts`, the parts that were asked for. */
export type ColdFacts = Pick<Facts, 'token' | 'stored' | 'answered'>

/** The pure core, and the one cold read it may need. Injected so that the shell can be tested alone. */
export interface StationCore {
  needsOf(state: StationState, event: StationEvent): Needs | undefined
  decide(state: StationState, event: StationEvent, facts: Facts): Decision
  /** What an answered GetTransactionStatus means for the session it was about. */
  transactionStatusNeeds(state: StationState, status: TransactionStatus): Needs | undefined
  decideTransactionStatus(
    state: StationState,
    status: TransactionStatus,
    facts: Pick<Facts, 'nowMs' | 'stored'>,
  ): Pick<Decision, 'state' | 'changes' | 'reasons' | 'live'>
  /** Whether the station may say everything; before that it is only heard out by `decide`. */
  isAccepted(state: StationState): boolean
  /** One result per question, in order. */
  gatherFacts(questions: readonly FactsQuestion[]): Promise<readonly ColdFacts[]>
}
