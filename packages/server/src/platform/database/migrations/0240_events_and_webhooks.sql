-- owner: events. What the program tells others of (webhooks, notifications), and what each thing was like when it was
-- last told of. Events are found by comparing the two after the commit of stations' messages, so that telling costs
-- stations nothing and a killed process loses nothing: its successor compares again (docs/decisions/0014).

create table events (
  tenant_id  smallint not null references tenants,
  event_id   uuid primary key,
  type       text not null,
  -- Null: of no station; people who look after some sites only see nothing of it.
  station_id integer,
  at         timestamptz not null,
  data       jsonb not null,
  created_at timestamptz not null
);
create index on events (tenant_id, at);
create index on events (created_at);
call isolate_tenants('events');
-- A test of a webhook is of no station, but may be made and seen by whoever may use the webhook.
drop policy tenant on events;
create policy tenant on events to stationmaster_app using (tenant_id = scope_tenant() and (
  scope_is_whole_tenant() or type = 'webhook.test' or station_id in (select s.station_id from stations s)));

create table event_marks (
  tenant_id  smallint not null references tenants,
  -- Which comparison it belongs to: station, session, command …
  watch      text not null,
  subject    text not null,
  mark       jsonb not null,
  updated_at timestamptz not null,
  primary key (tenant_id, watch, subject)
);
create index on event_marks (watch, subject);
create index on event_marks (updated_at);
create index on event_marks (tenant_id, subject) where watch = 'session' and mark ->> 'state' = 'active';
call isolate_tenants('event_marks');

-- What there is before this migration is no news.
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select s.tenant_id, 'station', s.station_id::text, jsonb_build_object(
    'presence', case when s.connected_at is null then 'never' when s.connected_node is null then 'offline' else 'online' end,
    'faults', coalesce((
      select jsonb_object_agg(c.evse_id || '/' || c.connector_id, coalesce(c.error_code, ''))
      from connectors c where c.station_id = s.station_id and c.status = 'Faulted'), '{}')),
  now()
from stations s;
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'session', session_id::text,
  jsonb_build_object('state', state, 'doubtful', confidence < 0.8 and flags <> '[]', 'energyWh', energy_wh, 'toldMs', 0), now()
from sessions where state = 'active' or started_at > now() - interval '9 days';
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'command', command_id::text, jsonb_build_object('state', state), now()
from commands where created_at > now() - interval '9 days' and state not in ('queued', 'sent');
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'commandRun', run_id::text, '{}', now() from command_runs where state <> 'running';
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'waiting', identity_folded, '{}', now() from quarantine;
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'security', '', jsonb_build_object('position', max(position)), now()
from security_event_links group by tenant_id;
insert into event_marks (tenant_id, watch, subject, mark, updated_at)
select tenant_id, 'refused', coalesce(station_id::text, ''), jsonb_build_object('rows', count(*)), now()
from refused_rows group by tenant_id, station_id;

-- owner: webhooks. Where events are sent. The secrets are sealed; they sign requests.
create table webhooks (
  tenant_id             smallint not null references tenants,
  webhook_id            uuid primary key,
  name                  text not null,
  url                   text not null,
  types                 text[] not null,
  -- Null: every site, and what no site owns.
  site_ids              uuid[],
  state                 text not null default 'enabled' check (state in ('enabled', 'paused', 'disabled')),
  disabled_reason       text,
  sealed_secret         bytea not null,
  sealed_earlier_secret bytea,
  earlier_secret_until  timestamptz,
  failing_since         timestamptz,
  last_delivered_at     timestamptz,
  created_by            text not null,
  created_at            timestamptz not null
);
create index on webhooks (tenant_id, created_at);
call isolate_tenants('webhooks');

create table webhook_deliveries (
  tenant_id       smallint not null references tenants,
  delivery_id     uuid primary key,
  webhook_id      uuid not null references webhooks on delete cascade,
  event_id        uuid not null references events on delete cascade,
  state           text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts        integer not null default 0,
  created_at      timestamptz not null,
  -- When nobody tries any more.
  give_up_at      timestamptz not null,
  next_attempt_at timestamptz,
  last_attempt_at timestamptz,
  status          integer,
  error           text,
  response        text,
  took_ms         integer
);
create index on webhook_deliveries (webhook_id, next_attempt_at) where state = 'waiting';
create index on webhook_deliveries (webhook_id, created_at desc, delivery_id);
create index on webhook_deliveries (event_id);
create index on webhook_deliveries (created_at);
call isolate_tenants('webhook_deliveries');
