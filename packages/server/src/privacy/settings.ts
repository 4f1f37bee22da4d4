import { sql } from 'kysely'
import { RETENTION_BOUNDS, Retention, type RetentionKind } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'

const USUAL = Retention.parse(
  Object.fromEntries(Object.entries(RETENTION_BOUNDS).map(([kind, { usual }]) => [kind, usual])),
)

/** What each tenant has chosen, by tenant; those that have chosen nothing keep the usual days. */
export async function readRetentions(db: Db): Promise<ReadonlyMap<number, Retention>> {
  const { rows } = await sql<{ tenant_id: number; body: unknown }>`
    select t.tenant_id, r.body from tenants t
    left join tenant_rules r on r.tenant_id = t.tenant_id and r.subject = 'privacy'`.execute(db)
  return new Map(rows.map((row) => [row.tenant_id, retentionOf(row.body)]))
}

export async function readRetention(db: Db, tenantId: number): Promise<Retention> {
  return (await readRetentions(db)).get(tenantId) ?? USUAL
}

/** What an older or newer program has stored and we cannot read counts as not chosen. */
function retentionOf(body: unknown): Retention {
  const stored = typeof body === 'object' && body !== null ? body : {}
  return Retention.safeParse({ ...USUAL, ...stored }).data ?? USUAL
}

export async function writeRetention(tx: Tx, tenantId: number, retention: Retention, nowMs: number): Promise<void> {
  await sql`
    insert into tenant_rules (tenant_id, subject, body, changed_at)
    values (${tenantId}, 'privacy', ${JSON.stringify(retention)}::jsonb, ${new Date(nowMs)})
    on conflict (tenant_id, subject) do update set body = excluded.body, changed_at = excluded.changed_at`.execute(tx)
}

/**
 * The days for which a partition of a kind is needed by somebody: 0, for ever, when one tenant keeps it for ever, or
 * else the most that any has chosen.
 */
export function longestOf(retentions: Iterable<Retention>, kind: RetentionKind, installationDays: number): number {
  const days = [...retentions].map((retention) => retention[kind] ?? installationDays)
  return days.length === 0 || days.includes(0) ? installationDays : Math.max(...days)
}
