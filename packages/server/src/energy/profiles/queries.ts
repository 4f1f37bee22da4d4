import { type CompositeSchedule, compositeDifferences, compositeSchedule, parseStationTime } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { z } from 'zod'
import { instant, instantOrNull } from '../../api/instant.ts'
import type {
  ChargingLimits,
  CompositeScheduleQuery,
  DerAlarms,
  DerControls,
  EvCharging,
  ExpectedAndReported,
  StationChargingProfiles,
} from '../../contract/index.ts'
import type { Db } from '../../platform/database/index.ts'
import { readProfiles } from './profile-store.ts'
import { readSituation } from './situation.ts'
import { effectiveProfile, type StoredProfile, stateOfProfile } from './stored-profile.ts'

type Json = Record<string, unknown>
type ProfileItem = z.input<typeof StationChargingProfiles>['items'][number]

/** The profiles of a station; those that one command set or asked for when `commandId` is given. */
export async function listProfiles(
  db: Db,
  stationKey: number,
  { commandId, nowMs }: { readonly commandId?: string | undefined; readonly nowMs: number },
): Promise<z.input<typeof StationChargingProfiles>> {
  const stored = await readProfiles(db, stationKey, nowMs)
  const wanted = stored.filter(
    ({ expected, checkedBy }) => commandId === undefined || expected?.by === commandId || checkedBy === commandId,
  )
  return { items: wanted.flatMap(profileItem) }
}

function profileItem(stored: StoredProfile): ProfileItem[] {
  const { profileId, expected, reported, checkedAtMs, checkedBy } = stored
  const effective = effectiveProfile(stored)
  if (effective === undefined) return []
  const { evseId, profile } = effective
  return [
    {
      id: profileId,
      evseId,
      purpose: profile.chargingProfilePurpose,
      kind: profile.chargingProfileKind,
      stackLevel: profile.stackLevel,
      transactionId: profile.transactionId ?? null,
      source: reported?.source ?? 'CSO',
      ...stateOfProfile(stored),
      expected: expected === undefined ? null : { ...expected.profile },
      expectedAt: expected === undefined ? null : instant(new Date(expected.atMs)),
      setBy: expected?.by ?? null,
      reported: reported === undefined ? null : { ...reported.profile },
      checkedAt: checkedAtMs === undefined ? null : instant(new Date(checkedAtMs)),
      checkedBy: checkedBy ?? null,
    },
  ]
}

/**
 * The schedule that all known profiles make together, and the one the station last answered for the same EVSE and unit,
 * with our own for just that time beside it.
 */
export async function compareComposite(
  db: Db,
  stationKey: number,
  asked: z.output<typeof CompositeScheduleQuery> & { readonly nowMs: number },
): Promise<z.input<typeof ExpectedAndReported>> {
  const { evseId, durationS, unit, nowMs } = asked
  const situation = await readSituation(db, stationKey, nowMs)
  const { rows } = await sql<{ schedule: CompositeSchedule; reported_at: Date; command_id: string }>`
    select schedule, reported_at, command_id from composite_schedules
    where station_id = ${stationKey} and evse_id = ${evseId} and unit = ${unit}`.execute(db)
  const expected = shown(compositeSchedule(situation, { evseId, startMs: nowMs, durationS, unit }))
  const [row] = rows
  if (row === undefined) return { expected, reported: null }
  const { schedule } = row
  const startMs = parseStationTime(schedule.scheduleStart).ms ?? row.reported_at.getTime()
  const then = compositeSchedule(situation, { evseId, startMs, durationS: Math.min(schedule.duration, MOST_S), unit })
  const differences = compositeDifferences(then, schedule)
  const reported = {
    schedule: shown(schedule),
    reportedAt: instant(row.reported_at),
    commandId: row.command_id,
    expectedThen: shown(then),
    differences: differences === undefined ? null : [...differences],
  }
  return { expected, reported }
}

/** A schedule without what only vehicles that feed back need. */
function shown(schedule: CompositeSchedule): z.input<typeof ExpectedAndReported>['expected'] {
  const { evseId, duration, scheduleStart, chargingRateUnit, chargingSchedulePeriod, minChargingRate } = schedule
  return {
    evseId,
    duration,
    scheduleStart,
    chargingRateUnit,
    ...(minChargingRate !== undefined && { minChargingRate }),
    chargingSchedulePeriod: chargingSchedulePeriod.map(
      ({ startPeriod, limit, lowestLimit, numberPhases, phaseToUse }) => ({
        startPeriod,
        ...(limit !== undefined && { limit }),
        ...(lowestLimit !== undefined && { lowestLimit }),
        ...(numberPhases !== undefined && { numberPhases }),
        ...(phaseToUse !== undefined && { phaseToUse }),
      }),
    ),
  }
}

/** What a station says beyond a week is not compared. */
const MOST_S = 604_800

interface LimitRow {
  readonly evse_id: number
  readonly source: string
  readonly is_grid_critical: boolean
  readonly is_local_generation: boolean
  readonly schedules: Json[]
  readonly notified_at: Date
}

export async function listLimits(db: Db, stationKey: number): Promise<z.input<typeof ChargingLimits>> {
  const { rows } = await sql<LimitRow>`
    select evse_id, source, is_grid_critical, is_local_generation, schedules, notified_at from charging_limits
    where station_id = ${stationKey} order by evse_id, source`.execute(db)
  return {
    items: rows.map((row) => ({
      evseId: row.evse_id,
      source: row.source,
      isGridCritical: row.is_grid_critical,
      isLocalGeneration: row.is_local_generation,
      schedules: row.schedules,
      notifiedAt: instant(row.notified_at),
    })),
  }
}

interface EvRow {
  readonly evse_id: number
  readonly needs: Json | null
  readonly max_schedule_tuples: number | null
  readonly needs_at: Date | null
  readonly schedule: Json | null
  readonly schedule_time_base: Date | null
  readonly selected_schedule_id: number | null
  readonly schedule_at: Date | null
}

export async function listEvCharging(db: Db, stationKey: number): Promise<z.input<typeof EvCharging>> {
  const { rows } = await sql<EvRow>`
    select evse_id, needs, max_schedule_tuples, needs_at, schedule, schedule_time_base, selected_schedule_id,
      schedule_at
    from ev_charging where station_id = ${stationKey} order by evse_id`.execute(db)
  return {
    items: rows.map((row) => ({
      evseId: row.evse_id,
      needs: row.needs,
      maxScheduleTuples: row.max_schedule_tuples,
      needsAt: instantOrNull(row.needs_at),
      schedule: row.schedule,
      scheduleTimeBase: instantOrNull(row.schedule_time_base),
      selectedScheduleId: row.selected_schedule_id,
      scheduleAt: instantOrNull(row.schedule_at),
    })),
  }
}

interface DerRow {
  readonly control_id: string
  readonly control_type: string
  readonly is_default: boolean
  readonly expected: Json | null
  readonly expected_at: Date | null
  readonly reported: Json | null
  readonly checked_at: Date | null
  readonly checked_by: string | null
  readonly is_superseded: boolean
  readonly started: boolean | null
  readonly started_at: Date | null
}

export async function listDerControls(db: Db, stationKey: number): Promise<z.input<typeof DerControls>> {
  const { rows } = await sql<DerRow>`
    select control_id, control_type, is_default, expected, expected_at, reported, checked_at, checked_by,
      is_superseded, started, started_at
    from der_controls where station_id = ${stationKey} order by control_type, control_id`.execute(db)
  return {
    items: rows.map((row) => ({
      id: row.control_id,
      type: row.control_type,
      isDefault: row.is_default,
      isSuperseded: row.is_superseded,
      state: derStateOf(row),
      started: row.started,
      startedAt: instantOrNull(row.started_at),
      expected: row.expected,
      expectedAt: instantOrNull(row.expected_at),
      reported: row.reported,
      checkedAt: instantOrNull(row.checked_at),
      checkedBy: row.checked_by,
    })),
  }
}

function derStateOf({ expected, reported, checked_at }: DerRow): 'unverified' | 'present' | 'missing' | 'unexpected' {
  if (expected === null) return 'unexpected'
  if (checked_at === null) return 'unverified'
  return reported === null ? 'missing' : 'present'
}

interface AlarmRow {
  readonly control_type: string
  readonly grid_event_fault: string | null
  readonly ended: boolean
  readonly info: string | null
  readonly at: Date | null
  readonly received_at: Date
}

const ALARMS_SHOWN = 200

/** The latest alarms, newest first. */
export async function listDerAlarms(db: Db, stationKey: number): Promise<z.input<typeof DerAlarms>> {
  const { rows } = await sql<AlarmRow>`
    select control_type, grid_event_fault, ended, info, at, received_at from der_alarms
    where station_id = ${stationKey} order by alarm_id desc limit ${ALARMS_SHOWN}`.execute(db)
  return {
    items: rows.map((row) => ({
      type: row.control_type,
      gridEventFault: row.grid_event_fault,
      ended: row.ended,
      info: row.info,
      at: instantOrNull(row.at),
      receivedAt: instant(row.received_at),
    })),
  }
}
