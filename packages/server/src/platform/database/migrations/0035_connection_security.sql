-- How stations prove who they are: the profile that is required and the highest ever reached, passwords on their way to a
-- station, steps to a higher profile, and the chain over the security event log.

-- owner: stations. The highest profile a station has connected with: it is refused below (ratchet).
alter table stations
  add column reached_profile smallint not null default 0 check (reached_profile between 0 and 3),
  -- owner: gateway. That of the present socket.
  add column connected_profile smallint,
  -- What CN of its client certificate must be, where that is not its identity.
  add column certificate_name text;
create index on stations (tenant_id, (greatest(security_profile, reached_profile)));

-- owner: security. A password that a station is told. Both are accepted until one is known to be the station's.
create table password_rotations (
  tenant_id    smallint not null references tenants,
  rotation_id  uuid primary key,
  station_id   integer not null references stations on delete cascade,
  -- Rotations of many stations that were begun together.
  batch_id     uuid,
  state        text not null check (state in ('waiting', 'prepared', 'told', 'confirmed', 'failed', 'cancelled')),
  -- Hashes of every password the station may have got, the newest last, under one salt. The password itself is only in
  -- the command, until that is sent.
  next_salt    bytea,
  next_hashes  bytea[] not null default '{}',
  command_id   uuid,
  attempts     smallint not null default 0,
  requested_by text not null,
  reason       text,
  detail       text,
  start_at     timestamptz not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create unique index on password_rotations (station_id) where ended_at is null;
create index on password_rotations (tenant_id, created_at desc, rotation_id);
create index on password_rotations (command_id) where ended_at is null;

-- owner: gateway. Its rows are never changed (see below), so they need a name.
alter table security_events add column event_id bigint generated always as identity primary key;
create index on security_events (tenant_id, received_at desc, event_id);

-- owner: security. The chain: each link hashes its event and the link before. It is made after the commit, in the order of
-- `position`, so that recording an event costs a station nothing.
create table security_event_links (
  tenant_id smallint not null,
  position  bigint not null,
  event_id  bigint not null unique,
  hash      bytea not null,
  primary key (tenant_id, position)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete or truncate on security_events
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on security_event_links
  for each statement execute function refuse_change();
