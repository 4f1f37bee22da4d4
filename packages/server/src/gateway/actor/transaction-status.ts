import type { TransactionStatus } from '../../sessions/index.ts'
import type { StationState } from '../../stations/state.ts'
import type { ActorEnvironment } from './environment.ts'
import type { Handling } from './handling.ts'

const NOTHING: Handling = { answer: null, changes: [], live: [] }

/** Takes what a station said of a transaction to what shall be stored. Never rejects: it can be asked again. */
export async function handleTransactionStatus(
  environment: ActorEnvironment,
  state: StationState,
  status: TransactionStatus,
): Promise<Handling> {
  const { core, clock, facts, log } = environment
  const { tenantId, stationKey } = state
  try {
    const needs = core.transactionStatusNeeds(state, status)
    const { stored } = needs === undefined ? {} : await facts.ask({ tenantId, stationKey, needs })
    const decision = core.decideTransactionStatus(state, status, {
      nowMs: clock.nowMs(),
      ...(stored === undefined ? {} : { stored }),
    })
    const { changes, live, reasons } = decision
    if (reasons.length > 0) log.info({ stationKey, ...status, reasons }, 'A session was settled without its messages')
    return { answer: null, changes, live, state: decision.state }
  } catch (error) {
    log.error({ err: error, stationKey, ...status }, 'A transaction status could not be handled')
    return NOTHING
  }
}
