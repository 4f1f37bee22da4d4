import { sql } from 'kysely'
import type { EventData } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import { MOST_DIFFERENCES, type Watch } from '../watch.ts'

interface CommandRow {
  readonly tenant_id: TenantId
  readonly station_id: number
  readonly command_id: string
  readonly identity: string
  readonly site_id: string | null
  readonly kind: string
  readonly state: string
  readonly status: string | null
  readonly detail: string | null
  readonly requested_by: string
  readonly ended_at: Date
}

/** Commands that have an end: an answer, or none that is still waited for. */
export const commandWatch: Watch = {
  name: 'command',
  sweepMs: 60_000,
  async look(tx, { subjects, sinceMs }) {
    const which =
      subjects === 'all'
        ? sql`c.tenant_id in (select tenant_id from tenants) and c.created_at >= ${new Date(sinceMs)}`
        : sql`c.command_id = any(${subjects}::uuid[])`
    const { rows } = await sql<CommandRow>`
      select c.tenant_id, c.station_id, c.command_id, s.identity, s.site_id, c.kind, c.state, c.status, c.detail,
        c.requested_by, coalesce(c.answered_at, c.deadline_at) as ended_at
      from commands c join stations s on s.station_id = c.station_id
      where ${which} and c.state not in ('queued', 'sent') and not exists (
        select from event_marks m
        where m.tenant_id = c.tenant_id and m.watch = 'command' and m.subject = c.command_id::text)
      limit ${MOST_DIFFERENCES}`.execute(tx)
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      subject: row.command_id,
      stationKey: row.station_id,
      siteId: row.site_id,
      mark: { state: row.state },
      happenings: [{ type: 'command.finished', atMs: row.ended_at.getTime(), data: dataOf(row) }],
    }))
  },
}

function dataOf(row: CommandRow): EventData<'command.finished'> {
  return {
    commandId: row.command_id,
    stationId: row.identity,
    siteId: row.site_id,
    kind: row.kind,
    state: row.state,
    status: row.status,
    detail: row.detail,
    requestedBy: row.requested_by,
  }
}
