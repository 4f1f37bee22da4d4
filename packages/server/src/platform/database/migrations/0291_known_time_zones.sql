-- owner: organisation. A time zone was taken on the word of the runtime, whose list is another than that of PostgreSQL.
-- One name that the database does not know must fail neither a query over all tenants nor the screens of its own: it
-- counts as UTC.
create function known_time_zone(name text) returns text language plpgsql stable as $$
begin
  perform now() at time zone name;
  return name;
exception when invalid_parameter_value then
  return 'UTC';
end $$;
