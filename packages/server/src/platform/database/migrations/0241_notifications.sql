-- owner: notifications. What people want to be told of, what there is to tell, and to whom it has been told.

-- `settings` as the contract has them. Without a row somebody has chosen nothing.
create table notification_settings (
  tenant_id  smallint not null references tenants,
  person_id  uuid not null references persons on delete cascade,
  settings   jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, person_id)
);
call isolate_tenants('notification_settings');

-- Browsers that have subscribed to web push.
create table push_devices (
  tenant_id    smallint not null references tenants,
  device_id    uuid primary key,
  person_id    uuid not null references persons on delete cascade,
  name         text not null,
  endpoint     text not null,
  p256dh       text not null,
  auth         text not null,
  created_at   timestamptz not null,
  last_sent_at timestamptz,
  last_error   text,
  unique (tenant_id, person_id, endpoint)
);
call isolate_tenants('push_devices');

-- Something people are told of. One row for each kind and subject: as long as it stays as it is there is nothing to repeat,
-- and what comes and goes is the same notice, with a count.
create table notices (
  tenant_id  smallint not null references tenants,
  notice_id  uuid primary key,
  kind       text not null,
  subject    text not null,
  severity   text not null check (severity in ('info', 'warning', 'critical')),
  station_id integer,
  site_id    uuid,
  data       jsonb not null,
  opened_at  timestamptz not null,
  -- Null: it lasts.
  closed_at  timestamptz,
  -- How often it has come back soon after it had gone.
  returns    integer not null default 0,
  unique (tenant_id, kind, subject)
);
create index on notices (closed_at);
call isolate_tenants('notices');

-- One notice, one person, one way. waiting: to be told at due_at, unless it is over by then. told: told, and lasts.
-- recovered: the end is to be told at due_at. done: nothing more to say.
create table notice_tellings (
  tenant_id  smallint not null references tenants,
  notice_id  uuid not null references notices on delete cascade,
  person_id  uuid not null references persons on delete cascade,
  channel    text not null check (channel in ('email', 'push', 'webhook')),
  state      text not null check (state in ('waiting', 'told', 'recovered', 'done')),
  due_at     timestamptz not null,
  attempts   integer not null default 0,
  last_error text,
  primary key (notice_id, person_id, channel)
);
create index on notice_tellings (due_at) where state in ('waiting', 'recovered');
create index on notice_tellings (person_id);
call isolate_tenants('notice_tellings');
