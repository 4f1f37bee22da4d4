import type { Pool } from 'pg'
import type { FoldEvent, SessionNeed, StoredSession } from '../stations/decision.ts'
import type { SessionId, StationKey } from '../stations/ids.ts'
import { readEventBody } from './event-body.ts'
import type { Session } from './session.ts'
import { type SessionJson, sessionJsonColumns, sessionOf } from './session-json.ts'

/** One station's wish to read a session back. */
export interface SessionQuestion {
  readonly stationKey: StationKey
  readonly need: SessionNeed
}

/**
 * Reads sessions back with all that was folded into them, in three statements however many are asked for.
 * One result per question, in order; null where the station has no such session. Samples later than the newest that the row
 * has folded are left out unless asked for.
 */
export async function readStoredSessions(
  pool: Pool,
  questions: readonly SessionQuestion[],
  { toTheLast = false } = {},
): Promise<readonly (StoredSession | null)[]> {
  const rows = await readSessions(pool, questions)
  const wanted = [...new Map([...rows.values()].map((row) => [row.session_id, row])).values()]
  const [facts, meters] = await Promise.all([readEvents(pool, wanted), readSamples(pool, wanted, toTheLast)])
  const events = Map.groupBy([...facts, ...meters], ([sessionId]) => sessionId)
  return questions.map((_, index) => {
    const row = rows.get(index + 1)
    if (row === undefined) return null
    const session: Session = sessionOf(row)
    return { session, events: (events.get(session.sessionId) ?? []).map(([, event]) => event) }
  })
}

interface SessionRow extends SessionJson {
  readonly station_id: StationKey
}

/** Key: position of the question, from 1. */
async function readSessions(
  pool: Pool,
  questions: readonly SessionQuestion[],
): Promise<ReadonlyMap<number, SessionRow>> {
  const { rows } = await pool.query<SessionRow & { position: number }>({
    name: 'sessions-cold-read',
    text: `
      select q.position, s.station_id, ${sessionJsonColumns('s')}
      from unnest($1::integer[], $2::text[], $3::text[], $4::uuid[], $5::smallint[])
        with ordinality as q(station_id, transaction_id, start_key, session_id, evse_id, position)
      cross join lateral (
        (select a.*, 1 as preference from sessions a
          where a.station_id = q.station_id and a.transaction_id = q.transaction_id
          order by a.generation desc limit 1)
        union all
        (select b.*, 2 from sessions b where b.station_id = q.station_id and b.start_key = q.start_key)
        union all
        (select c.*, 3 from sessions c where c.station_id = q.station_id and c.session_id = q.session_id)
        union all
        (select d.*, 4 from sessions d
          where d.station_id = q.station_id and d.state = 'active' and d.evse_id = q.evse_id
          order by d.started_at desc limit 1)
        order by preference limit 1
      ) s`,
    values: [
      questions.map(({ stationKey }) => stationKey),
      questions.map(({ need }) => need.transactionId ?? null),
      questions.map(({ need }) => need.startKey ?? null),
      questions.map(({ need }) => need.sessionId ?? null),
      questions.map(({ need }) => need.evseId ?? null),
    ],
  })
  return new Map(rows.map((row) => [row.position, row]))
}

interface EventRow {
  readonly session_id: SessionId
  readonly phase: 'started' | 'updated' | 'ended'
  readonly seq_no: number | null
  readonly at: number
  readonly content_hash: number
  readonly body: unknown
}

type Owned = readonly [SessionId, FoldEvent]

async function readEvents(pool: Pool, sessions: readonly SessionRow[]): Promise<readonly Owned[]> {
  if (sessions.length === 0) return []
  const { rows } = await pool.query<EventRow>({
    name: 'session-events-cold-read',
    text: `
      select e.session_id, e.phase, e.seq_no, (extract(epoch from e.at) * 1000)::float8 as at, e.content_hash, e.body
      from unnest($1::integer[], $2::uuid[], $3::timestamptz[]) as w(station_id, session_id, received_at)
      join session_events e on e.station_id = w.station_id and e.session_id = w.session_id
        and e.received_at >= w.received_at`,
    values: [
      sessions.map((row) => row.station_id),
      sessions.map((row) => row.session_id),
      sessions.map((row) => new Date(row.received_at)),
    ],
  })
  return rows.map((row) => [row.session_id, eventOf(row)])
}

function eventOf(row: EventRow): FoldEvent {
  const body = readEventBody(row.body)
  if (body === null) throw new Error(`A stored event of session ${row.session_id} cannot be read`)
  const { phase, seq_no: seqNo, at: atMs, content_hash: contentHash } = row
  return { phase, seqNo, atMs, contentHash, body, samples: [] }
}

interface SampleRow {
  readonly session_id: SessionId
  readonly at: number
  readonly energy_import_wh: number | null
  readonly power_import_w: number | null
  readonly soc_percent: number | null
}

/** Samples from the day before the start, because a start may still turn out to be earlier, to the newest folded or stored. */
async function readSamples(pool: Pool, sessions: readonly SessionRow[], toTheLast: boolean): Promise<readonly Owned[]> {
  if (sessions.length === 0) return []
  const { rows } = await pool.query<SampleRow>({
    name: 'meter-samples-cold-read',
    text: `
      select m.session_id, (extract(epoch from m.at) * 1000)::float8 as at, m.energy_import_wh, m.power_import_w,
        m.soc_percent
      from unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::timestamptz[])
        as w(station_id, session_id, from_at, to_at)
      join meter_samples m on m.station_id = w.station_id and m.session_id = w.session_id
        and m.at between w.from_at - interval '1 day' and w.to_at`,
    values: [
      sessions.map((row) => row.station_id),
      sessions.map((row) => row.session_id),
      sessions.map((row) => new Date(row.started_at)),
      sessions.map((row) => (toTheLast ? 'infinity' : new Date(row.last_event_at))),
    ],
  })
  return rows.map((row) => [row.session_id, sampleOf(row)])
}

function sampleOf(row: SampleRow): FoldEvent {
  const sample = {
    at: { text: '', ms: row.at },
    ...(row.energy_import_wh !== null && { energyImportWh: row.energy_import_wh }),
    ...(row.power_import_w !== null && { powerImportW: row.power_import_w }),
    ...(row.soc_percent !== null && { socPercent: row.soc_percent }),
  }
  return { phase: 'meter', seqNo: null, atMs: row.at, contentHash: 0, body: {}, samples: [sample] }
}
