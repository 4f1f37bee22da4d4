-- A stay at a connector that somebody asks for ahead of time and that a person decides upon. When it is near, the place is
-- held by a reservation at the station. Owner: bookings.
create table bookings (
  tenant_id       smallint not null references tenants,
  booking_id      uuid primary key,
  site_id         uuid not null references sites on delete cascade,
  -- The place asked for, and once approved the place given. Null while any of the site will do.
  station_id      integer references stations on delete cascade,
  evse_id         smallint,
  connector_type  text,
  min_power_w     integer,
  driver_id       uuid references drivers on delete set null,
  id_token        text,
  -- Who asked, where no driver is known: a name, a number to call.
  contact         text,
  from_at         timestamptz not null,
  until_at        timestamptz not null,
  state           text not null default 'requested' check (state in
                    ('requested', 'approved', 'declined', 'withdrawn', 'active', 'used', 'noShow', 'expired')),
  requested_by    text not null,
  created_at      timestamptz not null,
  decided_by      text,
  decided_at      timestamptz,
  reason          text,
  -- The reservation that holds the place, by the number the station knows it by.
  reservation_id  integer,
  -- Why the place is not held though it should be.
  hold_problem    text,
  next_try_at     timestamptz,
  -- The last command that gives the place free again.
  cancel_command_id uuid,
  check (from_at < until_at),
  check (state not in ('approved', 'active') or (station_id is not null and evse_id is not null))
);
create index on bookings (tenant_id, from_at, booking_id);
create index on bookings (station_id, from_at) where state in ('approved', 'active');
create index on bookings (from_at) where state in ('requested', 'approved', 'active');
create index on bookings (driver_id) where driver_id is not null;
create index on bookings (station_id, reservation_id) where reservation_id is not null;
call isolate_tenants('bookings');
