-- What stations were asked to do with files, and how far they are: a row for each firmware update, log upload and firmware
-- publication, begun with its command and moved on by the station's reports.

-- owner: maintenance
create table maintenance_requests (
  tenant_id      smallint not null references tenants,
  station_id     integer not null references stations on delete cascade,
  -- The command that asked.
  command_id     uuid not null,
  kind           text not null check (kind in ('firmwareUpdate', 'logUpload', 'firmwarePublication')),
  -- As reports name it. 1.6 names it in its security extension alone: elsewhere the newest open request is meant.
  request_id     integer not null,
  state          text not null check (state in ('requested', 'running', 'succeeded', 'failed', 'refused', 'cancelled')),
  status         text,
  info           text,
  -- The image that is sent; a log that came is found by its link.
  file_id        uuid references files on delete set null,
  link_id        uuid,
  announced_name text,
  target_version text,
  version_before text,
  -- MD5 of a published image, by which it is taken back.
  checksum       text,
  locations      jsonb not null default '[]',
  -- Statuses as they came: [{at, status, info}], the newest kept.
  steps          jsonb not null default '[]',
  requested_by   text not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  ended_at       timestamptz,
  primary key (station_id, command_id)
);
create index on maintenance_requests (command_id);
create index on maintenance_requests (tenant_id, created_at desc, command_id);
create index on maintenance_requests (station_id, kind, created_at desc);
