import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { instant } from '../api/instant.ts'
import type { SessionReview } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { SessionId, StationKey, TenantId } from '../stations/ids.ts'
import { REVIEW_CONFIDENCE } from './flags.ts'
import type { Figures } from './review.ts'

/** The last decision about a session `x`, as `v`. */
export const lastReview = sql`
  left join lateral (
    select r.review_id, r.verdict, r.reason, r.decided_at, r.energy_wh, r.started_at, r.ended_at,
      (r.measured_energy_wh, r.measured_started_at, r.measured_ended_at, r.measured_flags)
        is distinct from (x.energy_wh, x.started_at, x.ended_at, x.flags) as is_overtaken
    from session_reviews r where r.station_id = x.station_id and r.session_id = x.session_id
    order by r.decided_at desc, r.review_id desc limit 1) v on true`

/** Doubtful, over, and not looked at since it became as it is. Needs `lastReview`. */
export const isOpenForReview = sql`(x.state = 'ended' and x.confidence < ${sql.lit(REVIEW_CONFIDENCE)}
  and coalesce(v.is_overtaken, true))`

/** open, confirmed, corrected, or null: nobody needs to look. */
export const reviewState = sql`case when ${isOpenForReview} then 'open' else v.verdict end`

export interface ReviewedSession {
  readonly stationKey: StationKey
  readonly sessionId: SessionId
  /** Undefined while it runs. */
  readonly measured: Figures | undefined
  /** The last correction; undefined when what was measured is in force. */
  readonly inForce: Figures | undefined
  /** Differs as soon as anything that a decision rests on does. */
  readonly basis: string
}

interface ReviewedRow {
  readonly station_id: StationKey
  readonly session_id: SessionId
  readonly energy_wh: number
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly flags: unknown
  readonly review_id: string | null
  readonly verdict: SessionReview['verdict'] | null
  readonly in_force_wh: number | null
  readonly in_force_start: Date | null
  readonly in_force_end: Date | null
}

/** A session as it is to be decided upon: neither is it folded further nor decided upon by another until the transaction ends. */
export async function holdReviewed(
  tx: Tx,
  tenantId: TenantId,
  sessionId: string,
): Promise<ReviewedSession | undefined> {
  await sql`select from sessions where tenant_id = ${tenantId} and session_id = ${sessionId} for update`.execute(tx)
  const { rows } = await sql<ReviewedRow>`
    select x.station_id, x.session_id, x.energy_wh::float8 as energy_wh, x.started_at, x.ended_at, x.flags, v.review_id,
      v.verdict, v.energy_wh::float8 as in_force_wh, v.started_at as in_force_start, v.ended_at as in_force_end
    from sessions x ${lastReview}
    where x.tenant_id = ${tenantId} and x.session_id = ${sessionId}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    stationKey: row.station_id,
    sessionId: row.session_id,
    measured: figuresOf(row.energy_wh, row.started_at, row.ended_at),
    inForce: row.verdict === 'corrected' ? figuresOf(row.in_force_wh, row.in_force_start, row.in_force_end) : undefined,
    basis: basisOf(row),
  }
}

/** Nobody reads it: it is only compared. */
export function basisOf(
  row: Pick<ReviewedRow, 'energy_wh' | 'started_at' | 'ended_at' | 'flags' | 'review_id'>,
): string {
  const parts = [row.energy_wh, row.started_at, row.ended_at, row.flags, row.review_id]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

export function figuresOf(energyWh: number | null, start: Date | null, end: Date | null): Figures | undefined {
  if (energyWh === null || start === null || end === null) return undefined
  return { energyWh, startedAt: instant(start), endedAt: instant(end) }
}

export interface NewReview {
  readonly tenantId: TenantId
  readonly reviewId: string
  readonly session: ReviewedSession
  readonly before: Figures
  readonly after: Figures
  readonly verdict: SessionReview['verdict']
  readonly reason: string
  readonly decidedBy: string
  readonly nowMs: number
}

export async function insertReview(tx: Tx, review: NewReview): Promise<void> {
  const { session, before, after } = review
  await sql`
    insert into session_reviews (tenant_id, station_id, session_id, review_id, verdict, reason, decided_by, decided_at,
      measured_energy_wh, measured_started_at, measured_ended_at, measured_flags,
      before_energy_wh, before_started_at, before_ended_at, energy_wh, started_at, ended_at)
    select ${review.tenantId}, x.station_id, x.session_id, ${review.reviewId}, ${review.verdict}, ${review.reason},
      ${review.decidedBy}, ${new Date(review.nowMs)},
      x.energy_wh, x.started_at, x.ended_at, x.flags,
      ${before.energyWh}, ${before.startedAt}, ${before.endedAt}, ${after.energyWh}, ${after.startedAt}, ${after.endedAt}
    from sessions x where x.station_id = ${session.stationKey} and x.session_id = ${session.sessionId}`.execute(tx)
}

interface ReviewRow {
  readonly review_id: string
  readonly verdict: SessionReview['verdict']
  readonly reason: string
  readonly decided_by: string
  readonly decided_at: Date
  readonly before_energy_wh: number
  readonly before_started_at: Date
  readonly before_ended_at: Date
  readonly energy_wh: number
  readonly started_at: Date
  readonly ended_at: Date
}

/** All decisions about a session, the last first. */
export async function readReviews(db: Db, stationKey: number, sessionId: string): Promise<SessionReview[]> {
  const { rows } = await sql<ReviewRow>`
    select review_id, verdict, reason, decided_by, decided_at, before_energy_wh::float8 as before_energy_wh,
      before_started_at, before_ended_at, energy_wh::float8 as energy_wh, started_at, ended_at
    from session_reviews where station_id = ${stationKey} and session_id = ${sessionId}
    order by decided_at desc, review_id desc`.execute(db)
  return rows.map((row) => ({
    id: row.review_id,
    verdict: row.verdict,
    reason: row.reason,
    decidedBy: row.decided_by,
    decidedAt: instant(row.decided_at),
    before: {
      energyWh: row.before_energy_wh,
      startedAt: instant(row.before_started_at),
      endedAt: instant(row.before_ended_at),
    },
    after: { energyWh: row.energy_wh, startedAt: instant(row.started_at), endedAt: instant(row.ended_at) },
  }))
}
