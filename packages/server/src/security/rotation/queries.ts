import { sql } from 'kysely'
import type { z } from 'zod'
import { type NewestCursor, newestFirst, type Page, pageOf } from '../../api/cursor.ts'
import { instant, instantOrNull } from '../../api/instant.ts'
import type { PasswordRotation, PasswordRotationQuery } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../../stations/ids.ts'

const newest = newestFirst(sql`r.created_at`, sql`r.rotation_id`)

export interface RotationFilter extends Omit<z.output<typeof PasswordRotationQuery>, 'cursor' | 'limit'> {
  readonly limit: number
  readonly after: z.infer<typeof NewestCursor> | undefined
}

interface Row {
  readonly rotation_id: string
  readonly identity: string
  readonly batch_id: string | null
  readonly state: PasswordRotation['state']
  readonly attempts: number
  readonly command_id: string | null
  readonly requested_by: string
  readonly reason: string | null
  readonly detail: string | null
  readonly start_at: Date
  readonly created_at: Date
  readonly updated_at: Date
  readonly expires_at: Date
  readonly ended_at: Date | null
}

const columns = sql`
  r.rotation_id, s.identity, r.batch_id, r.state, r.attempts, r.command_id, r.requested_by, r.reason, r.detail, r.start_at,
  r.created_at, r.updated_at, r.expires_at, r.ended_at`

/** Rotations, newest first. */
export async function listRotations(
  db: Db,
  tenantId: TenantId,
  filter: RotationFilter,
): Promise<Page<PasswordRotation>> {
  const conditions = [sql`r.tenant_id = ${tenantId}`]
  const { stationId, batchId, state, after } = filter
  if (stationId !== undefined) conditions.push(sql`s.identity_folded = ${stationId.toLowerCase()}`)
  if (batchId !== undefined) conditions.push(sql`r.batch_id = ${batchId}`)
  if (state !== undefined) conditions.push(sql`r.state = ${state}`)
  if (after !== undefined) conditions.push(newest.after(after))
  const { rows } = await sql<Row & { cursor_at: string }>`
    select ${columns}, ${newest.at} as cursor_at
    from password_rotations r join stations s using (station_id)
    where ${sql.join(conditions, sql` and `)}
    order by ${newest.order} limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, { item: rotationOf, key: (row) => [row.cursor_at, row.rotation_id] })
}

export async function readRotation(
  db: Db,
  tenantId: TenantId,
  rotationId: string,
): Promise<PasswordRotation | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from password_rotations r join stations s using (station_id)
    where r.tenant_id = ${tenantId} and r.rotation_id = ${rotationId}`.execute(db)
  return rows[0] && rotationOf(rows[0])
}

export interface NewRotation {
  readonly tenantId: TenantId
  readonly rotationId: string
  readonly batchId: string | null
  readonly stationKey: number
  readonly requestedBy: string
  readonly reason: string | undefined
  readonly nowMs: number
  readonly startAtMs: number
  readonly expiresAtMs: number
}

/** Begins a rotation. False when one of the station is under way. */
export async function insertRotation(tx: Tx, rotation: NewRotation): Promise<boolean> {
  const now = new Date(rotation.nowMs)
  const { rows } = await sql`
    insert into password_rotations (tenant_id, rotation_id, batch_id, station_id, state, requested_by, reason, start_at,
      created_at, updated_at, expires_at)
    values (${rotation.tenantId}, ${rotation.rotationId}, ${rotation.batchId}, ${rotation.stationKey}, 'waiting',
      ${rotation.requestedBy}, ${rotation.reason ?? null}, ${new Date(rotation.startAtMs)}, ${now}, ${now},
      ${new Date(rotation.expiresAtMs)})
    on conflict (station_id) where ended_at is null do nothing returning rotation_id`.execute(tx)
  return rows.length > 0
}

function rotationOf(row: Row): PasswordRotation {
  return {
    id: row.rotation_id,
    stationId: row.identity,
    batchId: row.batch_id,
    state: row.state,
    attempts: row.attempts,
    commandId: row.command_id,
    requestedBy: row.requested_by,
    reason: row.reason,
    detail: row.detail,
    startAt: instant(row.start_at),
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    expiresAt: instant(row.expires_at),
    endedAt: instantOrNull(row.ended_at),
  }
}
