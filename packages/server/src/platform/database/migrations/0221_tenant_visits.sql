-- A platform owner steps into a tenant of others: in one browser session, for a recorded reason, and for a limited time.
create table tenant_visits (
  -- The tenant that is visited; its people may see who was there.
  tenant_id      smallint not null references tenants,
  visit_id       uuid primary key,
  person_id      uuid not null references persons on delete cascade,
  session_id     uuid not null,
  -- Where the visitor comes from, and as whom both audit logs name it.
  home_tenant_id smallint not null references tenants,
  visitor        text not null,
  reason         text not null,
  started_at     timestamptz not null,
  ends_at        timestamptz not null,
  ended_at       timestamptz
);
create unique index on tenant_visits (session_id) where ended_at is null;
create index on tenant_visits (ends_at) where ended_at is null;

call isolate_tenants('tenant_visits');
revoke insert, update, delete on tenant_visits from stationmaster_app;
