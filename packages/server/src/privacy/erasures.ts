import { sql } from 'kysely'
import { z } from 'zod'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Erasure } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { Sealing } from '../platform/sealing.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Replacement } from './erase.ts'
import type { CountedTable } from './known-data.ts'

const LISTED = 50
const Replacements = z.array(z.object({ token: z.string(), standIn: z.string() }))
const Counts = z.record(z.string(), z.number())

export interface NewErasure {
  readonly tenantId: TenantId
  readonly erasureId: string
  readonly replacements: readonly Replacement[]
  readonly requestedBy: string
  readonly reason: string
  readonly nowMs: number
}

export async function insertErasure(tx: Tx, sealing: Sealing, erasure: NewErasure): Promise<void> {
  const { tenantId, erasureId, replacements, requestedBy, reason } = erasure
  const now = new Date(erasure.nowMs)
  await sql`
    insert into erasures (tenant_id, erasure_id, sealed, stand_ins, requested_by, reason, next_at, created_at)
    values (${tenantId}, ${erasureId}, ${sealing.seal(JSON.stringify(replacements))},
      ${replacements.map(({ standIn }) => standIn)}::text[], ${requestedBy}, ${reason}, ${now}, ${now})`.execute(tx)
}

export interface DueErasure {
  readonly tenantId: TenantId
  readonly erasureId: string
  readonly state: 'waiting' | 'settling'
  /** Undefined: sealed under a key that is gone. */
  readonly replacements: readonly Replacement[] | undefined
  readonly counts: Readonly<Record<string, number>>
}

export async function dueErasures(db: Db, sealing: Sealing, nowMs: number): Promise<readonly DueErasure[]> {
  const { rows } = await sql<{
    tenant_id: TenantId
    erasure_id: string
    state: 'waiting' | 'settling'
    sealed: Buffer
    counts: unknown
  }>`
    select tenant_id, erasure_id, state, sealed, counts from erasures
    where state <> 'done' and next_at <= ${new Date(nowMs)} order by next_at`.execute(db)
  return rows.map((row) => {
    const opened = sealing.open(row.sealed)
    return {
      tenantId: row.tenant_id,
      erasureId: row.erasure_id,
      state: row.state,
      replacements: opened === undefined ? undefined : Replacements.parse(JSON.parse(opened)),
      counts: Counts.parse(row.counts),
    }
  })
}

/** Notes that a pass is over: another one at `nextAtMs`, or none. */
export async function notePass(
  tx: Tx,
  { erasureId, counts }: DueErasure,
  pass: { readonly found: readonly CountedTable[]; readonly nextAtMs: number | undefined; readonly nowMs: number },
): Promise<void> {
  const sums: Record<string, number> = { ...counts }
  for (const { table, rows } of pass.found) sums[table] = (sums[table] ?? 0) + rows
  const isDone = pass.nextAtMs === undefined
  await sql`
    update erasures set counts = ${JSON.stringify(sums)}::jsonb, state = ${isDone ? 'done' : 'settling'},
      sealed = case when ${isDone}::boolean then null else sealed end,
      finished_at = case when ${isDone}::boolean then ${new Date(pass.nowMs)}::timestamptz end,
      next_at = ${new Date(pass.nextAtMs ?? pass.nowMs)}
    where erasure_id = ${erasureId}`.execute(tx)
}

/** The latest erasures of a tenant, or one of them. */
export async function listErasures(db: Db, tenantId: TenantId, erasureId?: string): Promise<Erasure[]> {
  const { rows } = await sql<{
    erasure_id: string
    state: Erasure['state']
    stand_ins: string[]
    counts: unknown
    requested_by: string
    reason: string
    created_at: Date
    finished_at: Date | null
  }>`
    select erasure_id, state, stand_ins, counts, requested_by, reason, created_at, finished_at from erasures
    where tenant_id = ${tenantId} and (${erasureId ?? null}::uuid is null or erasure_id = ${erasureId ?? null}::uuid)
    order by created_at desc, erasure_id limit ${LISTED}`.execute(db)
  return rows.map((row) => ({
    id: row.erasure_id,
    state: row.state,
    standIns: row.stand_ins,
    tables: Object.entries(Counts.parse(row.counts)).map(([table, count]) => ({ table, rows: count })),
    requestedBy: row.requested_by,
    reason: row.reason,
    createdAt: instant(row.created_at),
    finishedAt: instantOrNull(row.finished_at),
  }))
}
