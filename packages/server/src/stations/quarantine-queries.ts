import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../api/cursor.ts'
import { instant } from '../api/instant.ts'
import type { QuarantinedStation } from '../contract/index.ts'
import type { StoredSecret } from '../gateway/credentials.ts'
import type { Db, Tx } from '../platform/database/index.ts'
import type { TenantId } from './ids.ts'

export const QuarantineCursor = z.tuple([InstantText, z.string().max(64)])

/** A station heard in this time counts as online: it was told to come back within minutes, and we do not hold its state. */
const ONLINE_MS = 15 * 60_000

interface PresentationJson {
  readonly id: string
  readonly remote_address: string
  readonly first_seen_at: number
  readonly last_seen_at: number
}

interface QuarantineRow {
  readonly identity: string
  readonly identity_folded: string
  readonly ocpp_version: QuarantinedStation['ocppVersion']
  readonly remote_address: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly serial_number: string | null
  readonly firmware_version: string | null
  readonly presentations: readonly PresentationJson[] | null
  readonly boots: number
  readonly first_seen_at: Date
  readonly last_seen_at: Date
}

const selectWaiting = sql`
  select identity, identity_folded, ocpp_version, remote_address, vendor, model, serial_number, firmware_version,
    boots, first_seen_at, last_seen_at, (
      select json_agg(json_build_object('id', p.presentation_id, 'remote_address', p.remote_address,
        'first_seen_at', extract(epoch from p.first_seen_at) * 1000, 'last_seen_at', extract(epoch from p.last_seen_at) * 1000)
        order by p.first_seen_at, p.presentation_id)
      from quarantine_presentations p
      where p.tenant_id = quarantine.tenant_id and p.identity_folded = quarantine.identity_folded) as presentations`

/** Stations waiting to join, the newest arrival first. */
export async function listQuarantine(
  db: Db,
  tenantId: TenantId,
  filter: { limit: number; after: z.infer<typeof QuarantineCursor> | undefined; nowMs: number },
): Promise<Page<QuarantinedStation>> {
  const after =
    filter.after === undefined
      ? sql``
      : sql`and (first_seen_at, identity_folded) < (${filter.after[0]}::timestamptz, ${filter.after[1]})`
  const { rows } = await sql<QuarantineRow & { cursor_at: string }>`
    ${selectWaiting}, ${instantText(sql`first_seen_at`)} as cursor_at
    from quarantine where tenant_id = ${tenantId} ${after}
    order by first_seen_at desc, identity_folded desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => waitingOf(row, filter.nowMs),
    key: (row) => [row.cursor_at, row.identity_folded],
  })
}

/** The waiting stations with these identities. One query however many. */
export async function readQuarantine(
  db: Db,
  tenantId: TenantId,
  identities: readonly string[],
  nowMs: number,
): Promise<QuarantinedStation[]> {
  if (identities.length === 0) return []
  const folded = identities.map((identity) => identity.toLowerCase())
  const { rows } = await sql<QuarantineRow>`
    ${selectWaiting} from quarantine
    where tenant_id = ${tenantId} and identity_folded = any(${folded}::text[])
    order by identity_folded`.execute(db)
  return rows.map((row) => waitingOf(row, nowMs))
}

/** A station that leaves the quarantine, with what it brings. */
export interface Released {
  readonly identity: string
  /** The different passwords presented under its name, the first one first. */
  readonly presentations: readonly Presentation[]
}

export interface Presentation {
  readonly id: string
  readonly remoteAddress: string
  readonly secret: StoredSecret
}

/** Takes a station out of the quarantine. Undefined when it is not there (any more). */
export async function releaseFromQuarantine(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
): Promise<Released | undefined> {
  const folded = identity.toLowerCase()
  // Locked before its presentations are read, so that none comes in between.
  const { rows } = await sql<{ identity: string; secret_salt: Buffer | null }>`
    select identity, secret_salt from quarantine
    where tenant_id = ${tenantId} and identity_folded = ${folded} for update`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const salt = row.secret_salt
  const presented = await sql<{ id: string; address: string; hash: Buffer }>`
    select presentation_id as id, remote_address as address, secret_hash as hash from quarantine_presentations
    where tenant_id = ${tenantId} and identity_folded = ${folded} order by first_seen_at, presentation_id`.execute(tx)
  await sql`delete from quarantine where tenant_id = ${tenantId} and identity_folded = ${folded}`.execute(tx)
  const presentations = presented.rows.flatMap(({ id, address, hash }) =>
    salt === null ? [] : [{ id, remoteAddress: address, secret: { salt, hash } }],
  )
  return { identity: row.identity, presentations }
}

function waitingOf(row: QuarantineRow, nowMs: number): QuarantinedStation {
  return {
    id: row.identity,
    ocppVersion: row.ocpp_version,
    remoteAddress: row.remote_address,
    vendor: row.vendor,
    model: row.model,
    serialNumber: row.serial_number,
    firmwareVersion: row.firmware_version,
    presentsPassword: row.presentations !== null,
    presentations: (row.presentations ?? []).map((one) => ({
      id: one.id,
      remoteAddress: one.remote_address,
      firstSeenAt: instant(new Date(one.first_seen_at)),
      lastSeenAt: instant(new Date(one.last_seen_at)),
    })),
    boots: row.boots,
    firstSeenAt: instant(row.first_seen_at),
    lastSeenAt: instant(row.last_seen_at),
    online: nowMs - row.last_seen_at.getTime() < ONLINE_MS,
  }
}
