-- Certificates: when a station was last asked to renew one, so that it is asked once a day and not more.
-- owner: certificates
alter table station_certificates add column renewal_asked_at timestamptz;
create index on station_certificates (not_after) where state in ('accepted', 'active');
