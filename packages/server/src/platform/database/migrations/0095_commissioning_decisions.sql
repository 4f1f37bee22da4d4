-- owner: stations. What a person has made of the tolerances that an examination proposes, so that it is asked once.
alter table commissionings
  add column decision   text check (decision in ('accepted', 'declined')),
  add column decided_by text,
  add column decided_at timestamptz;
