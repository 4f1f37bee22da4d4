import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, callerOf, nameOf } from '../accounts/index.ts'
import { type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Import, ImportAction, ImportInput, ImportRow } from '../contract/index.ts'
import { hashSecret, type StoredSecret } from '../gateway/credentials.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { Random } from '../platform/random/index.ts'
import { cellOf, type Row } from './column.ts'
import { chunksOf } from './kinds/kind.ts'
import type { PlannedRow, Problem } from './plan.ts'

export interface NewImport {
  readonly importId: string
  readonly input: Omit<z.output<typeof ImportInput>, 'content'>
  readonly ignored: readonly string[]
  readonly rows: readonly PlannedRow[]
  readonly nowMs: number
}

/** Keeps a preview. Passwords are hashed on the way. */
export async function insertImport(tx: Tx, actor: Actor, made: NewImport, random: Random): Promise<void> {
  const { tenantId } = actor
  const { kind, format, fileName } = made.input
  await sql`
    insert into imports (tenant_id, import_id, owner_id, kind, format, file_name, ignored, created_by, created_at)
    values (${tenantId}, ${made.importId}, ${callerOf(actor)}, ${kind}, ${format}, ${fileName},
      ${[...made.ignored]}::text[], ${nameOf(actor)}, ${new Date(made.nowMs)})`.execute(tx)
  for (const some of chunksOf(made.rows)) {
    const json = JSON.stringify(some.map((row) => ({ ...row, password: undefined, secret: secretOf(row, random) })))
    await sql`
      insert into import_rows (tenant_id, import_id, row_no, name, action, given, before, after, problems, secret)
      select ${tenantId}, ${made.importId}, r.row, r.name, r.action, r.given, r.before, r.after, r.problems, r.secret
      from jsonb_to_recordset(${json}::jsonb) as r(
        row integer, name text, action text, given jsonb, before jsonb, after jsonb, problems jsonb, secret jsonb)`.execute(
      tx,
    )
  }
}

function secretOf({ password, action }: PlannedRow, random: Random): { salt: string; hash: string } | null {
  if (password === undefined || action !== 'create') return null
  const { salt, hash } = hashSecret(password, random)
  return { salt: Buffer.from(salt).toString('hex'), hash: Buffer.from(hash).toString('hex') }
}

interface ImportEntry {
  readonly import_id: string
  readonly kind: Import['kind']
  readonly format: Import['format']
  readonly file_name: string
  readonly ignored: string[]
  readonly created_by: string
  readonly created_at: Date
  readonly applied_at: Date | null
  readonly counts: Readonly<Partial<Record<ImportAction, number>>> | null
}

/** An import of this owner; with `lock`, nobody else writes it until the transaction ends. */
export async function readImport(db: Db, actor: Actor, importId: string, lock = false): Promise<Import | undefined> {
  const { rows } = await sql<ImportEntry>`
    select i.import_id, i.kind, i.format, i.file_name, i.ignored, i.created_by, i.created_at, i.applied_at,
      (select jsonb_object_agg(action, n) from (
         select r.action, count(*) as n from import_rows r where r.import_id = i.import_id group by 1) sums) as counts
    from imports i
    where i.tenant_id = ${actor.tenantId} and i.owner_id = ${callerOf(actor)} and i.import_id = ${importId}
    ${lock ? sql`for update of i` : sql``}`.execute(db)
  return rows[0] && importOf(rows[0])
}

function importOf(row: ImportEntry): Import {
  const { create = 0, change = 0, unchanged = 0, refused = 0 } = row.counts ?? {}
  return {
    id: row.import_id,
    kind: row.kind,
    format: row.format,
    fileName: row.file_name,
    ignoredColumns: row.ignored,
    counts: { create, change, unchanged, refused },
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
    appliedAt: instantOrNull(row.applied_at),
  }
}

export const RowCursor = z.tuple([z.int32()])

interface StoredRow {
  readonly row_no: number
  readonly name: string
  readonly action: ImportAction
  readonly given: Row
  readonly before: Row | null
  readonly after: Row | null
  readonly problems: readonly Problem[]
  readonly secret: { readonly salt: string; readonly hash: string } | null
}

/** Rows as people look at them: what each changes, cell by cell. */
export async function listRows(
  db: Db,
  importId: string,
  filter: { readonly limit: number; readonly after: number; readonly action: ImportAction | undefined },
): Promise<Page<ImportRow>> {
  const ofAction = filter.action === undefined ? sql`` : sql`and action = ${filter.action}`
  const { rows } = await sql<StoredRow>`
    select row_no, name, action, before, after, given, problems from import_rows
    where import_id = ${importId} and row_no > ${filter.after} ${ofAction}
    order by row_no limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: shownRow, key: (row) => [row.row_no] })
}

function shownRow({ row_no, name, action, before, after, given, problems }: StoredRow): ImportRow {
  const to = after ?? { ...before, ...given }
  const isShown = action !== 'unchanged'
  const names = isShown ? Object.keys(to).filter((column) => cellOf(before?.[column]) !== cellOf(to[column])) : []
  const changes = names.map((column) => ({ column, from: cellOf(before?.[column]), to: cellOf(to[column]) }))
  return { row: row_no, name, action, problems: [...problems], changes }
}

/** A row that waits to be written. */
export interface KeptRow {
  readonly row: number
  readonly given: Row
  readonly action: ImportAction
  readonly before: Row | null
  readonly secret: StoredSecret | undefined
}

export async function readKeptRows(tx: Tx, importId: string): Promise<readonly KeptRow[]> {
  const { rows } = await sql<StoredRow>`
    select row_no, name, action, given, before, after, problems, secret from import_rows
    where import_id = ${importId} order by row_no`.execute(tx)
  return rows.map(({ row_no, given, action, before, secret }) => ({
    row: row_no,
    given,
    action,
    before,
    secret:
      secret === null ? undefined : { salt: Buffer.from(secret.salt, 'hex'), hash: Buffer.from(secret.hash, 'hex') },
  }))
}

/** What was written stays to be looked at, without its secrets. */
export async function markApplied(tx: Tx, importId: string, nowMs: number): Promise<void> {
  await sql`update imports set applied_at = ${new Date(nowMs)} where import_id = ${importId}`.execute(tx)
  await sql`update import_rows set secret = null where import_id = ${importId} and secret is not null`.execute(tx)
}

/** Forgets previews that nobody has written, and after longer what was. */
export async function dropOldImports(tx: Tx, { nowMs }: { readonly nowMs: number }): Promise<void> {
  await sql`
    delete from imports where applied_at is null and created_at < ${new Date(nowMs - PREVIEW_MS)}
      or created_at < ${new Date(nowMs - APPLIED_MS)}`.execute(tx)
}

const PREVIEW_MS = 24 * 3_600_000
const APPLIED_MS = 90 * 24 * 3_600_000
