import { sql } from 'kysely'
import { z } from 'zod'
import { type Author, type AuthorId, nameOf } from '../../accounts/index.ts'
import { InstantText, instantText, type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { CommandRun, CommandRunTarget, StopReason, StopRule } from '../../contract/index.ts'
import { redact } from '../../gateway/redaction.ts'
import type { Db } from '../../platform/database/index.ts'
import { evidence, type PhaseCount, phaseAt, phaseCounts, wavesOf } from './phases.ts'
import type { RunInput } from './store.ts'

export const RunCursor = z.tuple([InstantText, z.uuid()])
export const TargetCursor = z.tuple([z.int32()])

type RunItem = z.infer<typeof CommandRun>
type TargetItem = z.infer<typeof CommandRunTarget>

interface RunRow {
  readonly run_id: string
  readonly kind: string
  readonly input: RunInput
  readonly requested_by: Author
  readonly reason: string | null
  readonly state: RunItem['state']
  readonly per_minute: number
  readonly created_at: Date
  readonly finished_at: Date | null
  readonly cursor_at: string
  readonly counts: Readonly<Record<string, number>> | null
  readonly approval_until: Date | null
  readonly approved_by: string | null
  readonly maker_id: string | null
  readonly key_id: string | null
  readonly wave: number
  readonly next_wave_at: Date | null
  readonly stop_rule: StopRule | null
  readonly stop: (StopReason & { readonly at: string }) | null
  readonly phases: readonly PhaseCount[] | null
}

const selectRuns = (nowMs: number) => sql`
  select r.run_id, r.kind, r.input, r.requested_by, r.reason, r.state, r.per_minute, r.created_at, r.finished_at,
    r.approval_until, r.approved_by, r.maker_id, r.key_id, ${instantText(sql`r.created_at`)} as cursor_at,
    r.wave, r.stop_rule, r.stop, ${phaseCounts(nowMs)} as phases,
    case when r.state = 'running' then r.wave_ended_at + make_interval(secs => r.wave_rest_s) end as next_wave_at,
    (select jsonb_object_agg(state, n) from (
       select coalesce(c.state, t.state) as state, count(*) as n
       from command_run_targets t left join commands c on c.station_id = t.station_id and c.command_id = t.command_id
       where t.run_id = r.run_id group by 1) outcomes) as counts
  from command_runs r`

/** Runs that have a station in the caller's scope, which row-level security leaves of the targets. */
const IN_SCOPE = sql`(scope_is_whole_tenant() or exists (select from command_run_targets t where t.run_id = r.run_id))`

/** Runs, newest first. */
export async function listRuns(
  db: Db,
  caller: AuthorId,
  {
    limit,
    after,
    nowMs,
  }: { readonly limit: number; readonly after: z.infer<typeof RunCursor> | undefined; readonly nowMs: number },
): Promise<Page<RunItem>> {
  const place =
    after === undefined ? sql`` : sql`and (r.created_at, r.run_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
  const { rows } = await sql<RunRow>`
    ${selectRuns(nowMs)} where r.tenant_id = ${caller.tenantId} and ${IN_SCOPE} ${place}
    order by r.created_at desc, r.run_id desc limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: (row) => runOf(row, caller), key: (row) => [row.cursor_at, row.run_id] })
}

export async function readRun(db: Db, caller: AuthorId, runId: string, nowMs: number): Promise<RunItem | undefined> {
  const { rows } = await sql<RunRow>`
    ${selectRuns(nowMs)} where r.tenant_id = ${caller.tenantId} and r.run_id = ${runId} and ${IN_SCOPE}`.execute(db)
  return rows[0] && runOf(rows[0], caller)
}

interface TargetRow {
  readonly position: number
  readonly identity: string
  readonly wave: number
  readonly phase: TargetItem['phase']
  readonly state: TargetItem['state']
  readonly status: string | null
  readonly detail: string | null
  readonly command_id: string | null
}

/** Stations of a run in the order of their turns. */
export async function listTargets(
  db: Db,
  runId: string,
  {
    limit,
    after,
    nowMs,
  }: { readonly limit: number; readonly after: z.infer<typeof TargetCursor> | undefined; readonly nowMs: number },
): Promise<Page<TargetItem>> {
  const { rows } = await sql<TargetRow>`
    select t.position, t.wave, ${phaseAt(nowMs)} as phase, s.identity, coalesce(c.state, t.state) as state,
      coalesce(m.status, c.status) as status, coalesce(t.detail, m.info, c.detail) as detail, t.command_id
    from command_runs r join command_run_targets t on t.run_id = r.run_id ${evidence}
    where t.run_id = ${runId} and t.position > ${after?.[0] ?? 0} order by t.position limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, {
    item: ({ identity, wave, phase, state, status, detail, command_id }) => ({
      stationId: identity,
      wave,
      phase,
      state,
      status,
      detail,
      commandId: command_id,
    }),
    key: (row) => [row.position],
  })
}

function runOf(row: RunRow, { personId, keyId }: AuthorId): RunItem {
  const of = (...states: readonly string[]) => states.reduce((sum, state) => sum + (row.counts?.[state] ?? 0), 0)
  const counts = {
    waiting: of('waiting'),
    underWay: of('queued', 'sent', 'given'),
    accepted: of('accepted'),
    rejected: of('rejected'),
    failed: of('failed', 'timedOut', 'unknown'),
    refused: of('refused'),
    cancelled: of('cancelled'),
  }
  const shown = redact(row.input.command)
  return {
    id: row.run_id,
    kind: row.kind,
    command: typeof shown === 'object' && shown !== null ? { ...shown } : {},
    requestedBy: nameOf(row.requested_by),
    reason: row.reason,
    state: row.state,
    perMinute: row.per_minute,
    stations: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    waves: [...wavesOf(row.phases ?? [])],
    wave: row.wave,
    nextWaveAt: instantOrNull(row.next_wave_at),
    stopRule: row.stop_rule,
    stop: row.stop,
    createdAt: instant(row.created_at),
    finishedAt: instantOrNull(row.finished_at),
    approvalUntil: instantOrNull(row.approval_until),
    approvedBy: row.approved_by,
    isOwn: personId === null ? keyId === row.key_id : personId === row.maker_id,
  }
}
