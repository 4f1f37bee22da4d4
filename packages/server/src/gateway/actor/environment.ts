import type { Dialect, OcppVersion, OutgoingEnvironment, StationEvent } from '@stationmaster/ocpp'
import type { GatewayConfig } from '../../config/index.ts'
import type { Clock } from '../../platform/clock/index.ts'
import type { Ids } from '../../platform/ids/index.ts'
import type { Logger } from '../../platform/logging/index.ts'
import type { Random } from '../../platform/random/index.ts'
import type { FactsQuestion } from '../../stations/index.ts'
import type { Answered, Asker } from '../../stations/responder.ts'
import type { Batcher } from '../admission/batcher.ts'
import type { TransactionNumbers } from '../admission/transaction-numbers.ts'
import type { ClaimedCommand, ClaimRequest } from '../commands/claim.ts'
import type { Journal } from '../journal/journal.ts'
import type { LiveNotice } from '../live.ts'
import type { GatewayMetrics } from '../metrics.ts'
import type { ColdFacts, StationCore } from '../ports.ts'
import type { SecurityEventBudget } from '../security-budget.ts'
import type { TimerWheel } from '../socket/timer-wheel.ts'
import type { StationActor } from './actor.ts'
import type { PresenceLog } from './presence-log.ts'

/** What all actors of a process share; each actor adds only its socket and its state. */
export interface ActorEnvironment {
  readonly config: GatewayConfig
  readonly core: StationCore
  readonly dialects: Readonly<Record<OcppVersion, Dialect>>
  readonly journal: Journal
  /** Cold reads of all actors, joined; waits while the database is away. */
  readonly facts: Pick<Batcher<FactsQuestion, ColdFacts>, 'ask'>
  /** Finds the reply to what only others can answer; null when nobody could, or not in time. Never rejects. */
  respond(asker: Asker, event: StationEvent): Promise<Answered | null>
  readonly numbers: TransactionNumbers
  nextTransactionNumber(): number
  readonly claims: Pick<Batcher<ClaimRequest, ClaimedCommand | null>, 'ask'>
  readonly presence: PresenceLog
  readonly securityBudget: SecurityEventBudget
  /** For calls to stations. */
  readonly calls: OutgoingEnvironment
  readonly wheel: TimerWheel
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly metrics: GatewayMetrics
  readonly log: Logger
  publish(notice: LiveNotice): void
  /** The actor's socket has closed for good. */
  onGone(actor: StationActor): void
}
