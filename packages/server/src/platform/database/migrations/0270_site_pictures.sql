-- Pictures that lie below the drawn bays of a site. Their content is in the file store; a picture that no level of the
-- plan names has an end there and is swept with everything else that has been kept long enough.

alter table files drop constraint files_purpose_check;
alter table files add constraint files_purpose_check check (purpose in ('firmware', 'log', 'export', 'plan'));

-- owner: energy
create table site_pictures (
  tenant_id  smallint not null references tenants,
  site_id    uuid not null references sites on delete cascade,
  file_id    uuid primary key references files on delete cascade,
  created_at timestamptz not null
);
create index on site_pictures (site_id);
call isolate_tenants('site_pictures');
