import { sql } from 'kysely'
import { type Actor, type Author, authorIdOf, nameOf, recordAudit } from '../../accounts/index.ts'
import type { Database, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { outsideScopes } from '../../platform/row-scope.ts'

/** Refuses those who do not have every station of a run: it goes on, or ends, as one thing. */
export async function refuseUnseen(database: Database, { scope }: Actor, runId: string): Promise<void> {
  if (scope === 'everything') return
  // The actor's own scope would hide the very rows that are looked for.
  const { rows } = await outsideScopes(() =>
    sql`
      select from command_run_targets t join stations s using (station_id)
      where t.run_id = ${runId} and (s.site_id is null or s.site_id <> all(${[...scope]}::uuid[])) limit 1`.execute(
      database.kysely,
    ),
  )
  if (rows.length > 0) throw new Refusal('notPermitted', { detail: 'It has stations that you do not have.' })
}

/** Lets a run begin. Refuses programs, and whoever has started it or made the key that has. */
export async function approveRun(tx: Tx, actor: Actor, runId: string, nowMs: number): Promise<void> {
  const { tenantId, credential } = actor
  const { rows } = await sql<{ maker_id: string | null }>`
    select r.maker_id from command_runs r
    where r.tenant_id = ${tenantId} and r.run_id = ${runId} and r.state = 'awaitingApproval'
      and r.approval_until > ${new Date(nowMs)} for update`.execute(tx)
  const [waiting] = rows
  if (waiting === undefined) throw new Refusal('commandRunNotWaiting')
  const { personId } = authorIdOf(tenantId, credential)
  if (personId === null)
    throw new Refusal('notPermitted', { detail: 'It is for people who sign in, not for API keys.' })
  if (personId === waiting.maker_id) throw new Refusal('secondPersonNeeded')
  const now = new Date(nowMs)
  await sql`
    update command_runs set state = 'running', started_at = ${now}, approved_by = ${nameOf(actor)}
    where run_id = ${runId}`.execute(tx)
  await recordAudit(tx, actor, { atMs: nowMs, action: 'commandRun.approved', object: runId })
}

/** Closes the runs that nobody has approved in time, and writes it down. */
export async function expireApprovals(database: Database, nowMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ run_id: string; requested_by: Author }>`
      update command_runs set state = 'expired', sealed = null, finished_at = ${new Date(nowMs)}
      where state = 'awaitingApproval' and approval_until <= ${new Date(nowMs)} returning run_id, requested_by`.execute(
      tx,
    )
    for (const { run_id, requested_by } of rows) {
      await sql`
        update command_run_targets set state = 'cancelled' where run_id = ${run_id} and state = 'waiting'`.execute(tx)
      const program: Author = { tenantId: requested_by.tenantId, name: 'Stationmaster', via: 'program' }
      await recordAudit(tx, program, { atMs: nowMs, action: 'commandRun.expired', object: run_id })
    }
  })
}
