import { sql } from 'kysely'
import type { z } from 'zod'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { FileQuery, FirmwareInput, StoredFile } from '../contract/index.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { Received } from './disk.ts'

const newest = newestFirst(sql`f.created_at`, sql`f.file_id`)

type FileItem = z.infer<typeof StoredFile>

export interface FileFilter extends Omit<z.infer<typeof FileQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof NewestCursor> | undefined
}

interface FileRow {
  readonly file_id: string
  readonly purpose: FileItem['purpose']
  readonly name: string
  readonly content_type: string
  readonly stored_at: Date | null
  readonly size_bytes: number | null
  readonly sha256: Buffer | null
  readonly md5: Buffer | null
  readonly version: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly signature: string | null
  readonly certificate: string | null
  readonly expected_sha256: Buffer | null
  readonly station_identity: string | null
  readonly created_by: string
  readonly created_at: Date
  readonly delete_after: Date | null
}

const selectFiles = sql`
  select f.file_id, f.purpose, f.name, f.content_type, f.stored_at, f.size_bytes, f.sha256, f.md5, f.version, f.vendor,
    f.model, f.signature, f.certificate, f.expected_sha256, f.station_identity, f.created_by, f.created_at,
    f.delete_after`

/** Exports are their owners' alone, pictures of plans their sites'; both have doors of their own. */
const OF_STATIONS = sql`f.purpose in ('firmware', 'log')`

/** Files, newest first. */
export async function listFiles(db: Db, tenantId: TenantId, filter: FileFilter): Promise<Page<FileItem>> {
  const conditions = [sql`f.tenant_id = ${tenantId}`, OF_STATIONS]
  if (filter.purpose !== undefined) conditions.push(sql`f.purpose = ${filter.purpose}`)
  if (filter.stationId !== undefined) {
    conditions.push(sql`lower(f.station_identity) = ${filter.stationId.toLowerCase()}`)
  }
  if (filter.after !== undefined) conditions.push(newest.after(filter.after))
  const { rows } = await sql<FileRow & { cursor_at: string }>`
    ${selectFiles}, ${newest.at} as cursor_at
    from files f where ${sql.join(conditions, sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: fileOf, key: (row) => [row.cursor_at, row.file_id] })
}

/** A file with what only the server needs to know of it. */
export interface KnownFile extends FileItem {
  readonly signature: string | null
  readonly certificate: string | null
  readonly expectedSha256: Buffer | null
}

export async function readFile(db: Db, tenantId: TenantId, fileId: string): Promise<KnownFile | undefined> {
  const { rows } = await sql<FileRow>`
    ${selectFiles} from files f
    where f.tenant_id = ${tenantId} and f.file_id = ${fileId} and ${OF_STATIONS}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const { signature, certificate, expected_sha256: expectedSha256 } = row
  return { ...fileOf(row), signature, certificate, expectedSha256 }
}

export interface NewFirmware {
  readonly tenantId: TenantId
  readonly fileId: string
  readonly name: string
  readonly input: FirmwareInput
  readonly createdBy: string
  readonly nowMs: number
  /** When the announcement lapses, unless the content has come. */
  readonly deleteAfterMs: number
}

/** Announces an image whose content is still to come. */
export async function insertFirmware(tx: Tx, file: NewFirmware): Promise<void> {
  const { version, vendor, model, sha256, signature, signingCertificate } = file.input
  await sql`
    insert into files (tenant_id, file_id, purpose, name, expected_sha256, version, vendor, model, signature,
      certificate, created_by, created_at, delete_after)
    values (${file.tenantId}, ${file.fileId}, 'firmware', ${file.name},
      ${sha256 === undefined ? null : Buffer.from(sha256, 'hex')}, ${version ?? null}, ${vendor ?? null},
      ${model ?? null}, ${signature ?? null}, ${signingCertificate ?? null}, ${file.createdBy},
      ${new Date(file.nowMs)}, ${new Date(file.deleteAfterMs)})`.execute(tx)
}

/** An announced image has come. */
export async function fillFirmware(tx: Tx, fileId: string, received: Received, nowMs: number): Promise<void> {
  await sql`
    update files set stored_at = ${new Date(nowMs)}, size_bytes = ${received.sizeBytes}, sha256 = ${received.sha256},
      md5 = ${received.md5}, delete_after = null
    where file_id = ${fileId}`.execute(tx)
}

export interface NewLog extends Received {
  readonly tenantId: TenantId
  readonly fileId: string
  readonly stationKey: number
  readonly name: string
  readonly contentType: string
  readonly nowMs: number
  readonly deleteAfterMs: number | null
}

/** A station's log has come. */
export async function insertLog(tx: Tx, log: NewLog): Promise<void> {
  const now = new Date(log.nowMs)
  await sql`
    insert into files (tenant_id, file_id, purpose, name, content_type, stored_at, size_bytes, sha256, md5,
      station_identity, created_by, created_at, delete_after)
    select ${log.tenantId}, ${log.fileId}, 'log', ${log.name}, ${log.contentType}, ${now}, ${log.sizeBytes},
      ${log.sha256}, ${log.md5}, s.identity, s.identity, ${now},
      ${log.deleteAfterMs === null ? null : new Date(log.deleteAfterMs)}
    from stations s where s.station_id = ${log.stationKey}`.execute(tx)
}

const QUOTA_LOCK_CLASS = 7_382_140

/** Bytes that a tenant's files take. With `alone`, nobody else adds to them until the transaction ends. */
export async function bytesStored(db: Db, tenantId: TenantId, alone: boolean): Promise<number> {
  if (alone) await sql`select pg_advisory_xact_lock(${QUOTA_LOCK_CLASS}, ${tenantId})`.execute(db)
  const { rows } = await sql<{ bytes: number }>`
    select coalesce(sum(size_bytes), 0)::bigint as bytes from files where tenant_id = ${tenantId}`.execute(db)
  return rows[0]?.bytes ?? 0
}

/** Deletes a file's row and links. Gives its name, or undefined when there is none. */
export async function deleteFile(tx: Tx, tenantId: TenantId, fileId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from files f where tenant_id = ${tenantId} and file_id = ${fileId} and ${OF_STATIONS} returning name`.execute(
    tx,
  )
  return rows[0]?.name
}

function fileOf(row: FileRow): FileItem {
  return {
    id: row.file_id,
    purpose: row.purpose,
    name: row.name,
    contentType: row.content_type,
    storedAt: instantOrNull(row.stored_at),
    sizeBytes: row.size_bytes,
    sha256: row.sha256?.toString('hex') ?? null,
    md5: row.md5?.toString('hex') ?? null,
    version: row.version,
    vendor: row.vendor,
    model: row.model,
    signed: row.signature !== null,
    stationId: row.station_identity,
    createdBy: row.created_by,
    createdAt: instant(row.created_at),
    deleteAfter: instantOrNull(row.delete_after),
  }
}
