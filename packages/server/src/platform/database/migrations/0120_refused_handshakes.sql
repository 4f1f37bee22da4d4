-- owner: gateway. Who knocked at the door and was not let in, and why: an operator who connects a station has to see it.
-- Bounded by the gateway, per network and in all; it holds no passwords. Whatever a station wrote is kept printable.
create table refused_handshakes (
  refusal_id      bigint generated always as identity primary key,
  tenant_id       smallint not null,
  -- What it called itself, '' for nothing: not always an identity.
  identity        text not null,
  identity_folded text not null,
  -- An IPv4 address, or the network of an IPv6 one.
  network         text not null,
  remote_address  text not null,
  reason          text not null,
  detail          jsonb not null,
  attempts        integer not null,
  first_at        timestamptz not null,
  last_at         timestamptz not null,
  unique (tenant_id, identity_folded, network, reason)
);
create index on refused_handshakes (tenant_id, last_at desc, refusal_id desc);
