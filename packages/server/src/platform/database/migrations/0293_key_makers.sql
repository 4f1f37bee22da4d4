-- The person behind a key, and behind what a key has started: nobody approves what they have asked for themselves.
-- Keys from before have nobody. Owners: accounts, stations.
alter table api_keys add column maker_id uuid;
alter table command_runs add column maker_id uuid;
update command_runs set maker_id = person_id;
