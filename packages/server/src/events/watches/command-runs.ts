import { sql } from 'kysely'
import type { TenantId } from '../../stations/ids.ts'
import { MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface RunRow {
  readonly tenant_id: TenantId
  readonly run_id: string
  readonly subject: string
  readonly kind: string
  readonly state: string
  readonly ended_at: Date
  readonly stations: number
  readonly failed: number
}

/** One command for many stations: told when it stops by its rule, and when the last has finished. */
export const commandRunWatch: Watch = {
  name: 'commandRun',
  sweepMs: 5_000,
  async look(tx) {
    const { rows } = await sql<RunRow>`
      select r.tenant_id, r.run_id, subject, r.kind, r.state,
        coalesce(r.finished_at, (r.stop ->> 'at')::timestamptz, r.created_at) as ended_at, t.stations, t.failed
      from command_runs r
      -- It can stop, go on, and stop again: each is news of its own.
      cross join lateral (
        select case when r.state = 'stopped' then r.run_id || ' ' || (r.stop ->> 'at') else r.run_id::text end as subject
      ) s
      cross join lateral (
        select count(*)::int as stations,
          (count(*) filter (where c.state in ('queued', 'sent')))::int as under_way,
          (count(*) filter (where t.state = 'refused' or c.state in ('failed', 'timedOut', 'unknown', 'rejected')
            or (t.succeeded_at is null and m.state in ('requested', 'running', 'failed', 'cancelled'))))::int as failed
        from command_run_targets t left join commands c on c.station_id = t.station_id and c.command_id = t.command_id
        left join maintenance_requests m
          on m.kind = 'firmwareUpdate' and m.station_id = t.station_id and m.command_id = t.command_id
        where t.run_id = r.run_id
      ) t
      where r.state in ('stopped', 'finished', 'cancelled', 'expired') and (r.state = 'stopped' or t.under_way = 0) and not exists (
        select from event_marks m
        where m.tenant_id = r.tenant_id and m.watch = 'commandRun' and m.subject = s.subject)
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map(({ tenant_id, run_id, subject, kind, state, ended_at, stations, failed }) => ({
      tenantId: tenant_id,
      subject,
      stationKey: null,
      siteId: null,
      mark: {},
      happenings: [
        {
          type: 'commandRun.finished',
          atMs: ended_at.getTime(),
          data: { runId: run_id, kind, state, stations, failed },
        },
      ],
    }))
  },
}
