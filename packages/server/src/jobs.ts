import { LIST_STEP_MS, synchroniseLists } from './access/local-list/index.ts'
import { endOverdueVisits, linkAudit, VISIT_STEP_MS } from './accounts/index.ts'
import type { Idempotency } from './api/idempotency.ts'
import { announce } from './api/live/notices.ts'
import { BOOKING_STEP_MS, expireReservations, holdBookings } from './bookings/index.ts'
import { commandDispatch } from './command-dispatch.ts'
import type { Config } from './config/index.ts'
import type { Files } from './files/index.ts'
import type { Foundations } from './foundations.ts'
import { releaseSocket, routeCommand } from './gateway/index.ts'
import { dropOldRecords, EXPORT_STEP_MS, makeExports } from './import-export/index.ts'
import { DELIVERY_STEP_MS, deliverMails } from './mail/index.ts'
import { exchangePreparer } from './maintenance/index.ts'
import { LOAD_STEP_MS, refreshUsage, sampleNetworkLoad, USAGE_STEP_MS } from './network/index.ts'
import { ownCommands } from './own-commands.ts'
import { dropOldSettlements } from './payments/index.ts'
import { Rounds } from './platform/clock/index.ts'
import { type Database, maintainPartitions, type PartitionedTable } from './platform/database/index.ts'
import { eachAlone } from './platform/each-alone.ts'
import { LINK_EVERY_MS } from './platform/hash-chain/index.ts'
import type { Sealing } from './platform/sealing.ts'
import { applyRetention, carryOutErasures, ERASURE_STEP_MS, longestOf, readRetentions } from './privacy/index.ts'
import { procedureParts } from './procedures.ts'
import { advanceRotations, advanceUpgrades, linkEvents, ROTATION_STEP_MS, UPGRADE_STEP_MS } from './security/index.ts'
import { statusInquiry, takeOpenSessions } from './sessions/index.ts'
import { dispatchCommand } from './stations/commands/dispatch.ts'
import { settleLostCommands } from './stations/commands/lost-commands.ts'
import { newCommandId } from './stations/commands/own-command.ts'
import { insertCommand } from './stations/commands/queries.ts'
import { EXAMINE_STEP_MS, examine } from './stations/commissioning/examine.ts'
import { reconcileStations } from './stations/desired-state/index.ts'
import { giveTurns, TURN_STEP_MS, type TurnServices } from './stations/runs/give-turns.ts'
import type { Tenants } from './tenants/index.ts'

const HOUR_MS = 3_600_000
const LOST_COMMANDS_MS = 30_000
/** CONFIGURATIONS_PER_SECOND counts by it. */
const CONFIGURATION_STEP_MS = 1000
const RESERVATIONS_MS = 5000
/** A question that is not sent by then is asked anew in the next round it is due. */
const ASK_WITHIN_MS = 60_000

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
  readonly sealing: Sealing
  readonly database: Database
  readonly idempotency: Idempotency
  readonly config: Config
  readonly files: Files
  readonly tenants: Pick<Tenants, 'all'>
}

/** Makes today's partitions, before anything is written. */
export async function preparePartitions(
  parts: Omit<JobParts, 'files' | 'idempotency' | 'sealing' | 'tenants'>,
): Promise<void> {
  const { frameDays, meterDays } = parts.config.retention
  const chosen = [...(await readRetentions(parts.database.kysely)).values()]
  const tables = partitionedTables({
    ...parts.config.retention,
    frameDays: longestOf(chosen, 'frames', frameDays),
    meterDays: longestOf(chosen, 'meterSamples', meterDays),
  })
  await maintainPartitions(parts.database, { tables, nowMs: parts.clock.nowMs() }, parts.logger)
}

/** Work that comes round by itself: partitions and retention, kept answers, samples of the load, lost commands. */
export function startJobs(parts: JobParts): AsyncDisposable {
  const { clock, database, logger } = parts
  const rounds = new Rounds(clock, logger.child({ subsystem: 'jobs' }))
  rounds.every(HOUR_MS, 'partitions', () => preparePartitions(parts))
  rounds.every(HOUR_MS, 'retention', () => applyRetention(parts))
  rounds.every(ERASURE_STEP_MS, 'erasures', () =>
    carryOutErasures({ ...parts, disconnect: (stationKey) => releaseSocket(parts.bus, stationKey) }),
  )
  rounds.every(HOUR_MS, 'kept answers', () => parts.idempotency.expire())
  rounds.every(HOUR_MS, 'settlements', () => expireSettlements(parts))
  rounds.every(DELIVERY_STEP_MS, 'mails', () => deliverMails({ ...parts, config: parts.config.mail }))
  rounds.every(HOUR_MS, 'files', () => parts.files.expire())
  rounds.every(EXPORT_STEP_MS, 'exports', () => makeExports({ ...parts, storeFile: parts.files.storeFile }))
  rounds.every(HOUR_MS, 'old imports and exports', () => dropOldRecords(database, clock.nowMs()))
  rounds.every(LOST_COMMANDS_MS, 'lost commands', () => endLostCommands(parts))
  rounds.every(openSessionRoundMs(parts.config), 'open sessions', () => askAboutOpenSessions(parts))
  rounds.every(LIST_STEP_MS, 'local lists', () => synchroniseLists(parts))
  rounds.every(RESERVATIONS_MS, 'reservations', () =>
    database.transaction((tx) => expireReservations(tx, clock.nowMs())),
  )
  rounds.every(BOOKING_STEP_MS, 'bookings', () =>
    holdBookings({
      ...parts,
      commands: ownCommands(parts),
      config: parts.config.bookings,
      announceBooking: (tenantId, bookingId) => announce(parts.bus, { kind: 'booking', tenantId, bookingId }),
    }),
  )
  rounds.every(VISIT_STEP_MS, 'visits', () => database.transaction((tx) => endOverdueVisits(tx, clock.nowMs())))
  rounds.every(ROTATION_STEP_MS, 'password rotations', () => advanceRotations(procedureParts(parts)))
  rounds.every(UPGRADE_STEP_MS, 'security upgrades', () => advanceUpgrades(procedureParts(parts)))
  rounds.every(LINK_EVERY_MS, 'security event log', () =>
    eachAlone(parts.tenants.all(), ({ tenantId }) => linkEvents(database, tenantId)),
  )
  rounds.every(LINK_EVERY_MS, 'audit log', () => linkAudit(database))
  const configuration = { ...parts, commands: ownCommands(parts), config: parts.config.configuration }
  rounds.every(CONFIGURATION_STEP_MS, 'configuration', () => reconcileStations(configuration))
  rounds.every(EXAMINE_STEP_MS, 'commissioning', () =>
    examine({ ...parts, route: (command) => routeCommand(parts.bus, command) }),
  )
  rounds.every(TURN_STEP_MS, 'command runs', () => giveTurns(turnServices(parts)))
  rounds.every(LOAD_STEP_MS, 'load', () => database.transaction((tx) => sampleNetworkLoad(tx, clock.nowMs())))
  rounds.every(USAGE_STEP_MS, 'usage', () => database.transaction((tx) => refreshUsage(tx, clock.nowMs())))
  return { [Symbol.asyncDispose]: () => rounds.stop() }
}

async function expireSettlements({ database, clock, config }: JobParts): Promise<void> {
  const days = config.retention.settlementDays
  if (days > 0) await database.transaction((tx) => dropOldSettlements(tx, clock.nowMs() - days * 24 * HOUR_MS))
}

async function endLostCommands({ database, clock, bus, config }: JobParts): Promise<void> {
  const { callTimeoutMs } = config.gateway
  const lost = await database.transaction((tx) => settleLostCommands(tx, { nowMs: clock.nowMs(), callTimeoutMs }))
  for (const command of lost) announce(bus, { kind: 'command', ...command })
}

/** Often enough that nobody waits much longer than the setting says. */
function openSessionRoundMs({ openSessionAskAfterMs }: Config): number {
  return Math.min(60_000, Math.max(250, openSessionAskAfterMs / 4))
}

/** Stores a question for each session that stays open, then has it sent; one whose wake-up is lost is found again. */
async function askAboutOpenSessions({ database, clock, ids, bus, sealing, config }: JobParts): Promise<void> {
  const nowMs = clock.nowMs()
  const asked = await database.transaction(async (tx) => {
    const open = await takeOpenSessions(tx, { nowMs, afterMs: config.openSessionAskAfterMs })
    const questions = open.map((session) => ({ ...session, commandId: newCommandId(ids) }))
    for (const { tenantId, stationKey, transactionId, commandId } of questions) {
      await insertCommand(tx, sealing, {
        ...{ tenantId, stationKey, commandId, nowMs },
        command: statusInquiry(transactionId),
        requestedBy: 'Stationmaster',
        reason: 'Messages of this transaction are missing.',
        deadlineAtMs: nowMs + ASK_WITHIN_MS,
      })
    }
    return questions
  })
  await Promise.all(asked.map((question) => routeCommand(bus, question)))
}

function turnServices(parts: JobParts): TurnServices {
  const dispatch = commandDispatch(parts)
  return {
    ...parts,
    prepareExchange: exchangePreparer(parts.files),
    dispatch: (tenantId, command, ifOffline) => {
      dispatch.announce(tenantId, command)
      return dispatchCommand(dispatch, tenantId, command, ifOffline)
    },
  }
}
