-- Tags and groups, by which a tenant finds and names its stations. A tag is a word on a station; a group is a thing with
-- a name of its own, which other things can refer to.

-- owner: stations
create table station_tags (
  tenant_id  smallint not null references tenants,
  station_id integer not null references stations on delete cascade,
  tag        text not null,
  primary key (station_id, tag)
);
create index on station_tags (tenant_id, tag);
call isolate_tenants('station_tags');

-- owner: stations
create table station_groups (
  tenant_id  smallint not null references tenants,
  group_id   uuid primary key,
  name       text not null,
  created_at timestamptz not null,
  unique (tenant_id, name)
);
call isolate_tenants('station_groups');

-- owner: stations
create table station_group_members (
  tenant_id  smallint not null references tenants,
  group_id   uuid not null references station_groups on delete cascade,
  station_id integer not null references stations on delete cascade,
  primary key (group_id, station_id)
);
create index on station_group_members (station_id);
call isolate_tenants('station_group_members');
