-- Tenants cannot see each other: row-level security on every table that holds a tenant's rows.
--
-- The login of DATABASE_URL owns the tables and is used for migrations and partitions only. The program works under
-- three roles, none of which owns anything:
--   stationmaster_app      what somebody asks for: the rows of one tenant, and of some of its sites if so confined
--   stationmaster_program  the program's own work, over all tenants
--   stationmaster_journal  what stations say, committed for many tenants at once, and the look-ups that needs. It passes
--                          by the policies, because PostgreSQL copies no rows into a table under them, and is granted
--                          a few tables and nothing else.
-- A table that a later migration adds is isolated by it too: call isolate_tenants('its_name').

do $$
declare
  needed record;
begin
  for needed in
    select * from (values ('stationmaster_app', ''), ('stationmaster_program', ''), ('stationmaster_journal', ' bypassrls'))
      as wanted(name, attributes)
    where not exists (select from pg_roles where rolname = wanted.name)
  loop
    begin
      execute format('create role %I nologin%s', needed.name, needed.attributes);
    exception
      -- Roles belong to the whole server: another database's migration may make them at this very moment.
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The role % is missing and % may not create it. Have an administrator of the server run: create role % nologin%; grant % to %;',
          needed.name, current_user, needed.name, needed.attributes, needed.name, current_user;
    end;
  end loop;
  for needed in select unnest(array['stationmaster_app', 'stationmaster_program', 'stationmaster_journal']) as name loop
    if not pg_has_role(current_user, needed.name, 'member') then
      execute format('grant %I to current_user', needed.name);
    end if;
  end loop;
end $$;

create function scope_tenant() returns smallint language sql stable parallel safe
  return nullif(current_setting('stationmaster.tenant', true), '')::smallint;

create function scope_is_whole_tenant() returns boolean language sql stable parallel safe
  return current_setting('stationmaster.sites', true) = 'all';

create function scope_sites() returns uuid[] language sql stable parallel safe
  return nullif(nullif(current_setting('stationmaster.sites', true), 'all'), '')::uuid[];

-- Lets each role see of a table what it may. `parent` is the condition for a table without a tenant of its own.
create procedure isolate_tenants(isolated regclass, parent text default null) language plpgsql as $$
declare
  has_tenant  boolean := exists (select from pg_attribute where attrelid = isolated and attname = 'tenant_id' and not attisdropped);
  has_station boolean := exists (select from pg_attribute where attrelid = isolated and attname = 'station_id' and not attisdropped);
  has_site    boolean := exists (select from pg_attribute where attrelid = isolated and attname = 'site_id' and not attisdropped);
  visible     text := coalesce(parent, 'tenant_id = scope_tenant()');
begin
  if not has_tenant and parent is null then
    raise exception '% has neither a tenant nor a parent', isolated;
  end if;
  if has_site then
    visible := visible || ' and (scope_is_whole_tenant() or site_id = any (scope_sites()))';
  elsif has_station then
    -- Itself confined by the policy of stations.
    visible := visible || ' and (scope_is_whole_tenant() or station_id in (select s.station_id from stations s))';
  end if;
  execute format('alter table %s enable row level security', isolated);
  execute format('alter table %s force row level security', isolated);
  execute format('drop policy if exists tenant on %s', isolated);
  execute format('drop policy if exists program on %s', isolated);
  execute format('create policy tenant on %s to stationmaster_app using (%s)', isolated, visible);
  execute format('create policy program on %s to stationmaster_program using (true)', isolated);
  execute format('grant select, insert, update, delete on %s to stationmaster_app, stationmaster_program', isolated);
end $$;

do $$
declare
  one regclass;
begin
  for one in
    select c.oid::regclass from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  loop
    call isolate_tenants(one);
  end loop;
end $$;

call isolate_tenants('command_run_targets', 'run_id in (select r.run_id from command_runs r)');
call isolate_tenants('commissioning_checks', 'commissioning_id in (select c.commissioning_id from commissionings c)');
call isolate_tenants('local_list_entries', 'station_id in (select s.station_id from stations s)');

-- What no single site owns: people who look after some sites only see nothing of it.
create policy whole_tenant on quarantine as restrictive to stationmaster_app using (scope_is_whole_tenant());
create policy whole_tenant on quarantine_presentations as restrictive to stationmaster_app using (scope_is_whole_tenant());
create policy whole_tenant on refused_handshakes as restrictive to stationmaster_app using (scope_is_whole_tenant());
create policy whole_tenant on network_load as restrictive to stationmaster_app using (scope_is_whole_tenant());
create policy whole_tenant on audit_log as restrictive for select to stationmaster_app using (scope_is_whole_tenant());

-- Only the program makes tenants and ends them.
revoke insert, delete on tenants from stationmaster_app;
revoke update, delete on audit_log from stationmaster_app, stationmaster_program;

-- Held for all tenants alike, and so the program's own: persons and their sign-ins, what certificate authorities say of
-- public certificates, the journal's progress. Work for somebody that needs them leaves its scope for it (outsideScopes).
do $$
declare
  one regclass;
begin
  for one in
    select c.oid::regclass from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and not c.relrowsecurity
  loop
    execute format('grant select, insert, update, delete on %s to stationmaster_program', one);
  end loop;
end $$;
revoke insert, update, delete on schema_migrations from stationmaster_program;
grant select, insert, update, delete on certificate_statuses to stationmaster_app;
grant select, insert, update, delete on journal_flushes to stationmaster_journal;

grant usage on all sequences in schema public to stationmaster_app, stationmaster_program;
grant usage on sequence transaction_numbers to stationmaster_journal;

grant select, insert, update, delete on
  stations, connectors, frames, status_history, station_reports, station_inbox, refused_rows, security_events, sessions,
  session_events, meter_samples, device_variables, quarantine, quarantine_presentations, refused_handshakes
  to stationmaster_journal;
grant select, update on commands, password_rotations to stationmaster_journal;
grant select on id_tokens, tenants to stationmaster_journal;
