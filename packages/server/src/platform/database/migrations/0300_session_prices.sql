-- What each session that is over is worth: priced once by the tariff in force when it started, and kept with its lines,
-- so that books stay as they were when the tariff, the station or its site is gone. What changes later (late meter values,
-- a correction by a person) is priced anew beside the old price, which is kept as superseded.

-- owner: billing
create table session_prices (
  tenant_id          smallint not null references tenants,
  price_id           uuid primary key,
  session_id         uuid not null,
  station_id         integer not null,
  -- Where it was sold. Kept when the station moves or the site is gone.
  site_id            uuid,
  started_at         timestamptz not null,
  ended_at           timestamptz not null,
  energy_wh          bigint not null,
  -- Null: there is no price, and why.
  unpriced_reason    text check (unpriced_reason in ('noTariff', 'notPriceable')),
  problems           jsonb not null default '[]',
  tariff_id          uuid,
  tariff_version_id  uuid,
  currency           text,
  net_minor          bigint,
  tax_minor          bigint,
  gross_minor        bigint,
  lines              jsonb not null default '[]',
  priced_at          timestamptz not null,
  -- Of which revision of the session it is the price.
  session_updated_at timestamptz not null,
  review_id          uuid,
  superseded_at      timestamptz,
  check ((unpriced_reason is null) = (gross_minor is not null)),
  check ((gross_minor is null) = (currency is null and net_minor is null and tax_minor is null)),
  check (gross_minor = net_minor + tax_minor)
);
create unique index on session_prices (session_id) where superseded_at is null;
create index on session_prices (session_id, priced_at desc);
create index on session_prices (tenant_id, ended_at, session_id) where superseded_at is null;
call isolate_tenants('session_prices');
revoke insert, update, delete on session_prices from stationmaster_app;

-- A price stands: it is only marked as superseded, or as still right for a later revision of its session.
create function guard_session_prices() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.superseded_at is null
    and to_jsonb(new) - array['superseded_at', 'session_updated_at', 'review_id']
      = to_jsonb(old) - array['superseded_at', 'session_updated_at', 'review_id'] then
    return new;
  end if;
  raise exception 'session_prices is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on session_prices
  for each row execute function guard_session_prices();
create trigger never_emptied before truncate on session_prices for each statement execute function refuse_change();

-- They were never filled: prices have a table of their own.
alter table sessions drop column cost_minor, drop column currency;
