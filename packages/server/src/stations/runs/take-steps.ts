import { sql } from 'kysely'
import { type Author, recordAudit } from '../../accounts/index.ts'
import type { RunWave, StopReason, StopRule } from '../../contract/index.ts'
import type { Database, Db, Tx } from '../../platform/database/index.ts'
import { eachAlone } from '../../platform/each-alone.ts'
import { noteSuccesses, type PhaseCount, phaseCounts, wavesOf } from './phases.ts'
import { nextStep, type RunInWaves, type Step, type WaveState } from './waves.ts'

interface RunUnderWay extends RunInWaves {
  readonly runId: string
  readonly requestedBy: Author
  readonly waves: readonly WaveState[]
}

/** Moves every running run on: to its next wave, to a stop by its rule, or to its end. */
export async function takeSteps(database: Database, nowMs: number): Promise<void> {
  await database.transaction((tx) => noteSuccesses(tx, nowMs))
  await eachAlone(await runsUnderWay(database.kysely, nowMs), (run) => {
    const step = nextStep(run, run.waves, nowMs)
    const isNothing = step.do === 'give' || step.do === 'wait'
    return isNothing ? Promise.resolve() : database.transaction((tx) => take(tx, run, step, nowMs))
  })
}

/** Takes a step that no other process has taken. */
async function take(tx: Tx, { runId, wave, waveEndedAtMs, requestedBy }: RunUnderWay, step: Step, nowMs: number) {
  const now = new Date(nowMs)
  const here = sql`run_id = ${runId} and state = 'running' and wave = ${wave}`
  switch (step.do) {
    case 'give':
    case 'wait':
      return
    case 'rest':
      if (waveEndedAtMs !== null) return
      await sql`update command_runs set wave_ended_at = ${now} where ${here}`.execute(tx)
      return
    case 'begin':
      await sql`
        update command_runs set wave = ${step.wave}, started_at = ${now}, wave_ended_at = null
        where ${here}`.execute(tx)
      return
    case 'finish':
      await sql`
        update command_runs set state = 'finished', sealed = null, finished_at = ${now} where ${here}`.execute(tx)
      return
    case 'stop':
      await stop(tx, { runId, tenantId: requestedBy.tenantId, reason: step.reason, here, nowMs })
  }
}

interface Stop {
  readonly runId: string
  readonly tenantId: Author['tenantId']
  readonly reason: StopReason
  readonly here: ReturnType<typeof sql>
  readonly nowMs: number
}

async function stop(tx: Tx, { runId, tenantId, reason, here, nowMs }: Stop): Promise<void> {
  const why = JSON.stringify({ ...reason, at: new Date(nowMs).toISOString() })
  const { rows } = await sql`
    update command_runs set state = 'stopped', stop = ${why}::jsonb where ${here} returning run_id`.execute(tx)
  if (rows.length === 0) return
  const program: Author = { tenantId, name: 'Stationmaster', via: 'program' }
  const { failed, finished } = reason
  await recordAudit(tx, program, {
    ...{ atMs: nowMs, action: 'commandRun.stopped', object: runId, detail: { failed, finished } },
  })
}

interface RunRow {
  readonly run_id: string
  readonly requested_by: Author
  readonly wave: number
  readonly wave_rest_s: number
  readonly wave_ended_at: Date | null
  readonly stop_rule: StopRule | null
  readonly overlooked_failed: number
  readonly overlooked_finished: number
  readonly phases: readonly PhaseCount[] | null
}

async function runsUnderWay(db: Db, nowMs: number): Promise<readonly RunUnderWay[]> {
  const { rows } = await sql<RunRow>`
    select r.run_id, r.requested_by, r.wave, r.wave_rest_s, r.wave_ended_at, r.stop_rule, r.overlooked_failed,
      r.overlooked_finished, ${phaseCounts(nowMs)} as phases
    from command_runs r where r.state = 'running'`.execute(db)
  return rows.map((row) => ({
    runId: row.run_id,
    requestedBy: row.requested_by,
    wave: row.wave,
    restMs: row.wave_rest_s * 1000,
    waveEndedAtMs: row.wave_ended_at?.getTime() ?? null,
    stopRule: row.stop_rule,
    overlooked: { failed: row.overlooked_failed, finished: row.overlooked_finished },
    waves: wavesOf(row.phases ?? []).map(stateOf),
  }))
}

function stateOf({ waiting, sent, downloading, installing, succeeded, failed }: RunWave): WaveState {
  return { waiting, underWay: sent + downloading + installing, succeeded, failed }
}

/** Goes on with a run that has stopped; what has failed until now does not count again. False when it has not stopped. */
export async function resumeRun(tx: Tx, tenantId: number, runId: string, nowMs: number): Promise<boolean> {
  const { rows } = await sql<{ phases: readonly PhaseCount[] | null }>`
    select ${phaseCounts(nowMs)} as phases from command_runs r
    where r.tenant_id = ${tenantId} and r.run_id = ${runId} and r.state = 'stopped' for update`.execute(tx)
  const [stopped] = rows
  if (stopped === undefined) return false
  const waves = wavesOf(stopped.phases ?? [])
  const failed = waves.reduce((sum, wave) => sum + wave.failed, 0)
  const finished = waves.reduce((sum, wave) => sum + wave.succeeded, failed)
  // The pace goes on from the turns of this wave that were given, and does not catch up with the time it stood still.
  await sql`
    update command_runs r set state = 'running', overlooked_failed = ${failed}, overlooked_finished = ${finished},
      started_at = ${new Date(nowMs)}::timestamptz - make_interval(secs => 60.0 / r.per_minute * (
        select count(*) from command_run_targets t
        where t.run_id = r.run_id and t.wave = r.wave and t.state <> 'waiting'))
    where r.run_id = ${runId}`.execute(tx)
  return true
}
