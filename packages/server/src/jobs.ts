import type { Idempotency } from './api/idempotency.ts'
import { announce } from './api/live/notices.ts'
import type { Config } from './config/index.ts'
import type { Foundations } from './foundations.ts'
import { LOAD_STEP_MS, sampleNetworkLoad } from './network/index.ts'
import { Rounds } from './platform/clock/index.ts'
import { type Database, maintainPartitions, type PartitionedTable } from './platform/database/index.ts'
import { settleLostCommands } from './stations/commands/lost-commands.ts'

const HOUR_MS = 3_600_000
const LOST_COMMANDS_MS = 30_000

/** The tables that only grow, and how long their days are kept. */
function partitionedTables({ frameDays, meterDays }: Config['retention']): PartitionedTable[] {
  return [
    { table: 'frames', column: 'received_at', retentionDays: frameDays },
    { table: 'station_reports', column: 'received_at', retentionDays: frameDays },
    { table: 'status_history', column: 'received_at', retentionDays: 0 },
    { table: 'session_events', column: 'received_at', retentionDays: 0 },
    { table: 'meter_samples', column: 'at', retentionDays: meterDays },
  ]
}

export interface JobParts extends Foundations {
  readonly database: Database
  readonly idempotency: Idempotency
  readonly config: Config
}

/** Makes today's partitions, before anything is written. */
export async function preparePartitions(parts: Omit<JobParts, 'idempotency'>): Promise<void> {
  const tables = partitionedTables(parts.config.retention)
  await maintainPartitions(parts.database, { tables, nowMs: parts.clock.nowMs() }, parts.logger)
}

/** Work that comes round by itself: partitions and retention, kept answers, samples of the load, lost commands. */
export function startJobs(parts: JobParts): AsyncDisposable {
  const { clock, database, logger } = parts
  const rounds = new Rounds(clock, logger.child({ subsystem: 'jobs' }))
  rounds.every(HOUR_MS, 'partitions', () => preparePartitions(parts))
  rounds.every(HOUR_MS, 'kept answers', () => parts.idempotency.expire())
  rounds.every(LOST_COMMANDS_MS, 'lost commands', () => endLostCommands(parts))
  rounds.every(LOAD_STEP_MS, 'load', () => database.transaction((tx) => sampleNetworkLoad(tx, clock.nowMs())))
  return { [Symbol.asyncDispose]: () => rounds.stop() }
}

async function endLostCommands({ database, clock, bus, config }: JobParts): Promise<void> {
  const { callTimeoutMs } = config.gateway
  const lost = await database.transaction((tx) => settleLostCommands(tx, { nowMs: clock.nowMs(), callTimeoutMs }))
  for (const command of lost) announce(bus, { kind: 'command', ...command })
}
