-- Imports wait between their preview and their writing; exports that take a while become files.

-- owner: import-export
create table imports (
  tenant_id  smallint not null references tenants,
  import_id  uuid primary key,
  -- The person or key that it belongs to; nobody else sees it.
  owner_id   text not null,
  kind       text not null check (kind in ('stations', 'sites', 'tokens')),
  format     text not null check (format in ('csv', 'json', 'ocpi')),
  file_name  text not null,
  -- Columns of the file that mean nothing here, or are only shown.
  ignored    text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  applied_at timestamptz
);
create index on imports (created_at);
call isolate_tenants('imports');

-- owner: import-export. What each row of the file wants, and what it would change.
create table import_rows (
  tenant_id smallint not null references tenants,
  import_id uuid not null references imports on delete cascade,
  row_no    integer not null,
  name      text not null,
  action    text not null check (action in ('create', 'change', 'unchanged', 'refused')),
  given     jsonb not null,
  -- As it was when the preview was made; null: there was none.
  before    jsonb,
  after     jsonb,
  problems  jsonb not null,
  -- A station's password, as it is stored: salted and hashed.
  secret    jsonb,
  primary key (import_id, row_no)
);
call isolate_tenants('import_rows');

alter table files drop constraint files_purpose_check;
alter table files add constraint files_purpose_check check (purpose in ('firmware', 'log', 'export'));

-- owner: import-export
create table exports (
  tenant_id  smallint not null references tenants,
  export_id  uuid primary key,
  owner_id   text not null,
  kind       text not null check (kind in ('stations', 'sites', 'tokens', 'sessions')),
  format     text not null check (format in ('csv', 'json')),
  filter     jsonb not null,
  -- Identities are masked.
  masked     boolean not null,
  -- The sites that its owner is confined to; null: none.
  sites      uuid[],
  state      text not null check (state in ('queued', 'running', 'ready', 'failed')),
  -- A process works on it until then, or has died.
  busy_until timestamptz,
  attempts   smallint not null default 0,
  rows       integer not null default 0,
  detail     text,
  file_id    uuid references files on delete set null,
  created_by text not null,
  created_at timestamptz not null,
  ended_at   timestamptz
);
create index on exports (tenant_id, owner_id, created_at desc, export_id);
create index on exports (created_at) where state in ('queued', 'running');
call isolate_tenants('exports');
