-- The audit log says more: who of what kind, on what, what changed, from where. It is chained like the log of security
-- events, and two things may be done to what is written, both by functions that only the program may call: an entry
-- loses what it says of somebody whose data is erased, and entries past their retention go.

alter table audit_log
  add column actor_kind   text not null default 'program' check (actor_kind in ('person', 'platform', 'apiKey', 'program')),
  -- The id of the person or the key.
  add column actor_id     text,
  -- What `object` names: a station, a token, a person …
  add column subject_kind text,
  -- [{field, before, after}]: what has changed, and nothing else.
  add column changes      jsonb,
  -- The operation of the API, and where the request came from.
  add column operation    text,
  add column address      text,
  add column user_agent   text,
  -- The content (object, reason, detail, changes) is in the chain by this hash, so that it can be erased and the rest
  -- still be verified. The salt goes with the content: nobody can guess what it was.
  add column salt         bytea,
  add column content_hash bytea,
  add column erased_at    timestamptz;

create function audit_content_hash(salt bytea, object text, reason text, detail jsonb, changes jsonb) returns bytea
  language sql immutable parallel safe
  return sha256(salt || convert_to(jsonb_build_array(object, reason, detail, changes)::text, 'UTF8'));

-- Whoever owns the tables is bound by their policies too, unless it is a superuser.
create table audit_links (
  tenant_id smallint not null,
  position  bigint not null,
  audit_id  bigint not null unique,
  hash      bytea not null,
  primary key (tenant_id, position)
);
call isolate_tenants('audit_links');
do $$
begin
  execute format('create policy keeper on audit_log to %I using (true)', current_user);
  execute format('create policy keeper on audit_links to %I using (true)', current_user);
end $$;
create policy whole_tenant on audit_links as restrictive to stationmaster_app using (scope_is_whole_tenant());
revoke insert, update, delete on audit_links from stationmaster_app;
revoke update, delete on audit_links from stationmaster_program;

update audit_log set salt = uuid_send(gen_random_uuid()), subject_kind = split_part(action, '.', 1);
update audit_log set content_hash = audit_content_hash(salt, object, reason, detail, changes);
alter table audit_log alter column content_hash set not null;
create index on audit_log (tenant_id, at desc, audit_id desc);
create index on audit_log (tenant_id, subject_kind, lower(object), at desc);
create index on audit_log (tenant_id, actor_id, at desc) where actor_id is not null;

create function seal_audit() returns trigger language plpgsql as $$
begin
  new.salt := uuid_send(gen_random_uuid());
  new.content_hash := audit_content_hash(new.salt, new.object, new.reason, new.detail, new.changes);
  new.erased_at := null;
  return new;
end $$;
create trigger seal before insert on audit_log for each row execute function seal_audit();

create function guard_audit() returns trigger language plpgsql as $$
declare
  content constant text[] := array['object', 'reason', 'detail', 'changes', 'salt', 'erased_at'];
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '365 days' then return old; end if;
  elsif old.erased_at is null and new.erased_at is not null and num_nonnulls(new.reason, new.detail, new.changes, new.salt) = 0
    and to_jsonb(new) - content = to_jsonb(old) - content then
    return new;
  end if;
  raise exception 'audit_log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_log for each row execute function guard_audit();
create trigger never_emptied before truncate on audit_log for each statement execute function refuse_change();

create function guard_audit_links() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and not exists (select from audit_log where audit_id = old.audit_id) then return old; end if;
  raise exception 'audit_links is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger append_only before update or delete on audit_links for each row execute function guard_audit_links();
create trigger never_emptied before truncate on audit_links for each statement execute function refuse_change();

-- Takes away what entries say, and leaves that something was done, by whom, when and from where.
create function erase_audit(entries bigint[], stand_in text) returns bigint language sql
  security definer set search_path = public, pg_temp
begin atomic
  with erased as (
    update audit_log set object = stand_in, reason = null, detail = null, changes = null, salt = null, erased_at = now()
    where audit_id = any (entries) and erased_at is null returning 1)
  select count(*) from erased;
end;

-- Drops a tenant's linked entries from before an instant; the last link of theirs stays, for the next one follows it.
create function expire_audit(of_tenant smallint, before timestamptz) returns bigint language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  -- The first that stays, or the newest of all: a chain is never without an end.
  kept  bigint := coalesce(
    (select min(l.position) from audit_links l join audit_log a using (audit_id) where l.tenant_id = of_tenant and a.at >= before),
    (select max(position) from audit_links where tenant_id = of_tenant));
  gone  bigint;
begin
  delete from audit_log a using audit_links l
    where l.tenant_id = of_tenant and l.position < kept and a.audit_id = l.audit_id and a.tenant_id = of_tenant;
  get diagnostics gone = row_count;
  delete from audit_links where tenant_id = of_tenant and position < kept - 1;
  return gone;
end $$;
revoke execute on function erase_audit, expire_audit from public;
grant execute on function erase_audit, expire_audit to stationmaster_program;
