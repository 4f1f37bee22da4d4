-- owner: stations. One command for many stations: sent at a pace, watched, and stopped, as one thing.
create table command_runs (
  tenant_id    smallint not null references tenants,
  run_id       uuid primary key,
  -- CommandInput of the API, as it was asked for: each station's own command is made from it when its turn comes.
  input        jsonb not null,
  kind         text not null,
  requested_by jsonb not null,
  reason       text,
  per_minute   integer not null check (per_minute > 0),
  state        text not null default 'running' check (state in ('running', 'finished', 'cancelled')),
  created_at   timestamptz not null,
  finished_at  timestamptz
);
create index on command_runs (tenant_id, created_at desc, run_id);
create index on command_runs (created_at) where state = 'running';

create table command_run_targets (
  run_id     uuid not null references command_runs on delete cascade,
  position   integer not null,
  station_id integer not null references stations on delete cascade,
  -- waiting for its turn; given: its command exists; refused: no command could be made, with the reason in detail.
  state      text not null default 'waiting' check (state in ('waiting', 'given', 'refused', 'cancelled')),
  command_id uuid,
  detail     text,
  primary key (run_id, position),
  unique (run_id, station_id)
);
create index on command_run_targets (run_id, position) where state = 'waiting';
