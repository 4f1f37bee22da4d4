-- owner: energy. Support of the grid by stations (OCPP 2.1 R04–R06): controls as we set them and as they are reported, and
-- the events of the grid that made them act.
create table der_controls (
  tenant_id     smallint not null,
  station_id    integer not null references stations on delete cascade,
  control_id    text not null,
  control_type  text not null,
  is_default    boolean not null,
  -- As the station accepted it from us (SetDERControl); null for controls of others.
  expected      jsonb,
  expected_at   timestamptz,
  -- Its settings as the station last reported them.
  reported      jsonb,
  checked_at    timestamptz,
  checked_by    uuid,
  is_superseded boolean not null default false,
  -- What the station last said of a scheduled control; null before it began.
  started       boolean,
  started_at    timestamptz,
  primary key (station_id, control_id)
);

create table der_alarms (
  tenant_id        smallint not null,
  station_id       integer not null references stations on delete cascade,
  alarm_id         bigint generated always as identity,
  control_type     text not null,
  grid_event_fault text,
  ended            boolean not null,
  info             text,
  -- The station's time, when it is one.
  at               timestamptz,
  received_at      timestamptz not null,
  primary key (station_id, alarm_id)
);
