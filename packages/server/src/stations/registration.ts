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
      certificate_name, secret_salt, secret_hash, quirks, max_frame_bytes, created_at)
    values (${station.tenantId}, ${station.id}, ${station.id.toLowerCase()}, ${station.name ?? null},
      ${station.siteId ?? null}, ${station.registration}, ${station.securityProfile},
      ${station.certificateName ?? null}, ${station.secret?.salt ?? null},
      ${station.secret?.hash ?? null}, ${JSON.stringify(station.quirks)}::jsonb, ${station.maxFrameBytes ?? null}, ${new Date(station.nowMs)})
    on conflict (tenant_id, identity_folded) do nothing returning station_id`.execute(tx)
  return rows[0]?.station_id
}

/** Switches tolerances on, beside those that are. */
export async function addQuirks(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  quirks: z.output<typeof StationPatch>['quirks'],
): Promise<void> {
  await sql`
    update stations set quirks = quirks || ${JSON.stringify(quirks ?? {})}::jsonb
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()}`.execute(tx)
}

export async function isSiteKnown(tx: Tx, tenantId: TenantId, siteId: string): Promise<boolean> {
  const { rows } = await sql`
    select from sites where tenant_id = ${tenantId} and site_id = ${siteId}`.execute(tx)
  return rows.length > 0
}

type Patch = Omit<z.output<typeof StationPatch>, 'allowDowngrade'>

const COLUMNS = {
  name: 'name',
  siteId: 'site_id',
  securityProfile: 'security_profile',
  registration: 'registration',
  certificateName: 'certificate_name',
  expiredCertificateUntil: 'expired_certificate_until',
  quirks: 'quirks',
  maxFrameBytes: 'max_frame_bytes',
} as const satisfies Record<keyof Patch, string>

/** Sets the fields that are given. Undefined when there is no such station; otherwise its row key. */
export async function updateStation(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  patch: Patch,
): Promise<number | undefined> {
  const { quirks, ...rest } = patch
  const values = { ...rest, ...(quirks === undefined ? {} : { quirks: JSON.stringify(quirks) }) }
  const { rows } = await sql<{ station_id: number }>`
    update stations set ${assignmentsOf<typeof values>(values, COLUMNS) ?? sql`name = name`}
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} returning station_id`.execute(tx)
  return rows[0]?.station_id
}

/** What a station may connect with at the least; locked until the transaction ends. Undefined when there is none. */
export async function readLeastProfile(tx: Tx, tenantId: TenantId, identity: string): Promise<number | undefined> {
  const { rows } = await sql<{ least: number }>`
    select greatest(security_profile, reached_profile) as least from stations
    where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} for update`.execute(tx)
  return rows[0]?.least
}

/** Forgets that a station has connected with more than this, and writes it into the security event log. */
export async function lowerReachedProfile(
  tx: Tx,
  station: { readonly tenantId: TenantId; readonly identity: string; readonly profile: number },
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<void> {
  const { tenantId, identity, profile } = station
  await sql`
    with lowered as (
      update stations set reached_profile = least(reached_profile, ${profile})
      where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} returning station_id
    )
    insert into security_events (tenant_id, station_id, received_at, at, source, type, detail)
    select ${tenantId}, station_id, ${new Date(nowMs)}, ${new Date(nowMs)}, 'csms', 'SecurityProfileLowered',
      ${JSON.stringify({ profile, by })} from lowered`.execute(tx)
}

/** A station as registered, and the profile that it must at least use. */
export interface RegisteredStation {
  readonly stationKey: number
  readonly identity: string
  readonly securityProfile: number
}

/** Replaces the password's hash. Undefined when there is no such station. */
export async function replaceSecret(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  secret: StoredSecret,
): Promise<RegisteredStation | undefined> {
  const { rows } = await sql<RegisteredStation>`
    with replaced as (
      update stations set secret_salt = ${secret.salt}, secret_hash = ${secret.hash},
        security_profile = greatest(security_profile, 1)
      where tenant_id = ${tenantId} and identity_folded = ${identity.toLowerCase()} returning station_id, identity,
          greatest(security_profile, reached_profile) as profile
    ), ended as (
      update password_rotations r set state = 'cancelled', detail = 'The password was replaced by hand.', ended_at = now(),
        updated_at = now(), next_salt = null, next_hashes = '{}'
      from replaced where r.station_id = replaced.station_id and r.ended_at is null
    )
    select station_id as "stationKey", identity, profile as "securityProfile" from replaced`.execute(tx)
  return rows[0]
}

/**
 * Removes a station. Its sessions stay and keep its identity; the running ones end. Undefined when there is no such
 * station; otherwise its key and its identity as registered.
 */
export async function deleteStation(
  tx: Tx,
  tenantId: TenantId,
  identity: string,
  nowMs: number,
): Promise<{ readonly stationKey: number; readonly identity: string } | undefined> {
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
  return { stationKey: gone.station_id, identity: gone.identity }
}
