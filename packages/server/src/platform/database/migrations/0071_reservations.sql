-- owner: bookings. A connector kept free for somebody, as the station was asked and as it answered.
create table reservations (
  tenant_id      smallint not null,
  station_id     integer not null references stations on delete cascade,
  reservation_id integer not null,
  -- Null: any of the station.
  evse_id        smallint,
  connector_type text,
  id_token       text not null,
  id_token_folded text not null,
  group_value    text,
  expires_at     timestamptz not null,
  state          text not null default 'requested'
                 check (state in ('requested', 'active', 'refused', 'failed', 'used', 'cancelled', 'expired', 'removed')),
  -- The station's own word.
  status         text,
  command_id     uuid not null,
  created_at     timestamptz not null,
  ended_at       timestamptz,
  primary key (station_id, reservation_id)
);
create index on reservations (tenant_id, created_at desc);
create index on reservations (expires_at) where state in ('requested', 'active');

-- owner: bookings. What went into and out of battery swap stations (2.1).
create table battery_swaps (
  tenant_id   smallint not null,
  station_id  integer not null references stations on delete cascade,
  swap_id     bigint generated always as identity,
  received_at timestamptz not null,
  event       text not null check (event in ('BatteryIn', 'BatteryOut', 'BatteryOutTimeout')),
  request_id  integer not null,
  id_token    text not null,
  batteries   jsonb not null,
  primary key (station_id, swap_id)
);
