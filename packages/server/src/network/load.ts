import { sql } from 'kysely'
import type { z } from 'zod'
import { instant } from '../api/instant.ts'
import type { LoadSeries } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

/** Distance of two points of the load chart. */
export const LOAD_STEP_MS = 30_000
const POINTS = 120
const KEPT_DAYS = 8

/**
 * Stores the network's power of this moment, once per step however many processes sample. Older points than a week go.
 */
export async function sampleNetworkLoad(tx: Tx, nowMs: number): Promise<void> {
  const at = new Date(stepOf(nowMs))
  await sql`
    insert into network_load (tenant_id, at, power_w)
    select t.tenant_id, ${at}, coalesce(sum(x.power_w), 0)
    from tenants t left join sessions x on x.tenant_id = t.tenant_id and x.state = 'active'
    group by t.tenant_id
    on conflict do nothing`.execute(tx)
  await sql`delete from network_load where at < ${new Date(nowMs - KEPT_DAYS * 86_400_000)}`.execute(tx)
}

/** Power of the last hour; null where nobody sampled, because the server was not running. */
export async function readNetworkLoad(db: Db, tenantId: TenantId, nowMs: number): Promise<z.infer<typeof LoadSeries>> {
  const endMs = stepOf(nowMs)
  const firstMs = endMs - (POINTS - 1) * LOAD_STEP_MS
  const { rows } = await sql<{ at: Date; power_w: number }>`
    select at, power_w from network_load
    where tenant_id = ${tenantId} and at >= ${new Date(firstMs)} and at <= ${new Date(endMs)}`.execute(db)
  const powerByStep = new Map(rows.map((row) => [row.at.getTime(), Math.round(row.power_w)]))
  const steps = Array.from({ length: POINTS }, (_, index) => firstMs + index * LOAD_STEP_MS)
  return { at: steps.map((ms) => instant(new Date(ms))), powerW: steps.map((ms) => powerByStep.get(ms) ?? null) }
}

function stepOf(atMs: number): number {
  return Math.floor(atMs / LOAD_STEP_MS) * LOAD_STEP_MS
}
