-- Who has started a command run: it gives no more turns when its author may not do so any more. Owner: stations.
-- Runs from before have neither and go on.
alter table command_runs
  add column person_id uuid,
  add column key_id    uuid;
