import { sql } from 'kysely'
import type { z } from 'zod'
import { type Actor, callerOf, nameOf } from '../accounts/index.ts'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Export, ExportInput } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { RowScope } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'
import type { ExportOrder } from './export-stream.ts'

export interface NewExport {
  readonly exportId: string
  readonly input: ExportInput
  readonly masked: boolean
  readonly scope: RowScope
  readonly nowMs: number
}

export async function insertExport(tx: Tx, actor: Actor, wanted: NewExport): Promise<void> {
  const { input, scope } = wanted
  await sql`
    insert into exports (tenant_id, export_id, owner_id, kind, format, filter, masked, sites, state, created_by, created_at)
    values (${actor.tenantId}, ${wanted.exportId}, ${callerOf(actor)}, ${input.kind}, ${input.format},
      ${JSON.stringify(input.filter)}::jsonb, ${wanted.masked}, ${scope.sites === 'all' ? null : [...scope.sites]}::uuid[],
      'queued', ${nameOf(actor)}, ${new Date(wanted.nowMs)})`.execute(tx)
}

interface ExportRow {
  readonly export_id: string
  readonly kind: Export['kind']
  readonly format: Export['format']
  readonly state: 'queued' | 'running' | 'ready' | 'failed'
  readonly masked: boolean
  readonly sites: readonly string[] | null
  readonly rows: number
  readonly size_bytes: number | null
  readonly detail: string | null
  readonly file_id: string | null
  readonly created_by: string
  readonly created_at: Date
  readonly ended_at: Date | null
}

const newest = newestFirst(sql`e.created_at`, sql`e.export_id`)
const selectExports = sql`
  select e.export_id, e.kind, e.format, e.state, e.masked, e.sites, e.rows, f.size_bytes::float8 as size_bytes, e.detail,
    e.file_id, e.created_by, e.created_at, e.ended_at`

export async function listExports(
  db: Db,
  actor: Actor,
  { limit, after }: { readonly limit: number; readonly after: z.infer<typeof NewestCursor> | undefined },
): Promise<Page<Export>> {
  const place = after === undefined ? sql`` : sql`and ${newest.after(after)}`
  const { rows } = await sql<ExportRow & { cursor_at: string }>`
    ${selectExports}, ${newest.at} as cursor_at from exports e left join files f using (file_id)
    where e.tenant_id = ${actor.tenantId} and e.owner_id = ${callerOf(actor)} ${place}
    order by ${newest.order} limit ${limit + 1}`.execute(db)
  return pageOf(rows, limit, { item: exportOf, key: (row) => [row.cursor_at, row.export_id] })
}

export interface MadeExport {
  readonly export: Export
  readonly fileId: string | null
  /** The sites that its owner was confined to. */
  readonly sites: RowScope['sites']
}

/** An export of this owner, with its file. */
export async function readExport(db: Db, actor: Actor, exportId: string): Promise<MadeExport | undefined> {
  const { rows } = await sql<ExportRow>`
    ${selectExports} from exports e left join files f using (file_id)
    where e.tenant_id = ${actor.tenantId} and e.owner_id = ${callerOf(actor)} and e.export_id = ${exportId}`.execute(db)
  return rows[0] && { export: exportOf(rows[0]), fileId: rows[0].file_id, sites: rows[0].sites ?? 'all' }
}

function exportOf(row: ExportRow): Export {
  return {
    id: row.export_id,
    kind: row.kind,
    format: row.format,
    state: row.state === 'ready' && row.file_id === null ? 'gone' : row.state,
    masked: row.masked,
    rows: row.rows,
    sizeBytes: row.size_bytes,
    detail: row.detail,
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
    endedAt: instantOrNull(row.ended_at),
  }
}

/** An export that this process works on now. */
export interface ClaimedExport {
  readonly exportId: string
  readonly order: ExportOrder
  readonly createdBy: string
}

const LEASE_MS = 120_000
const MOST_ATTEMPTS = 3

/** Takes the oldest export that nobody works on; one whose process has died is taken again, a few times. */
export async function claimExport(tx: Tx, nowMs: number): Promise<ClaimedExport | undefined> {
  const now = new Date(nowMs)
  await sql`
    update exports set state = 'failed', detail = 'It was begun several times and never ended.', ended_at = ${now}
    where state = 'running' and busy_until < ${now} and attempts >= ${MOST_ATTEMPTS}`.execute(tx)
  const { rows } = await sql<ClaimedRow>`
    update exports set state = 'running', busy_until = ${new Date(nowMs + LEASE_MS)}, attempts = attempts + 1, rows = 0
    where export_id = (
      select export_id from exports
      where state = 'queued' or (state = 'running' and busy_until < ${now})
      order by created_at limit 1 for update skip locked)
    returning tenant_id, export_id, kind, format, filter, masked, sites, created_by`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { tenant_id: tenantId, kind, format, filter, masked, sites } = row
  const scope: RowScope = { tenantId, sites: sites ?? 'all' }
  const order = { kind, format, filter, masked, scope, actor: { tenantId } }
  return { exportId: row.export_id, order, createdBy: row.created_by }
}

interface ClaimedRow {
  readonly tenant_id: TenantId
  readonly export_id: string
  readonly kind: ExportOrder['kind']
  readonly format: ExportOrder['format']
  readonly filter: Readonly<Record<string, string>>
  readonly masked: boolean
  readonly sites: string[] | null
  readonly created_by: string
}

/** Says how far it is, and that somebody still works on it. */
export async function noteProgress(tx: Tx, exportId: string, rows: number, nowMs: number): Promise<void> {
  await sql`
    update exports set rows = ${rows}, busy_until = ${new Date(nowMs + LEASE_MS)}
    where export_id = ${exportId}`.execute(tx)
}

export type ExportEnd = { readonly fileId: string; readonly rows: number } | { readonly failure: string }

export async function endExport(tx: Tx, exportId: string, end: ExportEnd, nowMs: number): Promise<void> {
  const done = 'fileId' in end
  await sql`
    update exports set state = ${done ? 'ready' : 'failed'}, file_id = ${done ? end.fileId : null},
      rows = ${done ? end.rows : sql`rows`}, detail = ${done ? null : end.failure}, busy_until = null,
      ended_at = ${new Date(nowMs)}
    where export_id = ${exportId}`.execute(tx)
}

const KEPT_MS = 30 * 86_400_000

export async function dropOldExports(tx: Tx, nowMs: number): Promise<void> {
  await sql`delete from exports where created_at < ${new Date(nowMs - KEPT_MS)}`.execute(tx)
}
