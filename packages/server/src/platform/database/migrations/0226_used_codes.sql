-- Codes of authenticator apps that were accepted: none is accepted twice (RFC 6238, section 5.2). Owner: accounts.
create table used_codes (
  person_id  uuid not null references persons on delete cascade,
  code_hash  bytea not null,
  expires_at timestamptz not null,
  primary key (person_id, code_hash)
);
grant select, insert, update, delete on used_codes to stationmaster_program;
