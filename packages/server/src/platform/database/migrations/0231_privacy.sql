-- Data of drivers: how long a tenant keeps what, and the erasure of what is known of some tokens.

-- owner: privacy. What a tenant has chosen, by subject; a subject that is absent has its defaults.
create table tenant_rules (
  tenant_id  smallint not null references tenants,
  subject    text not null check (subject in ('privacy', 'safeguards')),
  body       jsonb not null,
  changed_at timestamptz not null,
  primary key (tenant_id, subject)
);
call isolate_tenants('tenant_rules');

-- owner: privacy. The values are sealed, and gone when the work is done; `stand_ins` is what stands in their place.
create table erasures (
  tenant_id    smallint not null references tenants,
  erasure_id   uuid primary key,
  state        text not null default 'waiting' check (state in ('waiting', 'settling', 'done')),
  sealed       bytea,
  stand_ins    text[] not null,
  counts       jsonb not null default '{}',
  requested_by text not null,
  reason       text not null,
  next_at      timestamptz not null,
  created_at   timestamptz not null,
  finished_at  timestamptz,
  check ((state = 'done') = (sealed is null))
);
create index on erasures (tenant_id, created_at desc, erasure_id);
create index on erasures (next_at) where state <> 'done';
call isolate_tenants('erasures');
create policy whole_tenant on erasures as restrictive to stationmaster_app using (scope_is_whole_tenant());

-- Rows that the database has refused are looked at by hand, soon or never.
create index on refused_rows (tenant_id, received_at);

-- A security event may lose what it says, and nothing else of it changes. Its link stays as it is: nobody can recompute it.
alter table security_events add column erased_at timestamptz;
drop trigger append_only on security_events;
create function guard_security_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.erased_at is null and new.erased_at is not null and new.detail is null
    and to_jsonb(new) - array['detail', 'erased_at'] = to_jsonb(old) - array['detail', 'erased_at'] then
    return new;
  end if;
  raise exception 'security_events is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on security_events for each row execute function guard_security_events();
create trigger never_emptied before truncate on security_events for each statement execute function refuse_change();
revoke update, delete on security_events from stationmaster_app;
