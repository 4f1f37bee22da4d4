import { sql } from 'kysely'
import type { TenantId } from '../../stations/ids.ts'
import { MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface RunRow {
  readonly tenant_id: TenantId
  readonly run_id: string
  readonly kind: string
  readonly state: string
  readonly ended_at: Date
  readonly stations: number
  readonly failed: number
}

/** One command for many stations: told when the last has had its turn and no answer is waited for. */
export const commandRunWatch: Watch = {
  name: 'commandRun',
  sweepMs: 5_000,
  async look(tx) {
    const { rows } = await sql<RunRow>`
      select r.tenant_id, r.run_id, r.kind, r.state, coalesce(r.finished_at, r.created_at) as ended_at,
        t.stations, t.failed
      from command_runs r
      cross join lateral (
        select count(*)::int as stations,
          (count(*) filter (where c.state in ('queued', 'sent')))::int as under_way,
          (count(*) filter (where t.state = 'refused' or c.state in ('failed', 'timedOut', 'unknown', 'rejected')))::int as failed
        from command_run_targets t left join commands c on c.station_id = t.station_id and c.command_id = t.command_id
        where t.run_id = r.run_id
      ) t
      where r.state <> 'running' and t.under_way = 0 and not exists (
        select from event_marks m
        where m.tenant_id = r.tenant_id and m.watch = 'commandRun' and m.subject = r.run_id::text)
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map(({ tenant_id, run_id, kind, state, ended_at, stations, failed }) => ({
      tenantId: tenant_id,
      subject: run_id,
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
