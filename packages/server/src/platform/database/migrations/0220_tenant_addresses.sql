-- A tenant's stations connect under its slug (/ocpp/<slug>/<identity>; the first tenant's also without), and a tenant may
-- be suspended: its stations and people are refused, its rows stay.
alter table tenants
  add column slug text,
  add column suspended_at timestamptz,
  add column suspended_reason text;
update tenants set slug = case when tenant_id = 1 then 'default' else 'tenant-' || tenant_id end;
alter table tenants
  alter column slug set not null,
  add unique (slug),
  add check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$');
