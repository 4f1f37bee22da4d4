import type { Pool } from 'pg'
import { RETENTION_BOUNDS } from '../../contract/index.ts'
import type { TenantId } from '../../stations/ids.ts'
import type { CountedKnock } from './knock-log.ts'

/** Rows kept of one network, and of all; older than the days they go in any case. */
export const MOST_OF_NETWORK = 20
const MOST = 1000
const KEPT_DAYS = RETENTION_BOUNDS.refusedHandshakes.most

export interface RecordedKnock {
  readonly tenantId: TenantId
  readonly refusalId: number
}

/** Adds knocks to the record. Gives the rows that changed. */
export async function recordKnocks(pool: Pool, knocks: readonly CountedKnock[]): Promise<RecordedKnock[]> {
  const { rows } = await pool.query<{ tenant_id: TenantId; refusal_id: string }>({
    name: 'refused-handshakes',
    text: `
      insert into refused_handshakes as r
        (tenant_id, identity, identity_folded, network, remote_address, reason, detail, attempts, first_at, last_at)
      select v.tenant_id, v.name, lower(v.name), v.network, v.address, v.reason, v.detail, v.attempts, v.first_at, v.last_at
      from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::integer[],
        $8::timestamptz[], $9::timestamptz[]) as v(tenant_id, name, network, address, reason, detail, attempts, first_at, last_at)
      on conflict (tenant_id, identity_folded, network, reason) do update set
        identity = excluded.identity, remote_address = excluded.remote_address, detail = excluded.detail,
        attempts = least(r.attempts::bigint + excluded.attempts, 2147483647)::integer, last_at = excluded.last_at
      returning tenant_id, refusal_id`,
    values: [
      knocks.map((one) => one.tenantId),
      knocks.map((one) => one.name),
      knocks.map((one) => one.network),
      knocks.map((one) => one.address),
      knocks.map((one) => one.reason),
      knocks.map((one) => JSON.stringify(one.detail)),
      knocks.map((one) => one.attempts),
      knocks.map((one) => new Date(one.firstAtMs)),
      knocks.map((one) => new Date(one.lastAtMs)),
    ],
  })
  return rows.map((row) => ({ tenantId: row.tenant_id, refusalId: Number(row.refusal_id) }))
}

/**
 * Lets go of what is old or too much. Who knocks under the name of a registered station is kept longest: a flood of
 * invented names must not push out what an operator looks for.
 */
export async function evictKnocks(pool: Pool, nowMs: number): Promise<void> {
  await pool.query({
    name: 'refused-handshakes-evict',
    text: `
      delete from refused_handshakes r using (
        select refusal_id, last_at,
          row_number() over (partition by tenant_id, network order by is_known desc, last_at desc) as of_network,
          row_number() over (partition by tenant_id order by is_known desc, last_at desc) as of_all
        from (
          select h.*, exists (
            select from stations s where s.tenant_id = h.tenant_id and s.identity_folded = h.identity_folded
          ) as is_known
          from refused_handshakes h
        ) known
      ) old
      where r.refusal_id = old.refusal_id
        and (old.of_network > ${MOST_OF_NETWORK} or old.of_all > ${MOST} or old.last_at < $1)`,
    values: [new Date(nowMs - KEPT_DAYS * 86_400_000)],
  })
}
