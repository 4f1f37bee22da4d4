-- The rest of the foundation: open sessions that are asked about, frame caps and strengths of stations, presentations of
-- passwords in quarantine, and what sorted lists read.

-- owner: sessions. When the station was last asked how a session stands that stays open, and how often (status-inquiry.ts).
alter table sessions add column status_asked_at timestamptz, add column status_asks smallint not null default 0;
-- Ended sessions whose missing events the station has not yet given up on.
create index on sessions (station_id)
  where flags @> '[{"code": "sequenceGap"}]' and not flags @> '[{"code": "messagesLost"}]';
-- The newest active sessions of a station that connects.
create index on sessions (station_id, started_at desc) where state = 'active';
-- Sessions in the order of their end; those that run come last of all.
create index on sessions (tenant_id, (coalesce(ended_at, 'infinity')), session_id);

-- owner: stations. Largest message taken from this station; null is the setting's default.
alter table stations add column max_frame_bytes integer check (max_frame_bytes between 1024 and 1048576);
-- owner: gateway. How strongly the present socket has authenticated (handshake/strength.ts).
alter table stations add column connected_strength smallint;
create index on stations (tenant_id, created_at, identity_folded);

-- owner: gateway. Every different password that was presented under an unknown identity: which of them is adopted is for
-- a person to say. Bounded for each identity. All are hashed under the identity's one salt, so that equal ones meet.
create table quarantine_presentations (
  tenant_id       smallint not null,
  identity_folded text not null,
  secret_hash     bytea not null,
  presentation_id uuid not null default gen_random_uuid(),
  remote_address  text not null,
  first_seen_at   timestamptz not null,
  last_seen_at    timestamptz not null,
  primary key (tenant_id, identity_folded, secret_hash),
  foreign key (tenant_id, identity_folded) references quarantine on delete cascade
);
insert into quarantine_presentations
  (tenant_id, identity_folded, secret_hash, remote_address, first_seen_at, last_seen_at)
select tenant_id, identity_folded, secret_hash, coalesce(remote_address, 'unknown'), first_seen_at, last_seen_at
from quarantine where secret_salt is not null and secret_hash is not null;
alter table quarantine drop column secret_hash;
