import type { Clock } from '../platform/clock/index.ts'
import { sleep } from '../platform/clock/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Logger } from '../platform/logging/index.ts'
import type { SessionChange } from '../stations/change.ts'
import { recordNodeAlive } from './admission/presence.ts'
import { DatabaseHealth, type HealthState } from './database-health.ts'
import { JournalConnection } from './journal/connection.ts'
import { Journal } from './journal/journal.ts'
import type { GatewayMetrics } from './metrics.ts'

export interface StorageOptions {
  readonly database: Database
  readonly nodeId: string
  readonly graceMs: number
  readonly clock: Clock
  readonly metrics: GatewayMetrics
  readonly log: Logger
  readonly onHealth: (state: HealthState) => void
  /** Something new in the inbox is durable. */
  readonly onInbox: () => void
  /** Session rows are durable whose reports were before. */
  readonly onLateSessions: (changes: readonly SessionChange[]) => void
}

/** The gateway's way to the database: one journal, one breaker. */
export interface Storage extends AsyncDisposable {
  readonly journal: Journal
  readonly health: DatabaseHealth
  /** Repeats a load or write until the database answers it; errors that are no outage are thrown. */
  persist<Result>(query: () => Promise<Result>): Promise<Result>
}

/** Changes of one flush: at 1 KB each, about what one commit can carry within a tenth of a second. */
const MAX_BATCH = 4000
const PROBE_TIMEOUT_MS = 2000

export function openStorage(options: StorageOptions): Storage {
  const { database, nodeId, clock, log } = options
  const connection = new JournalConnection(database.journal)
  const health = new DatabaseHealth({
    clock,
    graceMs: options.graceMs,
    log,
    onChange: options.onHealth,
    probe: () => within(clock, PROBE_TIMEOUT_MS, recordNodeAlive(database.journal, nodeId)),
  })
  const stopWatching = database.onStateChange((state) => {
    if (state === 'up') return
    // A statement on a dead line may never return.
    connection.abandon()
    void health.recover(new Error('the database does not answer'))
  })
  const journal = new Journal({
    nodeId,
    send: (flush) => connection.send(flush),
    recover: (error) => health.recover(error),
    metrics: options.metrics,
    log,
    maxBatch: MAX_BATCH,
    onInbox: options.onInbox,
    onLateSessions: options.onLateSessions,
    clock,
  })
  return {
    journal,
    health,
    persist: (query) => health.persist(query),
    async [Symbol.asyncDispose]() {
      stopWatching()
      if (health.state === 'up') await journal.barrier()
      health.stop()
      connection.release()
    },
  }
}

async function within<Result>(clock: Clock, timeoutMs: number, work: Promise<Result>): Promise<Result> {
  const late = sleep(clock, timeoutMs).then(() => Promise.reject(new Error('no answer in time')))
  // Whichever loses the race must not end the process.
  late.catch(() => undefined)
  work.catch(() => undefined)
  return Promise.race([work, late])
}
