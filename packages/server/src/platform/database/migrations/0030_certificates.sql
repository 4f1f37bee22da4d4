-- Certificates: who signs them, what was signed, what stations hold, and what others say about theirs.
-- Private keys are never in the database; what is secret in settings is sealed with a key of the data directory.

-- owner: certificates. One row for each subject: 'authority.station', 'authority.v2g', 'plugAndCharge'.
create table certificate_settings (
  tenant_id  smallint not null references tenants,
  subject    text not null,
  body       jsonb not null,
  sealed     bytea,
  changed_at timestamptz not null,
  primary key (tenant_id, subject)
);

-- owner: certificates. Roots and sub-CAs that are trusted, by what they are trusted for.
create table trusted_roots (
  tenant_id   smallint not null references tenants,
  root_id     uuid primary key,
  purpose     text not null check (purpose in ('station', 'csms', 'manufacturer', 'v2g', 'mo', 'oem')),
  source      text not null check (source in ('local', 'external', 'uploaded')),
  label       text,
  fingerprint text not null,
  subject     text not null,
  pem         text not null,
  not_after   timestamptz not null,
  created_at  timestamptz not null,
  unique (tenant_id, purpose, fingerprint)
);

-- owner: certificates. The book of our own authority: every certificate it has signed, for its CRL and its OCSP answers.
create table issued_certificates (
  tenant_id         smallint not null references tenants,
  authority         text not null,
  serial_number     text not null,
  kind              text not null check (kind in ('station', 'server', 'contract')),
  subject           text not null,
  fingerprint       text not null,
  not_after         timestamptz not null,
  issued_at         timestamptz not null,
  revoked_at        timestamptz,
  revocation_reason text,
  primary key (authority, serial_number)
);
create index on issued_certificates (revoked_at) where revoked_at is not null;

-- owner: certificates. A station's own certificates from its request to their end.
create table station_certificates (
  tenant_id       smallint not null,
  station_id      integer not null references stations on delete cascade,
  certificate_id  uuid primary key,
  certificate_use text not null,
  state           text not null check (state in ('requested', 'issued', 'accepted', 'active', 'superseded', 'failed', 'revoked')),
  csr             text not null,
  csr_hash        text not null,
  request_id      integer,
  requested_at    timestamptz not null,
  -- The authority is asked again, and the certificate sent again, not before this.
  next_try_at     timestamptz,
  attempts        smallint not null default 0,
  authority       text,
  chain           text,
  fingerprint     text,
  serial_number   text,
  subject         text,
  issuer          text,
  key_type        text,
  not_before      timestamptz,
  not_after       timestamptz,
  issued_at       timestamptz,
  -- The command that carries it to the station now, and whether one before got no answer.
  command_id      uuid,
  is_unanswered   boolean not null default false,
  accepted_at     timestamptz,
  first_used_at   timestamptz,
  ended_at        timestamptz,
  problem         text
);
create index on station_certificates (station_id, requested_at desc);
create index on station_certificates (next_try_at) where state in ('requested', 'issued');
create index on station_certificates (fingerprint) where fingerprint is not null;
-- A request that is repeated while it is worked on is the same request.
create unique index on station_certificates (station_id, csr_hash) where state in ('requested', 'issued');

-- owner: certificates. What stations hold, as they say, and what we had them install.
create table installed_certificates (
  tenant_id        smallint not null,
  station_id       integer not null references stations on delete cascade,
  certificate_type text not null,
  hash_algorithm   text not null,
  issuer_name_hash text not null,
  issuer_key_hash  text not null,
  serial_number    text not null,
  children         jsonb not null default '[]',
  -- Known only of what we had installed ourselves.
  pem              text,
  installed_at     timestamptz,
  -- Of the last report that named it, and of the first that should have and did not.
  reported_at      timestamptz,
  missing_since    timestamptz,
  primary key (station_id, certificate_type, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number)
);

-- owner: certificates. What OCSP responders and CRLs of others have said, until it has to be asked again.
create table certificate_statuses (
  source           text not null check (source in ('OCSP', 'CRL')),
  url              text not null,
  hash_algorithm   text not null,
  issuer_name_hash text not null,
  issuer_key_hash  text not null,
  serial_number    text not null,
  status           text not null check (status in ('Good', 'Revoked', 'Unknown', 'Failed')),
  response         bytea,
  fetched_at       timestamptz not null,
  next_update      timestamptz not null,
  primary key (source, url, hash_algorithm, issuer_name_hash, issuer_key_hash, serial_number)
);
create index on certificate_statuses (next_update);

-- An eMAID is looked up without its check digit.
update id_tokens t set value_folded = left(value_folded, 14)
where type = 'eMAID' and value_folded ~ '^[a-z]{2}[a-z0-9]{13}$'
  and not exists (select from id_tokens o where o.tenant_id = t.tenant_id and o.value_folded = left(t.value_folded, 14));
