-- What stations shall be configured to, and how far each is from it. Stations forget settings, are replaced and are
-- changed on site: what is wanted is compared with what they report after every boot and reconnect.

-- owner: stations. Secrets of entries are not in them but sealed beside, by place, under a key of the data directory.
create table configuration_templates (
  tenant_id   smallint not null references tenants,
  template_id uuid primary key,
  name        text not null,
  description text,
  enabled     boolean not null default true,
  -- The entries of a built-in template are in the program.
  built_in    text,
  priority    smallint not null default 0,
  conditions  jsonb not null default '{}',
  entries     jsonb not null default '[]',
  sealed      bytea,
  version     integer not null default 1,
  changed_at  timestamptz not null,
  unique (tenant_id, name)
);
insert into configuration_templates (tenant_id, template_id, name, description, built_in, priority, changed_at)
select tenant_id, gen_random_uuid(), 'Protective settings',
  'Keeps stations from giving reports up, and from redialling all at once.', 'protective', -100, now()
from tenants;

-- owner: stations. The comparison of one station: read what it is, set what differs, settle.
create table station_configurations (
  tenant_id   smallint not null,
  station_id  integer primary key references stations on delete cascade,
  step        text not null check (step in ('reading', 'applying', 'settled')),
  -- Commands whose answers the step waits for.
  command_ids uuid[] not null default '{}',
  -- When the present or last comparison began.
  checked_at  timestamptz not null,
  is_due      boolean not null default false,
  failures    smallint not null default 0,
  next_try_at timestamptz,
  problem     text
);
create index on station_configurations (station_id) where step <> 'settled';

create table station_configuration_items (
  tenant_id          smallint not null,
  station_id         integer not null references stations on delete cascade,
  component          text not null,
  component_instance text not null,
  evse_id            smallint not null,
  connector_id       smallint not null,
  variable           text not null,
  variable_instance  text not null,
  attribute          text not null,
  -- Unset for a secret.
  wanted             text,
  min_wanted         double precision,
  max_wanted         double precision,
  actual             text,
  state              text not null check (state in ('inLine', 'drifted', 'applying', 'rejected', 'rebootRequired')),
  reason             text,
  attempts           smallint not null default 0,
  next_try_at        timestamptz,
  template_id        uuid not null,
  -- What was tried under which firmware: a rejection holds for that alone.
  tried              text,
  changed_at         timestamptz not null,
  primary key (station_id, component, component_instance, evse_id, connector_id, variable, variable_instance, attribute)
);
create index on station_configuration_items (tenant_id, state) where state <> 'inLine';
