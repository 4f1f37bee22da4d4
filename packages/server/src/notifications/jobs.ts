import { sql } from 'kysely'
import { Rounds } from '../platform/clock/index.ts'
import { Sendings, writeMails } from './sendings.ts'
import type { TellServices } from './tell.ts'

const STEP_MS = 2_000
const HOUR_MS = 3_600_000
const KEPT_MS = 30 * 24 * HOUR_MS

/** Tells what is due, and forgets what has long been over. */
export function startTelling(services: TellServices): AsyncDisposable {
  const logger = services.logger.child({ subsystem: 'notifications' })
  const rounds = new Rounds(services.clock, logger)
  const sendings = new Sendings({ ...services, logger })
  rounds.every(STEP_MS, 'mails of notices', () => writeMails(services))
  rounds.every(STEP_MS, 'notices', () => sendings.step())
  rounds.every(HOUR_MS, 'old notices', () =>
    services.database.transaction((tx) =>
      sql`delete from notices where closed_at < ${new Date(services.clock.nowMs() - KEPT_MS)}`.execute(tx),
    ),
  )
  return {
    async [Symbol.asyncDispose]() {
      await rounds.stop()
      await sendings[Symbol.asyncDispose]()
    },
  }
}
