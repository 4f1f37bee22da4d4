-- owner: access. Counts the changes of a tenant's tokens, so that a station's list can be told from an older one without
-- comparing them. One-time tokens of remote starts ('Central') are on no list.
create table token_revisions (
  tenant_id smallint primary key references tenants,
  revision  bigint not null default 0
);

create function count_token_change() returns trigger language plpgsql as $$
begin
  if (tg_op = 'DELETE' and old.type = 'Central') or (tg_op = 'INSERT' and new.type = 'Central') then
    return null;
  end if;
  insert into token_revisions (tenant_id, revision) values (coalesce(new.tenant_id, old.tenant_id), 1)
  on conflict (tenant_id) do update set revision = token_revisions.revision + 1;
  return null;
end $$;

create trigger id_tokens_changed after insert or update or delete on id_tokens
  for each row execute function count_token_change();

-- owner: access. The local authorization list of a station, as far as its answers tell.
create table local_lists (
  tenant_id       smallint not null,
  station_id      integer primary key references stations on delete cascade,
  -- automatic: kept equal to the tenant's tokens; manual: as an operator sends it.
  mode            text not null default 'manual' check (mode in ('manual', 'automatic')),
  state           text not null default 'unknown'
                  check (state in ('unknown', 'synchronising', 'inSync', 'failed', 'notSupported')),
  detail          text,
  -- Null: not known, so that only a full list can follow.
  version         integer,
  -- Versions are never given twice, whatever became of them.
  highest_version integer not null default 0,
  synced_revision bigint,
  synced_at       timestamptz,
  -- The update that is on its way.
  command_id      uuid,
  attempts        smallint not null default 0,
  next_try_at     timestamptz
);
create index on local_lists (tenant_id) where mode = 'automatic';

create table local_list_entries (
  station_id   integer not null references local_lists on delete cascade,
  value_folded text not null,
  value        text not null,
  type         text not null,
  -- What was said of it: OCPP AuthorizationStatus, when a cached answer ends, and its group.
  status       text not null,
  expires_at   timestamptz,
  group_value  text,
  primary key (station_id, value_folded)
);
