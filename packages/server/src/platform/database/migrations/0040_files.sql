-- Files that stations fetch or deliver, and the one-time links under which they do. The content lies in the data
-- directory under the file's id; these rows are what is known of it.

-- owner: files
create table files (
  tenant_id       smallint not null references tenants,
  file_id         uuid primary key,
  purpose         text not null check (purpose in ('firmware', 'log')),
  name            text not null,
  content_type    text not null default 'application/octet-stream',
  -- Unset until the content has come, whole and checked.
  stored_at       timestamptz,
  size_bytes      bigint,
  sha256          bytea,
  -- PublishFirmware of 2.x names images by it.
  md5             bytea,
  -- What the content must hash to, when that was said beforehand.
  expected_sha256 bytea,
  -- Of a firmware image.
  version         text,
  vendor          text,
  model           text,
  signature       text,
  certificate     text,
  -- Who a log is from; readable after the station is gone.
  station_identity text,
  created_by      text not null,
  created_at      timestamptz not null,
  -- Null: until somebody deletes it.
  delete_after    timestamptz
);
create index on files (tenant_id, created_at desc, file_id);
create index on files (delete_after) where delete_after is not null;

-- owner: files
create table file_links (
  tenant_id   smallint not null references tenants,
  link_id     uuid primary key,
  -- SHA-256 of the secret; the secret itself is nowhere but in the link.
  secret_hash bytea not null unique,
  direction   text not null check (direction in ('download', 'upload')),
  protocol    text not null check (protocol in ('http', 'ftp', 'ftps')),
  -- The file that is fetched or filled; for a log unset until it has come.
  file_id     uuid references files on delete cascade,
  station_id  integer references stations on delete cascade,
  max_bytes   bigint not null,
  uses_left   smallint not null,
  -- A transfer is under way; renewed while it lasts, so that a crash does not block the link for long.
  busy_until  timestamptz,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
create index on file_links (expires_at);
create index on file_links (file_id);
