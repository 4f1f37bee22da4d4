-- A charging profile that came with a remote start is of the transaction that the start leads to. Its id is not known when
-- the station accepts; the transaction is found by what a 2.x station repeats of the start, or else by token and place.
alter table charging_profiles
  -- Set for a profile of a start.
  add column remote_start_id integer,
  add column start_token     text;
