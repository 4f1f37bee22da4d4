import { sql } from 'kysely'
import { Rounds } from '../platform/clock/index.ts'
import { Deliveries, type DeliveryServices } from './delivery.ts'

const STEP_MS = 500
const HOUR_MS = 3_600_000
const KEPT_MS = 30 * 24 * HOUR_MS

/** Delivers, and forgets deliveries after 30 days. */
export function startDeliveries(services: DeliveryServices): AsyncDisposable {
  const logger = services.logger.child({ subsystem: 'webhooks' })
  const rounds = new Rounds(services.clock, logger)
  const deliveries = new Deliveries({ ...services, logger })
  rounds.every(STEP_MS, 'deliveries', () => deliveries.step())
  rounds.every(HOUR_MS, 'old deliveries', () => settleOld(services))
  return {
    async [Symbol.asyncDispose]() {
      await rounds.stop()
      await deliveries[Symbol.asyncDispose]()
    },
  }
}

/** Gives up what waits at a webhook that does not work, and forgets what is old. */
async function settleOld({ database, clock }: DeliveryServices): Promise<void> {
  const nowMs = clock.nowMs()
  await database.transaction(async (tx) => {
    await sql`
      update webhook_deliveries set state = 'failed', next_attempt_at = null
      where state = 'waiting' and give_up_at <= ${new Date(nowMs)} and next_attempt_at <= ${new Date(nowMs)}`.execute(
      tx,
    )
    await sql`delete from webhook_deliveries where created_at < ${new Date(nowMs - KEPT_MS)}`.execute(tx)
  })
}
