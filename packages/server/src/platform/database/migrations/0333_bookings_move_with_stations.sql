-- A station that comes to another site brings what is booked there: whoever decides at that site has to see that the place
-- is taken. Written, and shown with whose it is, a booking is still at the site where it was asked for. Owner: bookings.
alter policy tenant on bookings
  using (tenant_id = (select scope_tenant()) and ((select scope_is_whole_tenant())
    or site_id = any ((select scope_sites())::uuid[]) or station_id in (select s.station_id from stations s)))
  with check (tenant_id = (select scope_tenant())
    and ((select scope_is_whole_tenant()) or site_id = any ((select scope_sites())::uuid[])));
