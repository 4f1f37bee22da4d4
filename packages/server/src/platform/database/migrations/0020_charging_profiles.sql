-- owner: energy. The charging profiles of stations: what they have accepted from us beside what they report themselves, so
-- that drift shows; and what else limits or shapes charging there, as stations tell it.
create table charging_profiles (
  tenant_id        smallint not null,
  station_id       integer not null references stations on delete cascade,
  profile_id       integer not null,
  -- Of the expected profile, else of the reported one.
  purpose          text not null,
  transaction_id   text,
  -- Accepted by the station when we set it; null for profiles of others.
  expected         jsonb,
  expected_evse_id smallint,
  expected_at      timestamptz,
  expected_by      uuid,
  -- As the station last reported it; null when it did not.
  reported         jsonb,
  reported_evse_id smallint,
  reported_source  text,
  -- When a report last said whether it is there, and the command that asked for it.
  checked_at       timestamptz,
  checked_by       uuid,
  primary key (station_id, profile_id)
);

-- Reports that come in parts, until the last one.
create table energy_report_parts (
  tenant_id   smallint not null,
  station_id  integer not null references stations on delete cascade,
  kind        text not null check (kind in ('chargingProfiles', 'derControls')),
  request_id  integer not null,
  received_at timestamptz not null,
  parts       jsonb not null,
  primary key (station_id, kind, request_id)
);

-- Limits that others than we have set: an energy manager, a grid operator.
create table charging_limits (
  tenant_id           smallint not null,
  station_id          integer not null references stations on delete cascade,
  evse_id             smallint not null,
  source              text not null,
  is_grid_critical    boolean not null,
  is_local_generation boolean not null,
  schedules           jsonb not null,
  notified_at         timestamptz not null,
  primary key (station_id, evse_id, source)
);

-- The latest composite schedule that a station has answered.
create table composite_schedules (
  tenant_id  smallint not null,
  station_id integer not null references stations on delete cascade,
  evse_id    smallint not null,
  unit       text not null check (unit in ('A', 'W')),
  schedule   jsonb not null,
  reported_at timestamptz not null,
  command_id uuid not null,
  primary key (station_id, evse_id, unit)
);

-- What the vehicle at an EVSE last said it needs, and the schedule it has chosen.
create table ev_charging (
  tenant_id            smallint not null,
  station_id           integer not null references stations on delete cascade,
  evse_id              smallint not null,
  needs                jsonb,
  max_schedule_tuples  integer,
  needs_at             timestamptz,
  schedule             jsonb,
  schedule_time_base   timestamptz,
  selected_schedule_id integer,
  schedule_at          timestamptz,
  primary key (station_id, evse_id)
);

-- Transactions for which priority charging was switched, by us or at the station.
create table priority_charging (
  tenant_id      smallint not null,
  station_id     integer not null references stations on delete cascade,
  transaction_id text not null,
  active         boolean not null,
  changed_at     timestamptz not null,
  primary key (station_id, transaction_id)
);
