-- owner: stations. Until then a station may come in with a client certificate that has expired, to get a new one and for nothing else
-- (2.x A00.FR.429). Null: it may not.
alter table stations add column expired_certificate_until timestamptz;
