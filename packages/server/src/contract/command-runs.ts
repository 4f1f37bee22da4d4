import { z } from 'zod'
import { CommandBody, CommandState } from './commands.ts'
import { StationSelection } from './groups.ts'
import { label, PageQuery, pageOf, StationIdentity, Timestamp, Uuid } from './primitives.ts'

/** A share of all stations of the run, or so many. */
export const WaveSize = z.union([
  z.strictObject({ stations: z.int().min(1).max(100_000) }),
  z.strictObject({ percent: z.int().min(1).max(100) }),
])
export type WaveSize = z.infer<typeof WaveSize>

/** One wave after another: the next begins when every station of the one before has finished. */
export const WavePlan = z.strictObject({
  /** The first waves, each with a size of its own; the stations that are left are one last wave. */
  sizes: z.array(WaveSize).min(1).max(10),
  /** Seconds of rest between waves. */
  restS: z.int().min(0).max(604_800).default(0),
})
export type WavePlan = z.infer<typeof WavePlan>

/** When a run stops by itself and waits for a person. One of both, or the first that comes true. */
export const StopRule = z
  .strictObject({
    /** So many stations have failed. */
    failures: z.int().min(1).max(100_000).optional(),
    /** More than this share of the stations that have finished has failed. */
    percent: z.int().min(0).max(99).optional(),
  })
  .refine(({ failures, percent }) => failures !== undefined || percent !== undefined, {
    error: 'needs failures, percent, or both',
  })
export type StopRule = z.infer<typeof StopRule>

/** Which rule has stopped a run, and by what. */
export const StopReason = z.strictObject({
  rule: z.enum(['failures', 'percent']),
  failed: z.int(),
  finished: z.int(),
})
export type StopReason = z.infer<typeof StopReason>

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
  /** Without it all stations are one wave. */
  waves: WavePlan.optional(),
  stopRule: StopRule.optional(),
  /** Seconds from its yes within which a station has to have its firmware installed and be back online, else it has failed. */
  finishWithinS: z.int().min(60).max(604_800).default(7200),
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

/** Stations of a wave by what they have really come to; together they are all of it. */
const RunWave = z.strictObject({
  stations: z.int(),
  waiting: z.int(),
  /** Asked, or about to be; firmware: they have said yes and nothing more. */
  sent: z.int(),
  downloading: z.int(),
  installing: z.int(),
  /** Firmware: installed and online. Other commands: accepted. */
  succeeded: z.int(),
  /** Failed, refused, out of time, or not back online. */
  failed: z.int(),
  cancelled: z.int(),
})
export type RunWave = z.infer<typeof RunWave>

/** How far one station of a run has come. */
export const RunPhase = RunWave.omit({ stations: true }).keyof()
export type RunPhase = z.infer<typeof RunPhase>

export const CommandRun = z.strictObject({
  id: Uuid,
  kind: z.string(),
  command: z.record(z.string(), z.unknown()),
  requestedBy: z.string(),
  reason: z.string().nullable(),
  state: z.enum(['awaitingApproval', 'running', 'stopped', 'finished', 'cancelled', 'expired']),
  perMinute: z.int(),
  stations: z.int(),
  counts: RunCounts,
  /** In their order; a run without waves has one. */
  waves: z.array(RunWave),
  /** The wave under way, from 1. */
  wave: z.int(),
  /** The wave under way has finished, and the next one begins then. */
  nextWaveAt: Timestamp.nullable(),
  stopRule: StopRule.nullable(),
  /** Why it stopped the last time. */
  stop: StopReason.extend({ at: Timestamp }).nullable(),
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
  wave: z.int(),
  phase: RunPhase,
  state: z.union([CommandState, z.enum(['waiting', 'refused'])]),
  /** The station's own word, or why there is none. */
  status: z.string().nullable(),
  detail: z.string().nullable(),
  commandId: Uuid.nullable(),
})

/** Why a person goes on with a run that has stopped. */
export const ResumeRunInput = z.strictObject({ reason: label(300) })

export const CommandRunPage = pageOf(CommandRun)
export const CommandRunQuery = PageQuery
export const CommandRunTargetPage = pageOf(CommandRunTarget)
export const CommandRunTargetQuery = PageQuery
