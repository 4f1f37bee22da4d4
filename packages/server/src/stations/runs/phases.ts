import { type RawBuilder, sql } from 'kysely'
import type { RunPhase, RunWave } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'

/** Joins what the phase of a target `t` of a run `r` is told by: its command `c`, its update `m`, its station `s`. */
export const evidence = sql`
  join stations s on s.station_id = t.station_id
  left join commands c on c.station_id = t.station_id and c.command_id = t.command_id
  left join maintenance_requests m
    on r.kind = 'updateFirmware' and m.station_id = t.station_id and m.command_id = t.command_id`

/** A yes to an update is none of these yet: an asked-for time may lie ahead, and a reboot takes its time. */
const askedFor = sql`
  (r.input -> 'command' ->> 'retrieveAt')::timestamptz, (r.input -> 'command' ->> 'installAt')::timestamptz`
const outOfTime = (nowMs: number) => sql`
  greatest(c.answered_at, case when m.state = 'succeeded' then m.ended_at end, ${askedFor})
    + make_interval(secs => r.finish_within_s) <= ${new Date(nowMs)}`
/** What was under way when a run stopped has come to its end by then; a run that nobody goes on with is looked at no more. */
const isStoppedOfLate = (nowMs: number) => sql`(r.state = 'stopped'
  and greatest((r.stop ->> 'at')::timestamptz, ${askedFor}) + make_interval(secs => r.finish_within_s) > ${new Date(nowMs)})`

/**
 * How far a target has really come. An update counts when the station has said so or booted with the new firmware, and
 * is online; other commands by their answer.
 */
export const phaseAt = (nowMs: number): RawBuilder<RunPhase> => sql`case
  when t.succeeded_at is not null then 'succeeded'
  when t.state in ('waiting', 'cancelled') then t.state
  when c.state = 'cancelled' then 'cancelled'
  when t.state = 'refused' then 'failed'
  when c.state in ('queued', 'sent') then 'sent'
  when c.state is distinct from 'accepted' then 'failed'
  when m.command_id is null or (m.state = 'succeeded' and s.connected_node is not null) then 'succeeded'
  when m.state in ('failed', 'cancelled') or ${outOfTime(nowMs)} then 'failed'
  when m.state = 'succeeded' or m.status in (
    'Downloaded', 'SignatureVerified', 'InstallScheduled', 'Installing', 'InstallRebooting') then 'installing'
  when m.status in ('DownloadScheduled', 'Downloading', 'DownloadPaused') then 'downloading'
  else 'sent' end`

/** Stations of one wave in one phase. */
export interface PhaseCount {
  readonly wave: number
  readonly phase: RunPhase
  readonly stations: number
}

/** The phases of the run `r` of the query around, counted by wave, as a JSON list; null without stations. */
export const phaseCounts = (nowMs: number): RawBuilder<unknown> => sql`(
  select jsonb_agg(jsonb_build_object('wave', wave, 'phase', phase, 'stations', stations) order by wave) from (
    select t.wave, ${phaseAt(nowMs)} as phase, count(*) as stations
    from command_run_targets t ${evidence} where t.run_id = r.run_id group by 1, 2) counted)`

/** The same by wave, in the order of the waves. */
export function wavesOf(counts: readonly PhaseCount[]): readonly RunWave[] {
  const waves = new Map<number, RunWave>()
  for (const { wave, phase, stations } of counts) {
    const before = waves.get(wave) ?? NOBODY
    waves.set(wave, { ...before, stations: before.stations + stations, [phase]: stations })
  }
  return [...waves].toSorted(([one], [other]) => one - other).map(([, wave]) => wave)
}

const NOBODY: RunWave = {
  ...{ stations: 0, waiting: 0, sent: 0, downloading: 0, installing: 0 },
  ...{ succeeded: 0, failed: 0, cancelled: 0 },
}

/** Notes which targets have done all that was asked. */
export async function noteSuccesses(tx: Tx, nowMs: number): Promise<void> {
  const now = new Date(nowMs)
  await sql`
    update command_run_targets u set succeeded_at = ${now}
    from (
      select t.run_id, t.position from command_runs r join command_run_targets t on t.run_id = r.run_id ${evidence}
      where (r.state = 'running' or ${isStoppedOfLate(nowMs)}) and t.state = 'given' and t.succeeded_at is null
        and ${phaseAt(nowMs)} = 'succeeded'
    ) done
    where u.run_id = done.run_id and u.position = done.position`.execute(tx)
}
