-- A run of a dangerous command over many stations may need a second person.
alter table command_runs drop constraint command_runs_state_check;
alter table command_runs
  add check (state in ('awaitingApproval', 'running', 'finished', 'cancelled', 'expired')),
  -- Nobody has approved it by then: it lapses.
  add column approval_until timestamptz,
  add column approved_by    text,
  -- The pace counts from here; null: from when it was made.
  add column started_at     timestamptz,
  add check (state <> 'awaitingApproval' or approval_until is not null);
create index on command_runs (approval_until) where state = 'awaitingApproval';
