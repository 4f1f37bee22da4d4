-- What stations tell of themselves on request or by themselves: reports and the commands that asked for them, monitors
-- and what they noticed, streams of values. All of it is bounded for each station.

-- owner: stations. A report that comes in parts: which have come, and whose question it answers.
create table device_reports (
  tenant_id      smallint not null,
  station_id     integer not null references stations on delete cascade,
  kind           text not null check (kind in ('variables', 'monitors', 'customer')),
  request_id     integer not null,
  -- Unset for a report that nobody here has asked for.
  command_id     uuid,
  -- asked: no part yet; empty: the station has said that there is nothing.
  state          text not null check (state in ('asked', 'receiving', 'complete', 'empty')),
  -- Numbers of the parts that have come, and of the last one once it is known.
  parts          integer[] not null default '{}',
  last_part      integer,
  asked_at       timestamptz,
  updated_at     timestamptz not null,
  -- Text of a customer's data, by part.
  texts          jsonb not null default '{}',
  primary key (station_id, kind, request_id)
);
create index on device_reports (command_id) where command_id is not null;
create index on device_reports (station_id, updated_at desc);

-- owner: stations. Monitors as set by us or reported by the station.
create table device_monitors (
  tenant_id          smallint not null,
  station_id         integer not null references stations on delete cascade,
  monitor_id         integer not null,
  component          text not null,
  component_instance text not null default '',
  evse_id            smallint not null default 0,
  connector_id       smallint not null default 0,
  variable           text not null,
  variable_instance  text not null default '',
  type               text not null,
  value              double precision not null,
  severity           smallint not null,
  transaction        boolean not null default false,
  -- HardWiredMonitor, PreconfiguredMonitor or CustomMonitor, where known.
  notification_type  text,
  -- Pace of the stream that carries its values (2.1).
  stream             jsonb,
  reported_at        timestamptz not null,
  primary key (station_id, monitor_id)
);

-- owner: stations. What monitors noticed, and what the station notices without one.
create table monitor_events (
  tenant_id          smallint not null,
  station_id         integer not null references stations on delete cascade,
  row_id             bigint generated always as identity,
  event_id           integer not null,
  at                 timestamptz,
  received_at        timestamptz not null,
  trigger            text not null,
  actual_value       text not null,
  component          text not null,
  component_instance text not null default '',
  evse_id            smallint not null default 0,
  connector_id       smallint not null default 0,
  variable           text not null,
  variable_instance  text not null default '',
  notification_type  text not null,
  monitor_id         integer,
  cause_event_id     integer,
  transaction_id     text,
  severity           integer,
  cleared            boolean not null,
  tech_code          text,
  tech_info          text,
  primary key (station_id, row_id)
);

-- owner: stations. Streams that a 2.1 station has open, and the newest values of each.
create table event_streams (
  tenant_id   smallint not null,
  station_id  integer not null references stations on delete cascade,
  stream_id   integer not null,
  monitor_id  integer not null,
  interval_s  integer,
  max_values  integer,
  opened_at   timestamptz not null,
  closed_at   timestamptz,
  pending     integer not null default 0,
  last_at     timestamptz,
  primary key (station_id, stream_id)
);

create table event_stream_values (
  tenant_id  smallint not null,
  station_id integer not null references stations on delete cascade,
  stream_id  integer not null,
  row_id     bigint generated always as identity,
  at         timestamptz not null,
  value      text not null,
  primary key (station_id, stream_id, row_id)
);
