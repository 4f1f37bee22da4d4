import { sql } from 'kysely'
import { instant } from '../api/instant.ts'
import type { NetworkNow } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import { safeInteger } from '../platform/safe-integer.ts'
import { countToReview } from '../sessions/queries.ts'
import { activeSessions, evseConditions } from '../stations/condition.ts'
import type { TenantId } from '../stations/ids.ts'

interface NowRow extends Readonly<Record<keyof NetworkNow['evses'], number>> {
  readonly total: number
  readonly online: number
  readonly never_connected: number
  readonly waiting_to_join: number
  readonly active_sessions: number
  readonly power_w: number
  readonly energy_today_wh: number
  readonly sessions_today: number
  readonly sessions_to_review: number
}

/** Counts, load and energy now. Today is the day by the clock of the organisation. */
export async function readNetworkNow(db: Db, tenantId: TenantId, nowMs: number): Promise<NetworkNow> {
  const { rows } = await sql<NowRow>`
    with active as materialized (${activeSessions(tenantId)}),
    evse as (${evseConditions(tenantId)}),
    seen as (
      select case when s.connected_node is null then 'offline' else e.condition end as condition
      from evse e join stations s on s.station_id = e.station_id
      where e.evse_id > 0
    ),
    evses as (
      select ${sql.join(
        ['available', 'charging', 'occupied', 'reserved', 'faulted', 'unavailable', 'offline'].map(
          (condition) => sql`(count(*) filter (where condition = ${condition}))::int as ${sql.ref(condition)}`,
        ),
      )} from seen
    ),
    fleet as (
      select count(*)::int as total, count(connected_node)::int as online,
        (count(*) filter (where connected_at is null))::int as never_connected
      from stations where tenant_id = ${tenantId}
    ),
    load as (
      select count(*)::int as active_sessions, coalesce(sum(power_w), 0)::float8 as power_w from active
    ),
    today as (
      select count(*)::int as sessions_today, coalesce(sum(energy_wh), 0)::float8 as energy_today_wh
      from sessions where tenant_id = ${tenantId} and started_at >= (
        select date_trunc('day', ${new Date(nowMs)}::timestamptz, known_time_zone(coalesce(max(time_zone), 'Etc/UTC')))
        from organisations where tenant_id = ${tenantId}
      )
    )
    select evses.*, fleet.*, load.*, today.*,
      (select count(*)::int from quarantine where tenant_id = ${tenantId}) as waiting_to_join,
      ${countToReview(tenantId)} as sessions_to_review
    from evses, fleet, load, today`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('The counts of the network are one row.')
  return nowOf(row, nowMs)
}

function nowOf(row: NowRow, nowMs: number): NetworkNow {
  return {
    at: instant(new Date(nowMs)),
    evses: {
      available: row.available,
      charging: row.charging,
      occupied: row.occupied,
      reserved: row.reserved,
      faulted: row.faulted,
      unavailable: row.unavailable,
      offline: row.offline,
    },
    stations: {
      total: row.total,
      online: row.online,
      neverConnected: row.never_connected,
      waitingToJoin: row.waiting_to_join,
    },
    activeSessions: row.active_sessions,
    powerW: Math.round(row.power_w),
    energyTodayWh: safeInteger(row.energy_today_wh),
    sessionsToday: row.sessions_today,
    sessionsToReview: row.sessions_to_review,
  }
}
