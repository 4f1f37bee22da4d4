import { sql } from 'kysely'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Tx } from '../platform/database/index.ts'
import type { EventLog } from './event-log.ts'
import type { Difference, Watch } from './watch.ts'
import { MOST_DIFFERENCES } from './watch.ts'

/** Names the advisory locks of comparisons among those of other parts. */
const LOCK_CLASS = 7_382_140

export interface CompareServices {
  readonly database: Database
  readonly clock: Clock
  readonly eventLog: EventLog
}

export interface Comparison {
  readonly subjects: readonly string[] | 'all'
  readonly lookBackMs: number
}

/**
 * Compares with what was told, tells what differs, and writes down that it was told, in one transaction: whatever
 * happens to this process, each difference is told once. One process at a time for each watch.
 */
export async function compare(services: CompareServices, watch: Watch, comparison: Comparison): Promise<void> {
  for (;;) {
    const found = await services.database.transaction((tx) => compareSome(tx, services, { watch, comparison }))
    if (found < MOST_DIFFERENCES || comparison.subjects !== 'all') return
  }
}

async function compareSome(
  tx: Tx,
  { clock, eventLog }: CompareServices,
  { watch, comparison }: { readonly watch: Watch; readonly comparison: Comparison },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, hashtext(${watch.name}))`.execute(tx)
  const nowMs = clock.nowMs()
  const { subjects, lookBackMs } = comparison
  const isWanted = await eventLog.wanted(tx)
  const differences = await watch.look(tx, { nowMs, subjects, sinceMs: nowMs - lookBackMs, isWanted })
  if (differences.length === 0) return 0
  const events = differences.flatMap(({ tenantId, stationKey, siteId, happenings }) =>
    happenings.map((happening) => ({ ...happening, tenantId, stationKey, siteId })),
  )
  await eventLog.record(tx, events, nowMs)
  await mark(tx, watch, { differences, nowMs })
  return differences.length
}

interface Marking {
  readonly differences: readonly Difference[]
  readonly nowMs: number
}

async function mark(tx: Tx, { name }: Watch, { differences, nowMs }: Marking): Promise<void> {
  // The last one of a subject counts.
  const last = new Map(differences.map((one) => [`${one.tenantId}/${one.subject}`, one]))
  const rows = [...last.values()].map((one) => ({ tenant_id: one.tenantId, subject: one.subject, mark: one.mark }))
  const json = JSON.stringify(rows)
  await sql`
    insert into event_marks (tenant_id, watch, subject, mark, updated_at)
    select tenant_id, ${name}, subject, mark, ${new Date(nowMs)}
    from jsonb_to_recordset(${json}::jsonb) as v(tenant_id smallint, subject text, mark jsonb)
    where mark is not null and mark <> 'null'
    on conflict (tenant_id, watch, subject) do update set mark = excluded.mark, updated_at = excluded.updated_at`.execute(
    tx,
  )
  if (rows.every((row) => row.mark !== null)) return
  await sql`
    delete from event_marks m using jsonb_to_recordset(${json}::jsonb) as v(tenant_id smallint, subject text, mark jsonb)
    where m.tenant_id = v.tenant_id and m.watch = ${name} and m.subject = v.subject
      and (v.mark is null or v.mark = 'null')`.execute(tx)
}
