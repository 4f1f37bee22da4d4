-- What usually begins at each charging point at this hour of the week, so that what is broken can be ranked by what it
-- loses without reading sessions at every look.

-- owner: network
create table evse_usage (
  tenant_id          smallint not null references tenants,
  station_id         integer not null references stations on delete cascade,
  evse_id            smallint not null,
  sessions_per_hour  real not null,
  energy_wh_per_hour real not null,
  -- Where the figures come from: the point itself, the other points of its site, or those of the network.
  basis              text not null check (basis in ('point', 'site', 'network')),
  primary key (station_id, evse_id)
);
call isolate_tenants('evse_usage');
