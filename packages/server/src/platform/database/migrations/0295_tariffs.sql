-- What charging costs: tariffs, their versions, and where they apply. What has been in force is never changed, so that
-- the price of a session can be worked out again, and explained, at any time.

-- owner: tariffs
create table tariffs (
  tenant_id  smallint not null references tenants,
  tariff_id  uuid primary key,
  name       text not null,
  -- ISO 4217: the organisation's when it was made.
  currency   text not null,
  created_at timestamptz not null,
  unique (tenant_id, name)
);
call isolate_tenants('tariffs');

-- owner: tariffs
create table tariff_versions (
  tenant_id    smallint not null references tenants,
  version_id   uuid primary key,
  tariff_id    uuid not null references tariffs,
  valid_from   timestamptz not null,
  -- What people have set, and what it means to the pricing engine: a tariff as OCPI writes it.
  prices       jsonb not null,
  tariff       jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  check (published_at <= valid_from),
  -- What has been in force stays.
  check (withdrawn_at < valid_from),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index on tariff_versions (tariff_id, valid_from desc, published_at desc);
call isolate_tenants('tariff_versions');

create function guard_tariff_versions() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null
    and to_jsonb(new) - array['withdrawn_at', 'withdrawn_by'] = to_jsonb(old) - array['withdrawn_at', 'withdrawn_by'] then
    return new;
  end if;
  raise exception 'a version of a tariff is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger never_changed before update or delete on tariff_versions
  for each row execute function guard_tariff_versions();
create trigger never_emptied before truncate on tariff_versions for each statement execute function refuse_change();

-- Which tariff applies at a site, since when: the last of a site, or of no site, which is that of the network.
-- owner: tariffs
create table tariff_assignments (
  tenant_id  smallint not null references tenants,
  -- Null: the network's, for all sites without one of their own.
  site_id    uuid references sites on delete cascade,
  -- Null: none of its own.
  tariff_id  uuid references tariffs,
  since      timestamptz not null,
  -- Of two in the same millisecond, the later.
  sequence   bigint generated always as identity primary key
);
create index on tariff_assignments (tenant_id, site_id, since desc, sequence desc);
create index on tariff_assignments (tariff_id);
call isolate_tenants('tariff_assignments');
-- What applies to the whole network applies at some sites too.
alter policy tenant on tariff_assignments using (
  tenant_id = (select scope_tenant())
  and (site_id is null or (select scope_is_whole_tenant()) or site_id = any ((select scope_sites())::uuid[])));

-- People who have some sites know the prices of those, and set none.
create policy confined on tariffs as restrictive for select to stationmaster_app
  using ((select scope_is_whole_tenant()) or tariff_id in (select a.tariff_id from tariff_assignments a));
create policy confined on tariff_versions as restrictive for select to stationmaster_app
  using ((select scope_is_whole_tenant()) or tariff_id in (select t.tariff_id from tariffs t));
create policy whole_tenant_insert on tariffs as restrictive for insert to stationmaster_app
  with check ((select scope_is_whole_tenant()));
create policy whole_tenant_update on tariffs as restrictive for update to stationmaster_app
  using ((select scope_is_whole_tenant()));
create policy whole_tenant_insert on tariff_versions as restrictive for insert to stationmaster_app
  with check ((select scope_is_whole_tenant()));
create policy whole_tenant_update on tariff_versions as restrictive for update to stationmaster_app
  using ((select scope_is_whole_tenant()));
create policy whole_tenant_insert on tariff_assignments as restrictive for insert to stationmaster_app
  with check ((select scope_is_whole_tenant()));
create policy whole_tenant_update on tariff_assignments as restrictive for update to stationmaster_app
  using ((select scope_is_whole_tenant()));
