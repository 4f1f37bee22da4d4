-- owner: stations. Messages on the displays of stations, as they were accepted and as the stations report them.
create table display_messages (
  tenant_id   smallint not null,
  station_id  integer not null references stations on delete cascade,
  message_id  integer not null,
  -- MessageInfoType of the standard.
  message     jsonb not null,
  source      text not null check (source in ('sent', 'reported')),
  known_at    timestamptz not null,
  primary key (station_id, message_id)
);

-- owner: tariffs. Tariffs that 2.1 stations compute with.
create table station_tariffs (
  tenant_id  smallint not null,
  station_id integer not null references stations on delete cascade,
  tariff_id  text not null,
  -- 0: every EVSE.
  evse_id    smallint not null,
  kind       text not null default 'DefaultTariff' check (kind in ('DefaultTariff', 'DriverTariff')),
  -- TariffType of the standard; null when a station reports one that it was not sent by us.
  tariff     jsonb,
  known_at   timestamptz not null,
  primary key (station_id, evse_id, tariff_id)
);

-- owner: payments. What payment terminals at stations have settled, as reported; the same report again changes nothing.
create table settlements (
  tenant_id      smallint not null,
  station_id     integer not null references stations on delete cascade,
  psp_ref        text not null,
  status         text not null check (status in ('Settled', 'Canceled', 'Rejected', 'Failed')),
  transaction_id text,
  -- As the station wrote it, in the terminal's currency.
  amount         numeric not null,
  settled_at     timestamptz,
  receipt_id     text,
  receipt_url    text,
  vat_number     text,
  vat_company    jsonb,
  info           text,
  received_at    timestamptz not null,
  primary key (station_id, psp_ref, status)
);
create index on settlements (tenant_id, received_at desc);
