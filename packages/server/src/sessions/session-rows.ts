import { sql } from 'kysely'
import type { z } from 'zod'
import { instant, instantOrNull } from '../api/instant.ts'
import type { ReviewState, SessionFlag, SessionProgress, SessionSummary } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { safeInteger } from '../platform/safe-integer.ts'
import type { TenantId } from '../stations/ids.ts'
import { figuresOf, lastReview, reviewState } from './review-store.ts'

export interface SessionRow {
  readonly session_id: string
  readonly station_id: number
  readonly identity: string
  readonly site_id: string | null
  readonly site_name: string | null
  readonly evse_id: number
  readonly connector_id: number
  readonly transaction_id: string | null
  readonly state: SessionSummary['state']
  readonly charging_state: string | null
  readonly id_token: string | null
  readonly token_label: string | null
  readonly authorization_status: string | null
  readonly started_at: Date
  readonly ended_at: Date | null
  readonly energy_wh: number
  readonly power_w: number | null
  readonly max_power_w: number | null
  readonly soc_percent: number | null
  readonly stopped_reason: string | null
  readonly offline: boolean
  readonly flags: z.infer<typeof SessionFlag>[]
  readonly confidence: number
  readonly review_id: string | null
  readonly review_state: ReviewState | null
  readonly review_reason: string | null
  readonly review_at: Date | null
  readonly corrected_wh: number | null
  readonly corrected_start: Date | null
  readonly corrected_end: Date | null
  readonly cost_minor: number | null
  readonly currency: string | null
}

type ProgressRow = Pick<SessionRow, 'session_id' | 'identity' | 'energy_wh' | 'power_w' | 'soc_percent'>

/** What a summary selects. Needs `sessionSources`. A session outlives its station, whose identity is then kept apart. */
export const sessionColumns = sql`
  x.session_id, x.station_id, coalesce(s.identity, r.identity) as identity, s.site_id, t.name as site_name,
  x.evse_id, x.connector_id, x.transaction_id, x.state, x.charging_state, x.id_token, k.label as token_label,
  x.authorization_status, x.started_at, x.ended_at, x.energy_wh::float8 as energy_wh, x.power_w, x.max_power_w,
  x.soc_percent, x.stopped_reason, x.offline, x.flags, x.confidence, p.gross_minor::float8 as cost_minor, p.currency,
  ${reviewState} as review_state, v.review_id, v.reason as review_reason, v.decided_at as review_at,
  case when v.verdict = 'corrected' then v.energy_wh::float8 end as corrected_wh,
  v.started_at as corrected_start, v.ended_at as corrected_end`

export const sessionSources = sql`
  sessions x
  left join stations s on s.station_id = x.station_id
  left join removed_stations r on r.station_id = x.station_id
  left join sites t on t.site_id = s.site_id
  left join id_tokens k on k.token_id = x.token_id
  left join session_prices p on p.session_id = x.session_id and p.superseded_at is null
  ${lastReview}`

/** Summaries of the sessions with these ids. One query however many. */
export async function readSessionSummaries(
  db: Db,
  tenantId: TenantId,
  sessionIds: readonly string[],
): Promise<SessionSummary[]> {
  if (sessionIds.length === 0) return []
  const { rows } = await sql<SessionRow>`
    select ${sessionColumns} from ${sessionSources}
    where x.tenant_id = ${tenantId} and x.session_id = any(${sessionIds}::uuid[])
    order by x.started_at desc, x.session_id`.execute(db)
  return rows.map(sessionSummaryOf)
}

/** The figures of the running sessions with these ids that lie in the scope, and nothing else of them. */
export async function readSessionProgress(
  db: Db,
  tenantId: TenantId,
  sessionIds: readonly string[],
): Promise<SessionProgress[]> {
  if (sessionIds.length === 0) return []
  const { rows } = await sql<ProgressRow>`
    select x.session_id, s.identity, x.energy_wh::float8 as energy_wh, x.power_w, x.soc_percent
    from sessions x join stations s on s.station_id = x.station_id
    where x.tenant_id = ${tenantId} and x.session_id = any(${sessionIds}::uuid[]) and x.state = 'active'`.execute(db)
  return rows.map((row) => ({
    id: row.session_id,
    stationId: row.identity,
    energyWh: safeInteger(row.energy_wh),
    powerW: row.power_w,
    socPercent: row.soc_percent,
  }))
}

export function sessionSummaryOf(row: SessionRow): SessionSummary {
  return {
    id: row.session_id,
    stationId: row.identity,
    siteId: row.site_id,
    siteName: row.site_name,
    evseId: row.evse_id,
    connectorId: row.connector_id,
    transactionId: row.transaction_id,
    state: row.state,
    chargingState: row.charging_state,
    idToken: row.id_token,
    tokenLabel: row.token_label,
    authorizationStatus: row.authorization_status,
    startedAt: instant(row.started_at),
    endedAt: instantOrNull(row.ended_at),
    energyWh: safeInteger(row.energy_wh),
    powerW: row.power_w,
    maxPowerW: row.max_power_w,
    socPercent: row.soc_percent,
    stoppedReason: row.stopped_reason,
    offline: row.offline,
    flags: row.flags,
    confidence: row.confidence,
    review: reviewOf(row),
    costMinor: row.cost_minor,
    currency: row.currency,
  }
}

function reviewOf(row: SessionRow): SessionSummary['review'] {
  if (row.review_state === null) return null
  return {
    state: row.review_state,
    correction: figuresOf(row.corrected_wh, row.corrected_start, row.corrected_end) ?? null,
    reason: row.review_reason,
    decidedAt: instantOrNull(row.review_at),
  }
}
