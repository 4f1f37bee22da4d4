-- Single sign-on by a tenant's own identity provider (OpenID Connect). Owner: accounts.

create table single_sign_ons (
  tenant_id       smallint primary key references tenants,
  -- What the button on the sign-in page says.
  name            text not null,
  issuer          text not null,
  client_id       text not null,
  -- Sealed; null: a public client.
  sealed_secret   bytea,
  -- The domains, in lower case, for whose addresses the provider may speak.
  domains         text[] not null,
  -- The role of somebody who comes for the first time; without one nobody is let in who is not a member.
  role            text,
  custom_role_id  uuid references custom_roles,
  -- Whether passwords and passkeys open this tenant too.
  allows_password boolean not null,
  -- A session ends after this time, however much it is used: the provider has to vouch again.
  session_hours   integer not null,
  updated_at      timestamptz not null,
  check (num_nonnulls(role, custom_role_id) <= 1)
);
create index on single_sign_ons using gin (domains);

-- A browser that has been sent to a provider and may come back once. What it needs then is sealed.
create table single_sign_on_tries (
  tenant_id    smallint not null references tenants,
  state_hash   bytea primary key,
  browser_hash bytea not null,
  sealed       bytea not null,
  expires_at   timestamptz not null
);
create index on single_sign_on_tries (expires_at);

call isolate_tenants('single_sign_ons');
call isolate_tenants('single_sign_on_tries');
