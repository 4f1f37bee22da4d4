import { sql } from 'kysely'
import type { z } from 'zod'
import { assignmentsOf } from '../api/assignments.ts'
import type { StationInput, StationPatch } from '../contract/index.ts'
import type { StoredSecret } from '../gateway/credentials.ts'
import type { Tx } from '../platform/database/index.ts'
import { endSessionsOf } from '../sessions/index.ts'
import type { TenantId } from './ids.ts'

export interface NewStation extends Omit<z.output<typeof StationInput>, 'password'> {
  readonly tenantId: TenantId
  readonly secret: StoredSecret | undefined
  readonly nowMs: number
}

/** Registers a station. Undefined when its identity is taken; otherwise its row key. */
export async function insertStation(tx: Tx, station: NewStation): Promise<number | undefined> {
  const { rows } = await sql<{ station_id: number }>`
    insert into stations (tenant_id, identity, identity_folded, name, site_id, registration, security_profile,
      secret_salt, secret_hash, quirks, max_frame_bytes, created_at)
    values (${station.tenantId}, ${station.id}, ${station.id.toLowerCase()}, ${station.name ?? null},
      ${station.siteId ?? null}, ${station.registration}, ${station.securityProfile}, ${station.secret?.salt ?? null},
      ${station.secret?.hash ?? null}, ${JSON.stringify(station.quirks)}::jsonb, ${station.maxFrameBytes ?? null}, ${new Date(station.nowMs)})
    on conflict (tenant_id, identity_folded) do nothing returning station_id`.execute(tx)
  return rows[0]?.station_id
}

export async function isSiteKnown(tx: Tx, tenantId: TenantId, siteId: string): Promise<boolean> {
  const { rows } = await sql`
    select from sites where tenant_id = ${tenantId} and site_id = ${siteId}`.execute(tx)
  return rows.length > 0
}

const COLUMNS = {
  name: 'name',
  siteId: 'site_id',
  securityProfile: 'security_profile',
  registration: 'registration',
  quirks: 'quirks',
  maxFrameBytes: 'max_frame_bytes',
} as const satisfies Record<keyof z.output<typeof StationPatch>, string>

/** Sets the fields that are given. Undefined when there is no such station; otherwise its row key. */
export async function updateStation(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  patch: z.output<typeof StationPatch>,
): Promise<number | undefined> {
  const { quirks, ...rest } = patch
  const values = { ...rest, ...(quirks === undefined ? {} : { quirks: JSON.stringify(quirks) }) }
  const { rows } = await sql<{ station_id: number }>`
    update stations set ${assignmentsOf<typeof values>(values, COLUMNS) ?? sql`name = name`}
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} returning station_id`.execute(tx)
  return rows[0]?.station_id
}

/** Replaces the password's hash. Undefined when there is no such station; otherwise its identity as registered. */
export async function replaceSecret(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  secret: StoredSecret,
): Promise<string | undefined> {
  const { rows } = await sql<{ identity: string }>`
    update stations set secret_salt = ${secret.salt}, secret_hash = ${secret.hash},
      security_profile = greatest(security_profile, 1)
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} returning identity`.execute(tx)
  return rows[0]?.identity
}

/**
 * Removes a station. Its sessions stay and keep its identity; the running ones end. Undefined when there is no such
 * station; otherwise its identity as registered.
 */
export async function deleteStation(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  nowMs: number,
): Promise<string | undefined> {
  const { rows } = await sql<{ station_id: number; identity: string }>`
    with gone as (
      delete from stations where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()}
      returning tenant_id, station_id, identity
    )
    insert into removed_stations (tenant_id, station_id, identity, removed_at)
    select tenant_id, station_id, identity, ${new Date(nowMs)} from gone returning station_id, identity`.execute(tx)
  const [gone] = rows
  if (gone === undefined) return undefined
  await endSessionsOf(tx, gone.station_id, nowMs)
  return gone.identity
}
