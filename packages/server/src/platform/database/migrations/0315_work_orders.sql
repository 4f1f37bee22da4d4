-- What no command mends is mended by somebody who goes there: who, when, and what came of it.

-- owner: maintenance
create table work_orders (
  tenant_id       smallint not null references tenants,
  order_id        uuid primary key,
  number          integer not null,
  station_id      integer not null references stations on delete cascade,
  evse_id         smallint,
  connector_id    smallint,
  -- The fault as it was when somebody was sent.
  fault_kind      text not null check (fault_kind in ('connectorFaulted', 'stationOffline', 'stationUnavailable')),
  fault_cause     text,
  fault_info      text,
  priority        text not null check (priority in ('urgent', 'normal')),
  state           text not null check (state in ('sent', 'accepted', 'onSite', 'done', 'cancelled')),
  assignee_id     uuid not null,
  assignee_name   text not null,
  slot_from       timestamptz not null,
  slot_until      timestamptz not null,
  note            text,
  cause_code      text,
  what_was_done   text,
  created_by      text not null,
  created_at      timestamptz not null,
  unique (tenant_id, number),
  check (slot_from < slot_until)
);
-- One open order for each fault.
create unique index one_open_order on work_orders (station_id, fault_kind, coalesce(evse_id, -1), coalesce(connector_id, -1))
  where state in ('sent', 'accepted', 'onSite');
create index on work_orders (tenant_id, slot_from desc, order_id);
create index on work_orders (tenant_id, assignee_id);
call isolate_tenants('work_orders');

-- owner: maintenance
create table work_order_steps (
  tenant_id  smallint not null references tenants,
  station_id integer not null,
  step_id    uuid primary key,
  order_id   uuid not null references work_orders on delete cascade,
  kind       text not null check (kind in ('sent', 'rescheduled', 'accepted', 'onSite', 'done', 'cancelled')),
  done_by    text not null,
  done_at    timestamptz not null,
  -- Who was sent and when, the reason, or what was done.
  assignee   text,
  slot_from  timestamptz,
  slot_until timestamptz,
  words      text
);
create index on work_order_steps (order_id, done_at, step_id);
call isolate_tenants('work_order_steps');
-- History stands.
revoke update, delete on work_order_steps from stationmaster_app, stationmaster_program;

-- When people are taken. It names no place: whoever sends somebody must know it, whatever sites they see themselves.
-- owner: maintenance
create table work_order_slots (
  tenant_id   smallint not null references tenants,
  order_id    uuid primary key references work_orders on delete cascade,
  person_id   uuid not null,
  slot_from   timestamptz not null,
  slot_until  timestamptz not null
);
create index on work_order_slots (tenant_id, person_id, slot_from);
call isolate_tenants('work_order_slots');

-- The last number of each tenant. Its row is locked while somebody is sent, so that no two take the same hour of a person.
-- owner: maintenance
create table work_order_numbers (
  tenant_id smallint primary key references tenants,
  last      integer not null
);
call isolate_tenants('work_order_numbers');
