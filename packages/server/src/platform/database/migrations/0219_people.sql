-- People are global: one e-mail address, one person, any number of tenants through memberships. The first six tables
-- are kept by better-auth under our names; what it keeps in them is its own affair. Existing people carry over with
-- their passwords; their browser sessions end, because the new ones are of another form.

create table persons (
  id                 uuid primary key,
  name               text not null,
  email              text not null,
  email_verified     boolean not null default false,
  image              text,
  two_factor_enabled boolean not null default false,
  -- May create tenants, and step into one for a recorded reason.
  is_platform_owner  boolean not null default false,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  check (email = lower(email))
);
create unique index on persons (email);

-- How a person can prove to be it: a password (provider `credential`), or a single sign-on.
create table person_accounts (
  id                       uuid primary key,
  person_id                uuid not null references persons on delete cascade,
  provider_id              text not null,
  account_id               text not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  scope                    text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  created_at               timestamptz not null,
  updated_at               timestamptz not null,
  unique (provider_id, account_id)
);
create index on person_accounts (person_id);

-- Codes and links that are waiting to be used; hashed.
create table verifications (
  id         uuid primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index on verifications (identifier);
create index on verifications (expires_at);

-- The secret and the backup codes are encrypted under a key that the database does not hold.
create table two_factors (
  id                        uuid primary key,
  person_id                 uuid not null unique references persons on delete cascade,
  secret                    text not null,
  backup_codes              text not null,
  verified                  boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until              timestamptz
);

create table passkeys (
  id            uuid primary key,
  person_id     uuid not null references persons on delete cascade,
  name          text,
  public_key    text not null,
  credential_id text not null unique,
  counter       bigint not null,
  device_type   text not null,
  backed_up     boolean not null,
  transports    text,
  aaguid        text,
  created_at    timestamptz
);
create index on passkeys (person_id);

drop table browser_sessions;
create table browser_sessions (
  id              uuid primary key,
  -- Worth nothing without the signature that the cookie carries beside it.
  token           text not null unique,
  person_id       uuid not null references persons on delete cascade,
  -- The tenant that the person works in; null: the first of the memberships.
  tenant_id       smallint references tenants,
  -- Set when a tenant's single sign-on has vouched for the person: it vouches for that tenant alone.
  bound_tenant_id smallint references tenants,
  ip_address      text,
  user_agent      text,
  expires_at      timestamptz not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index on browser_sessions (person_id);
create index on browser_sessions (expires_at);

create table custom_roles (
  tenant_id   smallint not null references tenants,
  role_id     uuid primary key,
  name        text not null,
  permissions text[] not null,
  created_at  timestamptz not null
);
create unique index on custom_roles (tenant_id, lower(name));

-- `role` names a built-in role or is null, and then `custom_role_id` is set. `site_ids` null means every site.
create table memberships (
  tenant_id      smallint not null references tenants,
  person_id      uuid not null references persons on delete cascade,
  role           text,
  custom_role_id uuid references custom_roles,
  site_ids       uuid[],
  created_at     timestamptz not null,
  primary key (tenant_id, person_id),
  check (num_nonnulls(role, custom_role_id) = 1)
);
create index on memberships (person_id);

insert into persons (id, name, email, email_verified, is_platform_owner, created_at, updated_at)
select distinct on (lower(email)) person_id, name, lower(email), true, true, created_at, created_at
from people where email is not null order by lower(email), created_at;

insert into person_accounts (id, person_id, provider_id, account_id, password, created_at, updated_at)
select gen_random_uuid(), n.id, 'credential', n.id::text, p.password_hash, p.created_at, p.created_at
from persons n join people p on p.person_id = n.id;

insert into memberships (tenant_id, person_id, role, created_at)
select distinct p.tenant_id, n.id, p.role, n.created_at from people p join persons n on n.email = lower(p.email);

drop table people;

create table invitations (
  tenant_id      smallint not null references tenants,
  invitation_id  uuid primary key,
  token_hash     bytea not null unique,
  email          text not null,
  role           text,
  custom_role_id uuid references custom_roles on delete cascade,
  site_ids       uuid[],
  invited_by     text not null,
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  accepted_at    timestamptz,
  check (num_nonnulls(role, custom_role_id) = 1)
);
create index on invitations (tenant_id, created_at);

-- Every mail goes in here first, so that none is lost without a mail server. Bodies are sealed: they may hold links
-- with which somebody signs in. A mail about a person of several tenants belongs to none of them.
create table outbox_mails (
  mail_id         uuid primary key,
  tenant_id       smallint references tenants,
  to_address      text not null,
  subject         text not null,
  sealed_body     bytea not null,
  created_at      timestamptz not null,
  attempts        integer not null default 0,
  next_attempt_at timestamptz,
  sent_at         timestamptz,
  last_error      text
);
create index on outbox_mails (next_attempt_at) where sent_at is null;
create index on outbox_mails (tenant_id, created_at);

-- A key has a role, built-in or custom, or permissions of its own.
alter table api_keys drop constraint api_keys_role_check;
alter table api_keys alter column role drop not null;
alter table api_keys
  add column custom_role_id uuid references custom_roles,
  add column permissions    text[],
  add column site_ids       uuid[],
  add column expires_at     timestamptz,
  add column created_by     text,
  add check (num_nonnulls(role, custom_role_id, permissions) = 1);

-- A tenant sees its own people and the browsers that work in it; what proves that they are who they are is the program's.
call isolate_tenants('memberships');
call isolate_tenants('custom_roles');
call isolate_tenants('invitations');
call isolate_tenants('outbox_mails');
call isolate_tenants('browser_sessions');
call isolate_tenants('persons', 'id in (select m.person_id from memberships m)');
call isolate_tenants('passkeys', 'person_id in (select m.person_id from memberships m)');
revoke insert, update, delete on persons, passkeys from stationmaster_app;
grant select, insert, update, delete on person_accounts, verifications, two_factors to stationmaster_program;
