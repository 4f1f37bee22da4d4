import { refreshUsage } from '../../packages/server/src/network/index.ts'
import type { TestApp } from '../../packages/server/src/testing/test-app.ts'

/** What a charging point has done at this hour of each of the last four weeks: one session of so much energy. */
export interface UsualHour {
  readonly station: string
  readonly evse: number
  readonly energyWh: number
}

/** Gives stations a past, so that what is broken has a price. */
export async function giveUsualHours(app: TestApp, hours: readonly UsualHour[]): Promise<void> {
  const query = (text: string, values: unknown[] = []) => app.database.pool.query(text, values)
  await query("update stations set created_at = now() - interval '60 days'")
  for (const { station, evse, energyWh } of hours) {
    await query(
      `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at,
        energy_wh, fold, last_event_at, received_at, updated_at)
      select tenant_id, station_id, gen_random_uuid(), $2, 1, 'ended',
        date_trunc('hour', now()) - make_interval(weeks => w) + interval '1 min', now(), $3, '{}', now(), now(), now()
      from stations, generate_series(1, 4) w where identity = $1`,
      [station, evse, energyWh],
    )
  }
  await app.database.transaction((tx) => refreshUsage(tx, Date.now()))
}

/** Gives a station a past, a year unless said otherwise: every day a car takes 40 kWh at 22 kW. */
export async function givePastSessions(app: TestApp, station: string, days = 364): Promise<void> {
  await app.database.pool.query(
    `insert into sessions (tenant_id, station_id, session_id, evse_id, connector_id, state, started_at, ended_at,
      energy_wh, max_power_w, fold, last_event_at, received_at, updated_at)
    select tenant_id, station_id, gen_random_uuid(), 1, 1, 'ended', at, at + interval '3 hours', 40000, 22000, '{}', at, at, at
    from stations, generate_series(1, $2::int) day, lateral (select now() - day * interval '1 day' as at) t
    where identity = $1`,
    [station, days],
  )
}
