import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database/index.ts'
import { isOpenForReview, lastReview } from '../sessions/index.ts'
import type { SessionId, StationKey, TenantId } from '../stations/ids.ts'
import { versionInForce } from '../tariffs/index.ts'

/** A session that is over and whose price is missing or may be another. */
export interface DueSession {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly sessionId: SessionId
  readonly siteId: string | null
  readonly evseId: number
  readonly connectorId: number
  readonly startMs: number
  readonly endMs: number
  /** In force. */
  readonly energyWh: number
  readonly meterStartWh: number | null
  /** Which state of the session this is, as the database writes it. */
  readonly updatedAt: string
  readonly reviewId: string | null
  /** Doubtful: it has no price until somebody has looked at it. */
  readonly isWaiting: boolean
}

interface DueRow {
  readonly tenant_id: TenantId
  readonly station_id: StationKey
  readonly session_id: SessionId
  readonly site_id: string | null
  readonly evse_id: number
  readonly connector_id: number
  readonly started_at: Date
  readonly ended_at: Date
  readonly energy_wh: number
  readonly start_wh: number | null
  readonly updated_at: string
  readonly review_id: string | null
  readonly is_waiting: boolean
}

const isCorrected = sql`v.verdict = 'corrected'`

/** Whether a session that had no tariff has one after all: only what was being set at that moment was not seen yet. */
const hasTariffNow = sql`exists (${versionInForce({
  ...{ tenantId: sql`p.tenant_id`, siteId: sql`p.site_id`, at: sql`p.started_at` },
})})`

/** What was found to have no tariff is left alone unless told to ask again. */
function selectDue(which: RawBuilder<unknown>, { askAgain }: { readonly askAgain: boolean }): RawBuilder<DueRow> {
  return sql<DueRow>`
    select x.tenant_id, x.station_id, x.session_id, x.site_id, x.evse_id, x.connector_id, v.review_id,
      case when ${isCorrected} then v.started_at else x.started_at end as started_at,
      case when ${isCorrected} then v.ended_at else coalesce(x.ended_at, x.last_event_at) end as ended_at,
      (case when ${isCorrected} then v.energy_wh else x.energy_wh end)::float8 as energy_wh,
      x.meter_start_wh::float8 as start_wh, x.updated_at::text as updated_at, ${isOpenForReview} as is_waiting
    from sessions x
    ${lastReview}
    left join session_prices p on p.session_id = x.session_id and p.superseded_at is null
    where x.state = 'ended' and ${which} and case when ${isOpenForReview} then p.price_id is not null
      else p.price_id is null or p.session_updated_at <> x.updated_at or p.review_id is distinct from v.review_id
        ${askAgain ? sql`or (p.unpriced_reason = 'noTariff' and ${hasTariffNow})` : sql``} end`
}

/** Those of these sessions that are due. */
export async function readDue(db: Db, sessionIds: readonly string[]): Promise<readonly DueSession[]> {
  const { rows } = await selectDue(sql`x.session_id = any(${sessionIds}::uuid[])`, { askAgain: false }).execute(db)
  return rows.map(dueSessionOf)
}

/** A place in the sessions of a tenant, in the order of their ends. */
export interface SweepPlace {
  readonly endedAt: string
  readonly sessionId: string
}

/** The next sessions of a tenant that are due, after a place. */
export async function sweepDue(
  db: Db,
  { tenantId, after, most }: { readonly tenantId: TenantId; readonly after: SweepPlace; readonly most: number },
): Promise<{ readonly due: readonly DueSession[]; readonly next: SweepPlace | undefined }> {
  const which = sql`x.tenant_id = ${tenantId}
    and (coalesce(x.ended_at, 'infinity'), x.session_id) > (${after.endedAt}::timestamptz, ${after.sessionId}::uuid)`
  const { rows } = await sql<DueRow & { readonly place: string }>`
    select d.*, coalesce(y.ended_at, 'infinity')::text as place
    from (${selectDue(which, { askAgain: true })} order by coalesce(x.ended_at, 'infinity'), x.session_id limit ${most}) d
    join sessions y on y.station_id = d.station_id and y.session_id = d.session_id
    order by coalesce(y.ended_at, 'infinity'), y.session_id`.execute(db)
  const last = rows.at(-1)
  const isFull = last !== undefined && rows.length === most
  return {
    due: rows.map(dueSessionOf),
    next: isFull ? { endedAt: last.place, sessionId: last.session_id } : undefined,
  }
}

function dueSessionOf(row: DueRow): DueSession {
  return {
    tenantId: row.tenant_id,
    stationKey: row.station_id,
    sessionId: row.session_id,
    siteId: row.site_id,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    startMs: row.started_at.getTime(),
    endMs: row.ended_at.getTime(),
    energyWh: row.energy_wh,
    meterStartWh: row.start_wh,
    updatedAt: row.updated_at,
    reviewId: row.review_id,
    isWaiting: row.is_waiting,
  }
}
