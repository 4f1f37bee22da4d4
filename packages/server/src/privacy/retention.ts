import { type RawBuilder, sql } from 'kysely'
import type { Retention } from '../contract/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import { withoutTimeLimit } from './known-data.ts'
import { readRetentions } from './settings.ts'

const DAY_MS = 86_400_000
/** Rows that the database has refused and that one tenant may have kept; the oldest go. */
export const MOST_REFUSED_ROWS = 10_000

/** Lets go of what each tenant wants to keep no longer. Partitions that nobody needs are dropped elsewhere, whole. */
export async function applyRetention({
  database,
  clock,
}: {
  readonly database: Database
  readonly clock: Clock
}): Promise<void> {
  for (const [tenantId, retention] of await readRetentions(database.kysely)) {
    for (const statement of statementsOf(tenantId, retention, clock.nowMs())) {
      await database.transaction(async (tx) => {
        await withoutTimeLimit(tx)
        await statement.execute(tx)
      })
    }
    for (let forgotten = SESSIONS_AT_ONCE; forgotten === SESSIONS_AT_ONCE; ) {
      forgotten = await database.transaction((tx) => forgetTokens(tx, tenantId, retention, clock.nowMs()))
    }
  }
}

function statementsOf(tenantId: number, retention: Retention, nowMs: number): readonly RawBuilder<unknown>[] {
  const older = (days: number | null, statement: (before: RawBuilder<Date>) => RawBuilder<unknown>) =>
    days === null ? [] : [statement(sql`${new Date(nowMs - days * DAY_MS)}::timestamptz`)]
  const of = (table: string) => sql`delete from ${sql.table(table)} where tenant_id = ${tenantId}`
  return [
    ...older(retention.frames, (before) => sql`${of('frames')} and received_at < ${before}`),
    ...older(retention.frames, (before) => sql`${of('station_reports')} and received_at < ${before}`),
    ...older(retention.meterSamples, (before) => sql`${of('meter_samples')} and at < ${before}`),
    ...older(retention.audit, (before) => sql`select expire_audit(${tenantId}::smallint, ${before})`),
    ...older(retention.refusedHandshakes, (before) => sql`${of('refused_handshakes')} and last_at < ${before}`),
    ...older(retention.refusedRows, (before) => sql`${of('refused_rows')} and received_at < ${before}`),
    ...older(retention.mails, (before) => sql`${of('outbox_mails')} and created_at < ${before}`),
    // That a place was booked stays; by whom goes with the tokens of sessions.
    ...older(
      retention.sessionTokens,
      (before) => sql`
        update bookings set driver_id = null, contact = null,
          id_token = case when id_token is not null then 'expired' || substr(md5(booking_id::text), 1, 13) end
        where tenant_id = ${tenantId} and until_at < ${before} and state not in ('approved', 'active')
          and (driver_id is not null or contact is not null or id_token not like 'expired%')`,
    ),
    // Their content goes with them in the next round of the file store.
    ...older(
      retention.logFiles,
      (before) => sql`
        update files set delete_after = ${new Date(nowMs)}
        where tenant_id = ${tenantId} and purpose = 'log' and stored_at < ${before}
          and (delete_after is null or delete_after > ${new Date(nowMs)})`,
    ),
    sql`
      delete from refused_rows where ctid in (
        select ctid from refused_rows where tenant_id = ${tenantId}
        order by received_at desc offset ${MOST_REFUSED_ROWS})`,
  ]
}

const SESSIONS_AT_ONCE = 1000

/** Sessions keep what was charged and paid; which card it was is forgotten, in the session and in what was said of it. */
async function forgetTokens(tx: Tx, tenantId: number, { sessionTokens }: Retention, nowMs: number): Promise<number> {
  if (sessionTokens === null) return 0
  const before = new Date(nowMs - sessionTokens * DAY_MS)
  const { numAffectedRows = 0n } = await sql`
    with old as (
      select station_id, session_id, id_token, 'expired' || substr(md5(session_id::text), 1, 13) as stand_in from sessions
      where tenant_id = ${tenantId} and state = 'ended' and ended_at < ${before} and id_token is not null
        and id_token not like 'expired%'
      limit ${SESSIONS_AT_ONCE}),
    said as (
      update session_events e
      set body = replace(e.body::text, to_json(o.id_token)::text, to_json(o.stand_in)::text)::jsonb
      from old o where e.station_id = o.station_id and e.session_id = o.session_id)
    update sessions x set id_token = o.stand_in, id_token_folded = o.stand_in, token_id = null, start_key = null,
      fold = replace(x.fold::text, to_json(o.id_token)::text, to_json(o.stand_in)::text)::jsonb
    from old o where x.station_id = o.station_id and x.session_id = o.session_id`.execute(tx)
  return Number(numAffectedRows)
}
