-- owner: stations. What a station said, or answered, that other tables are made from: written in the same commit as
-- the report itself, worked off afterwards in order, one transaction each, and deleted by that transaction.
create table station_inbox (
  tenant_id   smallint not null,
  station_id  integer not null references stations on delete cascade,
  inbox_id    bigint generated always as identity,
  received_at timestamptz not null,
  kind        text not null,
  body        jsonb not null,
  attempts    smallint not null default 0,
  next_try_at timestamptz,
  primary key (station_id, inbox_id)
);
