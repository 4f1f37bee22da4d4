-- owner: stations. The examination of a station: each check asks it something or reads what it has said, and keeps a verdict.
create table commissionings (
  tenant_id        smallint not null,
  commissioning_id uuid primary key,
  station_id       integer not null references stations on delete cascade,
  state            text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  -- The limit that the station must keep by itself, A per phase; null: not to be set.
  fail_safe_a      real,
  started_by       text not null,
  started_at       timestamptz not null,
  finished_at      timestamptz
);
create index on commissionings (station_id, started_at desc);
-- A station is examined by one at a time.
create unique index on commissionings (station_id) where state = 'running';

create table commissioning_checks (
  commissioning_id uuid not null references commissionings on delete cascade,
  position         smallint not null,
  check_id         text not null,
  outcome          text not null default 'waiting'
                   check (outcome in ('waiting', 'asked', 'passed', 'warned', 'failed', 'skipped')),
  -- What was found, as a code with data; the console makes a sentence of it.
  finding          text,
  data             jsonb,
  -- Tolerances that the finding speaks for.
  quirks           jsonb,
  command_id       uuid,
  asked_at         timestamptz,
  judged_at        timestamptz,
  primary key (commissioning_id, position)
);

-- owner: stations. Named sets of tolerances for stations of a make. Those that come with the program are not stored.
create table quirk_profiles (
  tenant_id  smallint not null references tenants,
  profile_id uuid primary key,
  name       text not null,
  -- Patterns with * for any text, without case; null: any.
  vendor     text,
  model      text,
  firmware   text,
  quirks     jsonb not null,
  created_at timestamptz not null,
  unique (tenant_id, name)
);
