import { sql } from 'kysely'
import { type Actor, type Author, authorIdOf, nameOf, recordAudit } from '../../accounts/index.ts'
import type { Database, Tx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/errors.ts'

interface WaitingRow {
  readonly person_id: string | null
  /** Stations of the run that the caller's scope does not show. */
  readonly unseen: number
}

/** Lets a run begin. Refuses its author, programs, and whoever does not see all its stations. */
export async function approveRun(tx: Tx, actor: Actor, runId: string, nowMs: number): Promise<void> {
  const { tenantId, credential } = actor
  const { rows } = await sql<WaitingRow>`
    select r.person_id, (select count(*)::int from command_run_targets t where t.run_id = r.run_id
        and not exists (select from stations s where s.station_id = t.station_id)) as unseen
    from command_runs r
    where r.tenant_id = ${tenantId} and r.run_id = ${runId} and r.state = 'awaitingApproval'
      and r.approval_until > ${new Date(nowMs)} for update`.execute(tx)
  const [waiting] = rows
  if (waiting === undefined) throw new Refusal('commandRunNotWaiting')
  const { personId } = authorIdOf(tenantId, credential)
  if (personId === null)
    throw new Refusal('notPermitted', { detail: 'It is for people who sign in, not for API keys.' })
  if (personId === waiting.person_id) throw new Refusal('secondPersonNeeded')
  if (waiting.unseen > 0) throw new Refusal('notPermitted', { detail: 'It has stations that you do not have.' })
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
