-- owner: stations. Secrets of commands that wait: `body` and `input` hold what may be shown, `sealed` the whole, encrypted under a key
-- that is not in the database. It is wiped when the command is sent or ends, and when the run ends.
alter table commands add column sealed bytea;
alter table command_runs add column sealed bytea;
