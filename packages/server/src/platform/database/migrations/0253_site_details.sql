-- What people need to know of a site besides where it is: when it is open, whom to call, and where each bay lies.

-- owner: energy
alter table sites
  add column postal_code   text,
  -- As OCPI's Hours; null: not said.
  add column opening_times jsonb,
  add column contacts      jsonb not null default '[]',
  -- The drawn plan of its bays; null: none has been drawn.
  add column floor_plan    jsonb,
  -- Grows with each change of the plan, so that two who draw at once notice each other.
  add column plan_version  integer not null default 0;
