-- Runs go out in waves, wait until a wave has finished, and stop by a rule when too many stations fail. Owner: stations.
alter table command_runs drop constraint command_runs_state_check;
alter table command_runs
  add check (state in ('awaitingApproval', 'running', 'stopped', 'finished', 'cancelled', 'expired')),
  -- Turns are given up to this wave; `started_at` is when it began.
  add column wave               smallint not null default 1,
  add column wave_rest_s        integer not null default 0 check (wave_rest_s >= 0),
  -- The wave has finished and the rest before the next one runs from here.
  add column wave_ended_at      timestamptz,
  add column finish_within_s    integer not null default 7200 check (finish_within_s > 0),
  -- StopRule of the API; null: nothing stops it but a person.
  add column stop_rule          jsonb,
  -- Why and when it has stopped.
  add column stop               jsonb,
  -- Outcomes from before somebody went on in spite of them: they do not count again.
  add column overlooked_failed   integer not null default 0,
  add column overlooked_finished integer not null default 0,
  add check (state <> 'stopped' or stop is not null);

alter table command_run_targets
  add column wave         smallint not null default 1,
  -- When it was seen to have done all that was asked: what happens to the station later does not undo it.
  add column succeeded_at timestamptz;
