import { z } from 'zod'
import { CommandBody, CommandState } from './commands.ts'
import { StationSelection } from './groups.ts'
import { label, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** One command for many stations. */
export const CommandRunInput = z.strictObject({
  command: CommandBody,
  stations: StationSelection,
  reason: label(300).optional(),
  /** Stations that are offline when their turn comes: left out, or given the command to wait for them. */
  ifOffline: z.enum(['refuse', 'queue']).default('queue'),
  /** Seconds until a station's command lapses, from its turn on. */
  deadlineS: z.int().min(5).max(604_800).default(3600),
  /** Stations whose turn comes in one minute. */
  perMinute: z.int().min(1).max(60_000).default(600),
  /** How many stations there are, typed by a person: dangerous commands over many ask for it (`/safeguards`). */
  confirmStations: z.int32().optional(),
})
export type CommandRunInput = z.infer<typeof CommandRunInput>

/** Stations of a run by how far each has come; together they are all of them. */
const RunCounts = z.strictObject({
  waiting: z.int(),
  underWay: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  /** Timed out, unknown, or could not be sent. */
  failed: z.int(),
  /** No command was made: the station's version lacks it, it was offline, or it is gone. */
  refused: z.int(),
  cancelled: z.int(),
})

export const CommandRun = z.strictObject({
  id: Uuid,
  kind: z.string(),
  command: z.record(z.string(), z.unknown()),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['awaitingApproval', 'running', 'finished', 'cancelled', 'expired']),
  perMinute: z.int(),
  stations: z.int(),
  counts: RunCounts,
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
  /** Another person has to approve it by then, or had to. */
  approvalUntil: Timestamp.nullable(),
  approvedBy: z.string().nullable(),
  /** Whether the caller has asked for it, and so cannot approve it. */
  isOwn: z.boolean(),
})
export type CommandRun = z.infer<typeof CommandRun>

export const CommandRunTarget = z.strictObject({
  stationId: StationIdentity,
  state: z.union([CommandState, z.enum(['waiting', 'refused'])]),
  /** The station's own word, or why there is none. */
  status: z.string().nullable(),
  detail: z.string().nullable(),
  commandId: Uuid.nullable(),
})

export const CommandRunPage = pageOf(CommandRun)
export const CommandRunQuery = PageQuery
export const CommandRunTargetPage = pageOf(CommandRunTarget)
export const CommandRunTargetQuery = PageQuery
