-- People who charge. A token may belong to one of them; what is known of them is kept apart from the accounts of those
-- who run the stations.

-- owner: access
create table drivers (
  tenant_id  smallint not null references tenants,
  driver_id  uuid primary key,
  name       text not null,
  email      text,
  phone      text,
  -- ISO 639-1: what they are written to in.
  language   text,
  notes      text,
  created_at timestamptz not null
);
create index on drivers (tenant_id, name, driver_id);
call isolate_tenants('drivers');

alter table id_tokens add column driver_id uuid references drivers on delete set null;
create index on id_tokens (driver_id) where driver_id is not null;
