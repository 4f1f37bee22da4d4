-- Views of lists that people have named: what stands in the address after the question mark.

-- owner: accounts
create table saved_views (
  tenant_id  smallint not null references tenants,
  view_id    uuid primary key,
  owner_id   text not null,
  owner_name text not null,
  screen     text not null check (screen in ('stations', 'sessions', 'sites', 'tokens')),
  name       text not null,
  search     jsonb not null,
  -- The whole tenant sees it.
  shared     boolean not null,
  created_at timestamptz not null,
  unique (tenant_id, owner_id, screen, name)
);
call isolate_tenants('saved_views');
