-- What people have chosen: the language in which they read and are written to, and the clock by which times are shown to them.
-- Null: as their organisation says. An organisation may leave both open too; then each browser goes by its own.
alter table persons add column language text, add column time_zone text;
alter table organisations
  alter column default_language drop not null, alter column default_language drop default,
  alter column time_zone drop not null, alter column time_zone drop default;
