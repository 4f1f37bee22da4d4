import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, type Author, type AuthorId, authorIdOf, makerOf } from '../../accounts/index.ts'
import type { CommandRunInput } from '../../contract/index.ts'
import { sealSecrets, unsealed } from '../../gateway/sealed-json.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Sealing } from '../../platform/sealing.ts'
import type { TenantId } from '../ids.ts'
import { waveSizes } from './waves.ts'

/** What each station's command is made from. */
export type RunInput = Omit<
  z.output<typeof CommandRunInput>,
  'stations' | 'perMinute' | 'confirmStations' | keyof RunCourse
>

/** How a run goes from wave to wave. */
export type RunCourse = Pick<z.output<typeof CommandRunInput>, 'waves' | 'stopRule' | 'finishWithinS'>

export interface NewRun {
  readonly runId: string
  readonly actor: Actor
  readonly input: RunInput
  readonly perMinute: number
  readonly course: RunCourse
  readonly nowMs: number
  /** Somebody else has to approve it by then. */
  readonly approvalUntilMs: number | undefined
  /** In the order of their turns. */
  readonly stationKeys: readonly number[]
}

export async function insertRun(tx: Tx, sealing: Sealing, run: NewRun): Promise<void> {
  const { input, course } = run
  const { tenantId, name, via } = run.actor
  const author: Author = { tenantId, name, via }
  const authorId = authorIdOf(tenantId, run.actor.credential)
  const command = sealSecrets(sealing, input.command)
  const until = run.approvalUntilMs === undefined ? null : new Date(run.approvalUntilMs)
  await sql`
    insert into command_runs (tenant_id, run_id, input, sealed, kind, requested_by, person_id, key_id, maker_id,
      reason, per_minute, created_at, state, approval_until, wave_rest_s, finish_within_s, stop_rule)
    values (${tenantId}, ${run.runId}, ${JSON.stringify({ ...input, command: JSON.parse(command.shown) })}::jsonb,
      ${command.sealed}, ${input.command.kind},
      ${JSON.stringify(author)}::jsonb, ${authorId.personId}::uuid, ${authorId.keyId}::uuid, ${makerOf(authorId)},
      ${input.reason ?? null}, ${run.perMinute}, ${new Date(run.nowMs)},
      ${until === null ? 'running' : 'awaitingApproval'}, ${until}, ${course.waves?.restS ?? 0},
      ${course.finishWithinS}, ${course.stopRule === undefined ? null : JSON.stringify(course.stopRule)}::jsonb)`.execute(
    tx,
  )
  const sizes = waveSizes(course.waves?.sizes ?? [], run.stationKeys.length)
  const waves = sizes.flatMap((size, index) => Array.from({ length: size }, () => index + 1))
  await sql`
    insert into command_run_targets (run_id, position, station_id, wave)
    select ${run.runId}::uuid, place, station_id, wave
    from unnest(${[...run.stationKeys]}::integer[], ${waves}::smallint[]) with ordinality as t(station_id, wave, place)`.execute(
    tx,
  )
}

/** A run with turns to give. */
export interface RunningRun {
  readonly runId: string
  readonly actor: Author
  readonly authorId: AuthorId
  readonly kind: string
  /** Undefined: its secrets were sealed under another key. */
  readonly input: RunInput | undefined
  readonly perMinute: number
  /** When the wave under way began: the pace counts from here. */
  readonly begunAtMs: number
  /** Turns given in the wave under way. */
  readonly given: number
}

export async function runningRuns(db: Db, sealing: Sealing): Promise<readonly RunningRun[]> {
  const { rows } = await sql<{
    run_id: string
    requested_by: Author
    person_id: string | null
    key_id: string | null
    kind: string
    input: RunInput
    sealed: Buffer | null
    per_minute: number
    begun_at: Date
    given: number
  }>`
    select r.run_id, r.requested_by, r.person_id, r.key_id, r.kind, r.input, r.sealed, r.per_minute,
      coalesce(r.started_at, r.created_at) as begun_at,
      (select count(*)::int from command_run_targets t
       where t.run_id = r.run_id and t.wave = r.wave and t.state <> 'waiting') as given
    from command_runs r where r.state = 'running' order by r.created_at`.execute(db)
  return rows.map((row) => ({
    runId: row.run_id,
    actor: row.requested_by,
    authorId: { tenantId: row.requested_by.tenantId, personId: row.person_id, keyId: row.key_id },
    kind: row.kind,
    input: inputOf(row, sealing),
    perMinute: row.per_minute,
    begunAtMs: row.begun_at.getTime(),
    given: row.given,
  }))
}

function inputOf(
  { input, sealed }: { input: RunInput; sealed: Buffer | null },
  sealing: Sealing,
): RunInput | undefined {
  const command = unsealed(sealing, { shown: input.command, sealed })
  return command && { ...input, command }
}

export interface Turn {
  readonly runId: string
  readonly position: number
  readonly identity: string
}

/** The next turns of a run up to its wave, in order. */
export async function nextTurns(db: Db, runId: string, limit: number): Promise<readonly Turn[]> {
  const { rows } = await sql<{ position: number; identity: string }>`
    select t.position, s.identity from command_run_targets t join stations s using (station_id)
    join command_runs r using (run_id)
    where t.run_id = ${runId} and t.state = 'waiting' and t.wave <= r.wave and r.state = 'running' order by t.position limit ${limit}`.execute(
    db,
  )
  return rows.map((row) => ({ runId, position: row.position, identity: row.identity }))
}

/** Ends a turn. False when it is no longer waiting: another process gave it, or the run was cancelled or has stopped. */
export async function endTurn(
  tx: Tx,
  { runId, position }: Turn,
  end: { readonly commandId: string } | { readonly refusal: string },
): Promise<boolean> {
  const commandId = 'commandId' in end ? end.commandId : null
  const refusal = 'refusal' in end ? end.refusal : null
  const { rows } = await sql`
    update command_run_targets
    set state = ${commandId === null ? 'refused' : 'given'}, command_id = ${commandId}, detail = ${refusal}
    where run_id = ${runId} and position = ${position} and state = 'waiting'
      and exists (select from command_runs r where r.run_id = ${runId} and r.state = 'running') returning position`.execute(
    tx,
  )
  return rows.length > 0
}

/** Calls a run off; gives the commands that still wait for their stations. Undefined when it has ended. */
export async function cancelRun(
  tx: Tx,
  tenantId: TenantId,
  runId: string,
  nowMs: number,
): Promise<readonly { readonly commandId: string; readonly stationKey: number }[] | undefined> {
  const { rows: stopped } = await sql`
    update command_runs set state = 'cancelled', sealed = null, finished_at = ${new Date(nowMs)}
    where tenant_id = ${tenantId} and run_id = ${runId} and state in ('running', 'stopped', 'awaitingApproval') returning run_id`.execute(
    tx,
  )
  if (stopped.length === 0) return undefined
  await sql`
    update command_run_targets set state = 'cancelled' where run_id = ${runId} and state = 'waiting'`.execute(tx)
  const { rows } = await sql<{ command_id: string; station_id: number }>`
    select c.command_id, c.station_id from command_run_targets t
    join commands c on c.station_id = t.station_id and c.command_id = t.command_id
    where t.run_id = ${runId} and c.state = 'queued'`.execute(tx)
  return rows.map((row) => ({ commandId: row.command_id, stationKey: row.station_id }))
}
