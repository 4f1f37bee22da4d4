-- owner: security. A station on its way to a higher security profile: what it is told, step by step, and how that ends.
create table security_upgrades (
  tenant_id    smallint not null references tenants,
  upgrade_id   uuid primary key,
  station_id   integer not null references stations on delete cascade,
  target       smallint not null check (target between 1 and 3),
  plan         jsonb not null,
  state        text not null
    check (state in ('prepared', 'installed', 'switching', 'rollingBack', 'confirmed', 'rolledBack', 'failed')),
  -- Which of the plan's commands is under way, how often it was sent, and as which command.
  step         smallint not null default 0,
  attempts     smallint not null default 0,
  command_id   uuid,
  requested_by text not null,
  reason       text,
  detail       text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  expires_at   timestamptz not null,
  ended_at     timestamptz
);
create unique index on security_upgrades (station_id) where ended_at is null;
create index on security_upgrades (tenant_id, created_at desc, upgrade_id);
