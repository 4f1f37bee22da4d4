-- Policies ask whose rows are wanted once for each statement, not once for each row: a sub-select that depends on no row
-- is worked out beforehand. It also tells the planner what to expect. Of a setting compared row by row it thinks that
-- hardly any row passes, and plans for a handful where there are thousands.
create function asked_once(condition text) returns text language sql immutable
  return regexp_replace(
    regexp_replace(condition, '(?<!SELECT )(scope_tenant|scope_is_whole_tenant)\(\)', '(SELECT \1())', 'g'),
    -- Without the cast, ANY would take it for a list of rows.
    '(?<!SELECT )scope_sites\(\)', '(SELECT scope_sites())::uuid[]', 'g');

do $$
declare
  policy record;
begin
  for policy in
    select p.polrelid::regclass as isolated, p.polname as name, pg_get_expr(p.polqual, p.polrelid) as visible,
      pg_get_expr(p.polwithcheck, p.polrelid) as writable
    from pg_policy p where pg_get_expr(p.polqual, p.polrelid) like '%scope\_%' or pg_get_expr(p.polwithcheck, p.polrelid) like '%scope\_%'
  loop
    if policy.visible is not null then
      execute format('alter policy %I on %s using (%s)', policy.name, policy.isolated, asked_once(policy.visible));
    end if;
    if policy.writable is not null then
      execute format('alter policy %I on %s with check (%s)', policy.name, policy.isolated, asked_once(policy.writable));
    end if;
  end loop;
end $$;

-- As before, with the conditions of new tables asked once too.
alter procedure isolate_tenants(regclass, text) rename to isolate_tenants_by_row;
create procedure isolate_tenants(isolated regclass, parent text default null) language plpgsql as $$
begin
  call isolate_tenants_by_row(isolated, parent);
  execute format('alter policy tenant on %s using (%s)', isolated, asked_once((
    select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = isolated and polname = 'tenant')));
end $$;
