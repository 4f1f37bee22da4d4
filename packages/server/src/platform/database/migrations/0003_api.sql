-- What the API needs besides the foundation.

-- owner: stations. Sessions outlive their station: its identity stays readable.
create table removed_stations (
  tenant_id  smallint not null references tenants,
  station_id integer primary key,
  identity   text not null,
  removed_at timestamptz not null
);

-- owner: network. Network power sampled every 30 s, so that the load chart never has to read meter samples.
create table network_load (
  tenant_id smallint not null references tenants,
  at        timestamptz not null,
  power_w   real not null,
  primary key (tenant_id, at)
);

-- Attention looks for commands that failed lately.
create index on commands (tenant_id, created_at desc);
-- Expiry of kept answers.
create index on idempotency_keys (created_at);
-- Lists of tokens and of flagged sessions, newest first.
create index on id_tokens (tenant_id, created_at desc, token_id);
create index on sessions (tenant_id, started_at desc) where flags <> '[]';
