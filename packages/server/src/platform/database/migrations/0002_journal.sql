-- owner: gateway. The newest flush each gateway process has committed: a flush that is repeated because the answer to
-- its commit was lost finds its own number here and writes nothing twice.
create table journal_flushes (
  node_id      text primary key,
  flush_number bigint not null,
  flushed_at   timestamptz not null
) with (fillfactor = 50);

-- Commands that a connecting station has to hear about, and those a lost socket left in flight.
create index on commands (station_id) where state = 'sent';
-- Commands that lapse without ever having been sent.
create index on commands (deadline_at) where state = 'queued';

-- Quarantine lets the longest silent station go.
create index on quarantine (last_seen_at);

-- Rows that every message of a station may rewrite: room on their own page keeps the update off the indexes.
alter table stations set (fillfactor = 60);
alter table connectors set (fillfactor = 50);
alter table sessions set (fillfactor = 40);
