-- Foundation: tenants, sites, stations, the flight recorder, sessions, meter truth, tokens, commands, accounts.
-- Hot tables lead their key with station_id (so a fleet shards by station) and the ones that only grow are partitioned by day.
-- Every table carries its tenant. Owners are named per table; only the owner's store (and the journal for hot tables) writes it.

-- owner: accounts
create table tenants (
  tenant_id  smallint primary key,
  name       text not null,
  created_at timestamptz not null default now()
);
insert into tenants (tenant_id, name) values (1, 'Default');

-- owner: energy
create table sites (
  tenant_id  smallint not null references tenants,
  site_id    uuid primary key,
  name       text not null,
  address    text,
  city       text,
  country    text,
  latitude   double precision,
  longitude  double precision,
  time_zone  text not null default 'UTC',
  grid_limit_w integer,
  created_at timestamptz not null,
  unique (tenant_id, name)
);

-- owner: stations
create table stations (
  tenant_id        smallint not null references tenants,
  station_id       integer generated always as identity primary key,
  identity         text not null,
  identity_folded  text not null,
  name             text,
  site_id          uuid references sites on delete set null,
  registration     text not null default 'Accepted' check (registration in ('Accepted', 'Pending', 'Rejected')),
  -- OCPP security profile the station must use: 0 none, 1 Basic, 2 TLS + Basic, 3 mutual TLS.
  security_profile smallint not null default 1 check (security_profile between 0 and 3),
  secret_salt      bytea,
  secret_hash      bytea,
  -- Tolerances switched on for this station, see stations/quirks.ts.
  quirks           jsonb not null default '{}',
  ocpp_version     text,
  vendor           text,
  model            text,
  serial_number    text,
  firmware_version text,
  iccid            text,
  imsi             text,
  meter_type       text,
  meter_serial_number text,
  -- What the station has been told in answer to its Boot: unset until its first accepted Boot.
  boot_status      text check (boot_status in ('Accepted', 'Pending', 'Rejected')),
  booted_at        timestamptz,
  boot_reason      text,
  clock_offset_ms  bigint not null default 0,
  -- Fencing: every accepted socket takes the next epoch; only the newest may write connection columns.
  connection_epoch bigint not null default 0,
  connected_node   text,
  connected_at     timestamptz,
  disconnected_at  timestamptz,
  remote_address   text,
  last_seen_at     timestamptz,
  heartbeats       bigint not null default 0,
  created_at       timestamptz not null,
  unique (tenant_id, identity_folded)
);
create index on stations (site_id);

-- owner: stations
create table connectors (
  tenant_id         smallint not null,
  station_id        integer not null references stations on delete cascade,
  evse_id           smallint not null,
  connector_id      smallint not null,
  status            text not null,
  error_code        text,
  info              text,
  vendor_error_code text,
  -- The station's time of the change, and ours.
  status_at         timestamptz not null,
  received_at       timestamptz not null,
  connector_type    text,
  max_power_w       integer,
  primary key (station_id, evse_id, connector_id)
);

-- owner: stations
create table status_history (
  tenant_id    smallint not null,
  station_id   integer not null,
  evse_id      smallint not null,
  connector_id smallint not null,
  status       text not null,
  error_code   text,
  info         text,
  at           timestamptz not null,
  received_at  timestamptz not null
) partition by range (received_at);
create index on status_history (station_id, received_at);
create table status_history_default partition of status_history default;

-- owner: stations. Device model of 2.x; 1.6 configuration keys use component ''.
create table device_variables (
  tenant_id          smallint not null,
  station_id         integer not null references stations on delete cascade,
  component          text not null,
  component_instance text not null default '',
  evse_id            smallint not null default 0,
  connector_id       smallint not null default 0,
  variable           text not null,
  variable_instance  text not null default '',
  attribute          text not null default 'Actual',
  value              text,
  mutability         text,
  characteristics    jsonb,
  reported_at        timestamptz not null,
  primary key (station_id, component, component_instance, evse_id, connector_id, variable, variable_instance, attribute)
);

-- owner: stations. Firmware, log, monitoring and data-transfer reports, and actions with no table of their own.
create table station_reports (
  tenant_id   smallint not null,
  station_id  integer not null,
  received_at timestamptz not null,
  kind        text not null,
  body        jsonb not null
) partition by range (received_at);
create index on station_reports (station_id, received_at);
create table station_reports_default partition of station_reports default;

-- owner: gateway. Stations nobody has registered yet; bounded, oldest out.
create table quarantine (
  tenant_id        smallint not null references tenants,
  identity         text not null,
  identity_folded  text not null,
  ocpp_version     text,
  remote_address   text,
  vendor           text,
  model            text,
  serial_number    text,
  firmware_version text,
  -- Salted hash of the password the station presented, so approval can adopt it.
  secret_salt      bytea,
  secret_hash      bytea,
  boots            integer not null default 0,
  first_seen_at    timestamptz not null,
  last_seen_at     timestamptz not null,
  primary key (tenant_id, identity_folded)
);

-- owner: gateway. The flight recorder: a call and its answer are one row. Secrets are redacted before they get here.
create table frames (
  tenant_id   smallint not null,
  station_id  integer not null,
  received_at timestamptz not null,
  -- true: the station called us; false: we called the station.
  inbound     boolean not null,
  action      text not null,
  message_id  text not null,
  frame       text not null,
  answer      text,
  answered_at timestamptz,
  session_id  uuid,
  -- Tolerances applied and decisions taken, as reason codes with data.
  reasons     jsonb
) partition by range (received_at);
create index on frames (station_id, received_at);
create table frames_default partition of frames default;

-- owner: gateway. Rows the database refused, kept whole for a person to look at.
create table refused_rows (
  tenant_id   smallint not null,
  station_id  integer,
  received_at timestamptz not null,
  table_name  text not null,
  error       text not null,
  content     bytea not null
);

-- owner: gateway. Append-only.
create table security_events (
  tenant_id   smallint not null,
  station_id  integer,
  received_at timestamptz not null,
  at          timestamptz,
  source      text not null check (source in ('station', 'csms')),
  type        text not null,
  detail      text
);
create index on security_events (station_id, received_at);

-- owner: sessions
create table sessions (
  tenant_id          smallint not null,
  station_id         integer not null,
  session_id         uuid not null,
  evse_id            smallint not null,
  connector_id       smallint not null,
  -- The station's (2.x) or our (1.6, decimal) transaction id; null while only a Stop without a known id is held.
  transaction_id     text,
  -- Reuse of a transaction id after its end opens the next generation.
  generation         smallint not null default 0,
  -- Business key of a 1.6 StartTransaction (connector, token, time, meter); retries meet it.
  start_key          text,
  id_token           text,
  id_token_folded    text,
  id_token_type      text,
  token_id           uuid,
  authorization_status text,
  state              text not null check (state in ('active', 'ended')),
  charging_state     text,
  -- Effective times (station time made plausible); started_at_station / ended_at_station are as the station says.
  started_at         timestamptz not null,
  ended_at           timestamptz,
  started_at_station timestamptz,
  ended_at_station   timestamptz,
  meter_start_wh     bigint,
  meter_stop_wh      bigint,
  energy_wh          bigint not null default 0,
  power_w            real,
  max_power_w        real,
  soc_percent        real,
  start_soc_percent  real,
  stopped_reason     text,
  remote_start_id    integer,
  offline            boolean not null default false,
  -- Anomalies as [{code, ...data}], each explained to people by the console.
  flags              jsonb not null default '[]',
  -- 0..1; under the threshold a session waits for review instead of being billed.
  confidence         real not null default 1,
  cost_minor         bigint,
  currency           text,
  -- Accumulator of the fold, so that a reconnecting actor goes on without reading events.
  fold               jsonb not null,
  last_event_at      timestamptz not null,
  received_at        timestamptz not null,
  updated_at         timestamptz not null,
  primary key (station_id, session_id)
);
create index on sessions (session_id);
create unique index on sessions (station_id, transaction_id, generation) where transaction_id is not null;
create unique index on sessions (station_id, start_key) where start_key is not null;
create index on sessions (tenant_id, started_at desc, session_id);
create index on sessions (station_id, started_at desc);
create index on sessions (tenant_id, id_token_folded) where state = 'active';
create index on sessions (tenant_id) where state = 'active';

-- owner: sessions. What the fold folds; samples live in meter_samples.
create table session_events (
  tenant_id   smallint not null,
  station_id  integer not null,
  session_id  uuid not null,
  received_at timestamptz not null,
  phase       text not null,
  seq_no      integer,
  at          timestamptz not null,
  -- 53-bit content hash: same key + same hash is a retry.
  content_hash bigint not null,
  body        jsonb not null
) partition by range (received_at);
create index on session_events (station_id, session_id);
create table session_events_default partition of session_events default;

-- owner: sessions. One wide row per station, instant and connector; samples of one instant merge.
create table meter_samples (
  tenant_id        smallint not null,
  station_id       integer not null,
  at               timestamptz not null,
  evse_id          smallint not null,
  connector_id     smallint not null,
  context          smallint not null,
  session_id       uuid,
  energy_import_wh bigint,
  energy_export_wh bigint,
  power_import_w   real,
  power_export_w   real,
  power_offered_w  real,
  current_import_a real,
  current_l1_a     real,
  current_l2_a     real,
  current_l3_a     real,
  current_offered_a real,
  voltage_v        real,
  voltage_l1_v     real,
  voltage_l2_v     real,
  voltage_l3_v     real,
  soc_percent      real,
  temperature_c    real,
  frequency_hz     real,
  other            jsonb,
  signed           text[],
  primary key (station_id, at, evse_id, connector_id, context)
) partition by range (at);
create table meter_samples_default partition of meter_samples default;

-- owner: access
create table id_tokens (
  tenant_id      smallint not null references tenants,
  token_id       uuid primary key,
  value          text not null,
  value_folded   text not null,
  type           text not null,
  label          text,
  status         text not null default 'active' check (status in ('active', 'blocked')),
  expires_at     timestamptz,
  -- Members of one group may stop each other's sessions (1.6 parentIdTag, 2.x groupIdToken).
  group_value    text,
  -- Sessions at a time; null is no limit.
  max_concurrent smallint default 1 check (max_concurrent is null or max_concurrent >= 1),
  created_at     timestamptz not null,
  unique (tenant_id, value_folded)
);

-- owner: stations. Durable commands to stations.
create table commands (
  tenant_id    smallint not null,
  station_id   integer not null references stations on delete cascade,
  command_id   uuid not null,
  kind         text not null,
  body         jsonb not null,
  requested_by text not null,
  reason       text,
  state        text not null check (state in ('queued', 'sent', 'accepted', 'rejected', 'timedOut', 'unknown', 'failed', 'cancelled')),
  -- The station's own word, or why it failed.
  status       text,
  detail       text,
  answer       jsonb,
  ocpp_action  text,
  request      text,
  response     text,
  created_at   timestamptz not null,
  sent_at      timestamptz,
  answered_at  timestamptz,
  deadline_at  timestamptz not null,
  primary key (station_id, command_id)
);
create index on commands (command_id);
create index on commands (station_id, created_at desc);
create index on commands (station_id) where state = 'queued';

-- Positive int32 ids for 1.6 transactions, taken in blocks of 1000 by each gateway.
create sequence transaction_numbers as bigint increment by 1000 minvalue 1 maxvalue 2147482000 cycle;

-- owner: accounts
create table people (
  tenant_id     smallint not null references tenants,
  person_id     uuid primary key,
  name          text not null,
  email         text,
  password_hash text not null,
  role          text not null check (role in ('owner')),
  created_at    timestamptz not null
);
create unique index on people (tenant_id, lower(email));

create table sign_in_links (
  tenant_id  smallint not null references tenants,
  token_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table browser_sessions (
  tenant_id    smallint not null references tenants,
  token_hash   bytea primary key,
  person_id    uuid not null references people on delete cascade,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz not null
);

create table api_keys (
  tenant_id    smallint not null references tenants,
  key_id       uuid primary key,
  name         text not null,
  key_hash     bytea not null unique,
  role         text not null check (role in ('owner')),
  created_at   timestamptz not null,
  last_used_at timestamptz
);

-- owner: accounts. Append-only record of privileged actions.
create table audit_log (
  tenant_id smallint not null references tenants,
  audit_id  bigint generated always as identity primary key,
  at        timestamptz not null,
  actor     text not null,
  action    text not null,
  object    text not null,
  reason    text,
  detail    jsonb
);

-- owner: platform/http. Answers kept so that a repeated request with the same key gets the same answer.
create table idempotency_keys (
  tenant_id    smallint not null references tenants,
  route        text not null,
  key          text not null,
  request_hash bytea not null,
  status       smallint,
  response     jsonb,
  created_at   timestamptz not null,
  primary key (tenant_id, route, key)
);
