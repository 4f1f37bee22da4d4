-- owner: gateway. The first statement of each flush: takes the flush's number, or fails when an earlier sending of the same
-- flush has committed already. Being a statement of its own it lets the rows after it be copied in, which no condition can
-- stand before.
create function journal_guard(node text, flush bigint) returns void language plpgsql as $$
begin
  insert into journal_flushes (node_id, flush_number, flushed_at) values (node, flush, now())
  on conflict (node_id) do update set flush_number = excluded.flush_number, flushed_at = excluded.flushed_at
  where journal_flushes.flush_number < excluded.flush_number;
  if not found then
    raise exception 'flush % of % is stored already', flush, node using errcode = 'SM001';
  end if;
end $$;
