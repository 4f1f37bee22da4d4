import { sql } from 'kysely'
import type { Tx } from '../platform/database/index.ts'
import { expectUsage, type PointHistory, USAGE_WEEKS } from './usage.ts'

/** How often what is usual is looked up anew: it changes by the hour. */
export const USAGE_STEP_MS = 600_000

interface HistoryRow {
  readonly tenant_id: number
  readonly station_id: number
  readonly evse_id: number
  readonly site_id: string | null
  readonly age_hours: number
  readonly same_sessions: number
  readonly same_energy_wh: number
  readonly week_sessions: number
  readonly week_energy_wh: number
}

/** Stores what usually begins at each charging point at this hour of the week, by the clock of its tenant. */
export async function refreshUsage(tx: Tx, nowMs: number): Promise<void> {
  const rows = await readHistory(tx, new Date(nowMs))
  const usages = [...Map.groupBy(rows, ({ tenant_id }) => tenant_id)].flatMap(([tenantId, own]) =>
    expectUsage(own.map(historyOf)).map((usage) => ({ tenantId, ...usage })),
  )
  const column = <Value>(of: (usage: (typeof usages)[number]) => Value) => usages.map(of)
  await sql`
    insert into evse_usage (tenant_id, station_id, evse_id, sessions_per_hour, energy_wh_per_hour, basis)
    select * from unnest(${column(({ tenantId }) => tenantId)}::smallint[], ${column(({ stationKey }) => stationKey)}::int[],
      ${column(({ evseId }) => evseId)}::smallint[], ${column(({ sessions }) => sessions)}::real[],
      ${column(({ energyWh }) => energyWh)}::real[], ${column(({ basis }) => basis)}::text[])
    on conflict (station_id, evse_id) do update set sessions_per_hour = excluded.sessions_per_hour,
      energy_wh_per_hour = excluded.energy_wh_per_hour, basis = excluded.basis`.execute(tx)
}

/** Sessions by charging point: of this hour in the last weeks, and of the last seven days. */
async function readHistory(tx: Tx, now: Date): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    with zone as materialized (
      select t.tenant_id, known_time_zone(coalesce(o.time_zone, 'Etc/UTC')) as name
      from tenants t left join organisations o on o.tenant_id = t.tenant_id
    ),
    -- In local time, so that a change to summer time does not move the rush hour.
    same_hour as (
      select z.tenant_id,
        (date_trunc('hour', ${now}::timestamptz at time zone z.name) - make_interval(weeks => w)) at time zone z.name as begins
      from zone z cross join generate_series(1, ${USAGE_WEEKS}::int) w
    ),
    same as (
      select x.station_id, x.evse_id, count(*)::int as sessions, sum(x.energy_wh)::float8 as energy_wh
      from same_hour h join sessions x
        on x.tenant_id = h.tenant_id and x.started_at >= h.begins and x.started_at < h.begins + interval '1 hour'
      group by 1, 2
    ),
    week as (
      select station_id, evse_id, count(*)::int as sessions, sum(energy_wh)::float8 as energy_wh
      from sessions where started_at >= ${now}::timestamptz - interval '7 days' and started_at < ${now} group by 1, 2
    )
    select c.tenant_id, c.station_id, c.evse_id, s.site_id,
      greatest(0, extract(epoch from ${now}::timestamptz - s.created_at) / 3600)::float8 as age_hours,
      coalesce(same.sessions, 0) as same_sessions, coalesce(same.energy_wh, 0) as same_energy_wh,
      coalesce(week.sessions, 0) as week_sessions, coalesce(week.energy_wh, 0) as week_energy_wh
    from (select distinct tenant_id, station_id, evse_id from connectors where evse_id > 0) c
    join stations s on s.station_id = c.station_id
    left join same on same.station_id = c.station_id and same.evse_id = c.evse_id
    left join week on week.station_id = c.station_id and week.evse_id = c.evse_id`.execute(tx)
  return rows
}

function historyOf(row: HistoryRow): PointHistory {
  return {
    stationKey: row.station_id,
    evseId: row.evse_id,
    siteId: row.site_id,
    ageHours: row.age_hours,
    sameHour: { sessions: row.same_sessions, energyWh: row.same_energy_wh },
    lastWeek: { sessions: row.week_sessions, energyWh: row.week_energy_wh },
  }
}
