-- owner: payments. What a station has settled today is counted before more is kept.
create index on settlements (station_id, received_at);
