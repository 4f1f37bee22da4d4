-- People and keys that have some sites of a tenant see nothing of the tenant that goes beyond those.

-- Logs are of a station by its name, which they keep when the station is gone: then they are the whole tenant's.
create policy confined on files as restrictive to stationmaster_app using (
  purpose <> 'log' or scope_is_whole_tenant() or station_identity in (select s.identity from stations s));

create policy confined on api_keys as restrictive to stationmaster_app
  using (scope_is_whole_tenant() or site_ids <@ scope_sites());
create policy confined on invitations as restrictive to stationmaster_app
  using (scope_is_whole_tenant() or site_ids <@ scope_sites());

-- They cause mails, and obey the rules.
create policy whole_tenant on outbox_mails as restrictive for select to stationmaster_app using (scope_is_whole_tenant());
create policy whole_tenant_insert on tenant_rules as restrictive for insert to stationmaster_app
  with check (scope_is_whole_tenant());
create policy whole_tenant_update on tenant_rules as restrictive for update to stationmaster_app
  using (scope_is_whole_tenant());
create policy whole_tenant_delete on tenant_rules as restrictive for delete to stationmaster_app
  using (scope_is_whole_tenant());
