import type { Pool } from 'pg'

/** Rows of the program that live by themselves: counted, sampled or linked by the clock, whoever does what. */
const BY_THE_CLOCK: ReadonlySet<string> = new Set(['network_load', 'audit_links', 'security_event_links'])

/** A digest of each table's rows of a tenant: what leaves it alone leaves every byte as it was. */
export async function digestsOf(pool: Pool, tenantId: number): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await pool.query<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not a.attisdropped order by 1`)
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    if (BY_THE_CLOCK.has(name)) continue
    const { rows } = await pool.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as digest
       from ${name} t where tenant_id = $1`,
      [tenantId],
    )
    digests[name] = rows[0]?.digest ?? ''
  }
  return digests
}
