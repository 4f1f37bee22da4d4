import type { OcppVersion } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import type { StoredSecret } from '../credentials.ts'

/** A sign of an unknown station: it connected, or sent its Boot. */
export interface Sighting {
  readonly identity: StationIdentity
  readonly written: string
  readonly version: OcppVersion
  readonly address: string
  readonly atMs: number
  /** Of the password it presented, if any. */
  readonly secret: StoredSecret | undefined
  readonly boot: BootFacts | undefined
}

export interface BootFacts {
  readonly vendor: string
  readonly model: string
  readonly serialNumber: string | null
  readonly firmwareVersion: string | null
}

/** Records sightings; the newest of an identity must come last. */
export async function recordSightings(pool: Pool, tenantId: TenantId, sightings: readonly Sighting[]): Promise<void> {
  const newest = [...new Map(sightings.map((one) => [one.identity, one])).values()]
  const boots = (identity: StationIdentity) =>
    sightings.filter((one) => one.identity === identity && one.boot !== undefined).length
  await pool.query({
    name: 'quarantine-sightings',
    text: `
      insert into quarantine as q (tenant_id, identity_folded, identity, ocpp_version, remote_address, first_seen_at,
        last_seen_at, secret_salt, secret_hash, vendor, model, serial_number, firmware_version, boots)
      select $1, v.identity_folded, v.identity, v.version, v.address, v.at, v.at, v.salt, v.hash, v.vendor, v.model,
        v.serial, v.firmware, v.boots
      from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bytea[], $8::bytea[], $9::text[],
        $10::text[], $11::text[], $12::text[], $13::integer[])
        as v(identity_folded, identity, version, address, at, salt, hash, vendor, model, serial, firmware, boots)
      on conflict (tenant_id, identity_folded) do update set
        identity = excluded.identity, ocpp_version = excluded.ocpp_version, remote_address = excluded.remote_address,
        last_seen_at = excluded.last_seen_at, boots = q.boots + excluded.boots,
        secret_salt = coalesce(excluded.secret_salt, q.secret_salt),
        secret_hash = coalesce(excluded.secret_hash, q.secret_hash),
        vendor = coalesce(excluded.vendor, q.vendor), model = coalesce(excluded.model, q.model),
        serial_number = coalesce(excluded.serial_number, q.serial_number),
        firmware_version = coalesce(excluded.firmware_version, q.firmware_version)`,
    values: [
      tenantId,
      newest.map((one) => one.identity),
      newest.map((one) => one.written),
      newest.map((one) => one.version),
      newest.map((one) => one.address),
      newest.map((one) => new Date(one.atMs)),
      newest.map((one) => one.secret?.salt ?? null),
      newest.map((one) => one.secret?.hash ?? null),
      newest.map((one) => storable(one.boot?.vendor)),
      newest.map((one) => storable(one.boot?.model)),
      newest.map((one) => storable(one.boot?.serialNumber)),
      newest.map((one) => storable(one.boot?.firmwareVersion)),
      newest.map((one) => boots(one.identity)),
    ],
  })
}

/** Lets the longest silent stations go until `limit` are left. */
export async function evictSilent(pool: Pool, limit: number): Promise<void> {
  await pool.query({
    name: 'quarantine-evict',
    text: `delete from quarantine q using (
             select tenant_id, identity_folded from quarantine order by last_seen_at desc offset $1
           ) old where q.tenant_id = old.tenant_id and q.identity_folded = old.identity_folded`,
    values: [limit],
  })
}

/** Station text for display: bounded, and without what a text column refuses. */
function storable(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : text.replaceAll('\0', '').toWellFormed().slice(0, 100)
}
