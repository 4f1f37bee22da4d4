import type { ChargingState } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import { chargingStateOf } from '../sessions/index.ts'
import type { SessionCourse } from './course.ts'

/** Where and when to look for what was recorded of a session. */
export interface RecordedSpan {
  readonly stationKey: number
  readonly sessionId: string
  readonly evseId: number
  readonly connectorId: number
  readonly startMs: number
  readonly endMs: number
}

/** Samples a little before and after belong to the session too; a station's status is told when it is received. */
const MARGIN_MS = 3_600_000

/** The meter curve and what the vehicle did, in order of time. */
export async function readCourse(db: Db, span: RecordedSpan): Promise<Pick<SessionCourse, 'registers' | 'states'>> {
  const [samples, events, statuses] = [
    await readSamples(db, span),
    await readEvents(db, span),
    await readStatuses(db, span),
  ]
  const registers = [
    ...samples,
    ...events.flatMap(({ atMs, registerWh }) => (registerWh === null ? [] : [{ atMs, registerWh }])),
  ]
  const states = [...statuses, ...events.flatMap(({ atMs, state }) => (state === null ? [] : [{ atMs, state }]))]
  return {
    registers: registers.toSorted((a, b) => a.atMs - b.atMs),
    states: states.toSorted((a, b) => a.atMs - b.atMs),
  }
}

const epochMs = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::float8`

async function readSamples(db: Db, span: RecordedSpan) {
  const { rows } = await sql<{ readonly at: number; readonly wh: number }>`
    select ${epochMs('at')} as at, energy_import_wh::float8 as wh from meter_samples
    where station_id = ${span.stationKey} and session_id = ${span.sessionId} and energy_import_wh is not null
      and at between ${new Date(span.startMs - MARGIN_MS)} and ${new Date(span.endMs + MARGIN_MS)}
    order by at`.execute(db)
  return rows.map(({ at, wh }) => ({ atMs: at, registerWh: wh }))
}

interface EventRow {
  readonly at: number
  readonly state: ChargingState | null
  readonly wh: number | null
}

const STATES: readonly ChargingState[] = ['Charging', 'EVConnected', 'SuspendedEV', 'SuspendedEVSE', 'Idle']

/** What was told about the session itself; a report that contradicts another one (an anomaly) tells nothing. */
async function readEvents(db: Db, { stationKey, sessionId }: RecordedSpan) {
  const { rows } = await sql<EventRow>`
    select ${epochMs('at')} as at,
      case when body ->> 'chargingState' = any(${STATES}::text[]) then body ->> 'chargingState' end as state,
      case when jsonb_typeof(body -> 'registerWh') = 'number' then (body ->> 'registerWh')::float8 end as wh
    from session_events
    where station_id = ${stationKey} and session_id = ${sessionId} and body ->> 'anomaly' is null
    order by at, seq_no nulls last`.execute(db)
  return rows.map(({ at, state, wh }) => ({ atMs: at, state, registerWh: wh }))
}

/** Stations of 1.6 tell by the status of the connector what the vehicle does. */
async function readStatuses(db: Db, span: RecordedSpan) {
  const { rows } = await sql<{ readonly at: number; readonly status: Parameters<typeof chargingStateOf>[0] }>`
    select ${epochMs('at')} as at, status from status_history
    where station_id = ${span.stationKey} and evse_id = ${span.evseId} and connector_id = ${span.connectorId}
      and received_at >= ${new Date(span.startMs)} and at between ${new Date(span.startMs)} and ${new Date(span.endMs)}
    order by at`.execute(db)
  return rows.flatMap(({ at, status }) => {
    const state = chargingStateOf(status)
    return state === undefined ? [] : [{ atMs: at, state }]
  })
}
