-- How a tenant presents itself and what it reckons with. A tenant without a row goes by the defaults of the columns.

-- owner: organisation
create table organisations (
  tenant_id               smallint primary key references tenants,
  -- Null: the tenant's own name.
  name                    text,
  logo_png                bytea,
  -- #rrggbb, dark enough for white text on it. Null: ours.
  accent                  text,
  default_language        text not null default 'en',
  -- Those offered; null: all.
  languages               text[],
  currency                text not null default 'EUR',
  time_zone               text not null default 'Etc/UTC',
  distance_unit           text not null default 'km' check (distance_unit in ('km', 'mi')),
  -- What a kWh is taken to bring in where no tariff says it: for estimates only.
  assumed_price_per_kwh   numeric(10, 4) not null default 0.45 check (assumed_price_per_kwh >= 0),
  updated_at              timestamptz not null
);
call isolate_tenants('organisations');
