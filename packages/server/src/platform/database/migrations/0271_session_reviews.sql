-- Sessions that deserve a second look are confirmed or corrected by a person. What was measured is never touched: each
-- decision is a record of its own, so that whatever comes in later is folded as ever and loses no correction.

-- owner: sessions
create table session_reviews (
  tenant_id           smallint not null,
  station_id          integer not null,
  session_id          uuid not null,
  review_id           uuid primary key,
  verdict             text not null check (verdict in ('confirmed', 'corrected')),
  reason              text not null,
  decided_by          text not null,
  decided_at          timestamptz not null,
  -- What the measured truth was when it was looked at; once it is another, the session deserves another look.
  measured_energy_wh  bigint not null,
  measured_started_at timestamptz not null,
  measured_ended_at   timestamptz not null,
  measured_flags      jsonb not null,
  -- What was in force before, and what is since.
  before_energy_wh    bigint not null,
  before_started_at   timestamptz not null,
  before_ended_at     timestamptz not null,
  energy_wh           bigint not null check (energy_wh >= 0),
  started_at          timestamptz not null,
  ended_at            timestamptz not null,
  check (started_at <= ended_at)
);
create index on session_reviews (station_id, session_id, decided_at desc, review_id desc);
call isolate_tenants('session_reviews');

-- The queue: few of many.
create index on sessions (tenant_id, started_at desc) where state = 'ended' and confidence < 0.8;

-- A decision stands. Only the erasure of a driver takes their token out of a reason.
create function guard_session_reviews() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.reason = old.reason or new.reason ~ 'erased[0-9a-f]{14}')
    and to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason' then
    return new;
  end if;
  raise exception 'session_reviews is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on session_reviews
  for each row execute function guard_session_reviews();
create trigger never_emptied before truncate on session_reviews for each statement execute function refuse_change();
