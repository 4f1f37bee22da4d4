-- Where a session was sold is kept with it: its station may move, or be gone, before anybody works out what it costs.
-- Written when the session is first heard of, and never changed. Null: its station belonged to no site. No foreign key:
-- what was sold at a site stays that site's when the site is gone. Owner: sessions.
alter table sessions add column site_id uuid;

-- Of those from before: where they were priced first, or else where their station is. The tables hide their rows from
-- whoever owns them; the program sees all.
set local role stationmaster_program;
update sessions x set site_id = case when q.price_id is null then s.site_id else q.site_id end
from sessions y
left join stations s on s.station_id = y.station_id
left join lateral (
  select p.price_id, p.site_id from session_prices p where p.session_id = y.session_id
  order by p.priced_at, p.price_id limit 1) q on true
where x.station_id = y.station_id and x.session_id = y.session_id;
reset role;
