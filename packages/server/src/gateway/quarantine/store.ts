import type { OcppVersion } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { StationIdentity, TenantId } from '../../stations/ids.ts'
import { hashUnder } from '../credentials.ts'

/** A sign of an unknown station: it connected, or sent its Boot. */
export interface Sighting {
  readonly identity: StationIdentity
  readonly written: string
  readonly version: OcppVersion
  readonly address: string
  readonly atMs: number
  /** The password it presents, if any; not kept beyond the hash. */
  readonly presented: Uint8Array | undefined
  /** For the password, when it is the identity's first. */
  readonly salt: Uint8Array
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
  const { rows } = await pool.query<SaltRow>({
    name: 'quarantine-sightings',
    text: `
      insert into quarantine as q (tenant_id, identity_folded, identity, ocpp_version, remote_address, first_seen_at,
        last_seen_at, secret_salt, vendor, model, serial_number, firmware_version, boots)
      select $1, v.identity_folded, v.identity, v.version, v.address, v.at, v.at, v.salt, v.vendor, v.model,
        v.serial, v.firmware, v.boots
      from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bytea[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::integer[])
        as v(identity_folded, identity, version, address, at, salt, vendor, model, serial, firmware, boots)
      on conflict (tenant_id, identity_folded) do update set
        identity = excluded.identity, ocpp_version = excluded.ocpp_version, remote_address = excluded.remote_address,
        last_seen_at = excluded.last_seen_at, boots = q.boots + excluded.boots,
        secret_salt = coalesce(q.secret_salt, excluded.secret_salt),
        vendor = coalesce(excluded.vendor, q.vendor), model = coalesce(excluded.model, q.model),
        serial_number = coalesce(excluded.serial_number, q.serial_number),
        firmware_version = coalesce(excluded.firmware_version, q.firmware_version)
      returning identity_folded, secret_salt`,
    values: [
      tenantId,
      newest.map((one) => one.identity),
      newest.map((one) => one.written),
      newest.map((one) => one.version),
      newest.map((one) => one.address),
      newest.map((one) => new Date(one.atMs)),
      newest.map((one) => one.salt),
      newest.map((one) => storable(one.boot?.vendor)),
      newest.map((one) => storable(one.boot?.model)),
      newest.map((one) => storable(one.boot?.serialNumber)),
      newest.map((one) => storable(one.boot?.firmwareVersion)),
      newest.map((one) => boots(one.identity)),
    ],
  })
  const salts = new Map(rows.map((row) => [row.identity_folded, row.secret_salt]))
  await recordPresentations(pool, tenantId, presentationsOf(sightings, salts))
}

interface SaltRow {
  readonly identity_folded: StationIdentity
  readonly secret_salt: Buffer
}

interface Presentation {
  readonly identity: StationIdentity
  readonly hash: Uint8Array
  readonly address: string
  readonly atMs: number
}

/** Passwords told apart for one identity; with more, those not seen for longest go. */
export const MOST_PRESENTATIONS = 8

function presentationsOf(
  sightings: readonly Sighting[],
  salts: ReadonlyMap<StationIdentity, Uint8Array>,
): readonly Presentation[] {
  const different = new Map<string, Presentation>()
  for (const { identity, presented, address, atMs } of sightings) {
    const salt = salts.get(identity)
    if (presented === undefined || salt === undefined) continue
    const hash = hashUnder(salt, presented)
    different.set(`${identity} ${Buffer.from(hash).toString('hex')}`, { identity, hash, address, atMs })
  }
  return [...different.values()]
}

async function recordPresentations(pool: Pool, tenantId: TenantId, seen: readonly Presentation[]): Promise<void> {
  if (seen.length === 0) return
  await pool.query({
    name: 'quarantine-presentations',
    text: `
      insert into quarantine_presentations as p
        (tenant_id, identity_folded, secret_hash, remote_address, first_seen_at, last_seen_at)
      select $1, v.identity_folded, v.hash, v.address, v.at, v.at
      from unnest($2::text[], $3::bytea[], $4::text[], $5::timestamptz[]) as v(identity_folded, hash, address, at)
      -- A station that has been approved or dismissed meanwhile is not here any more.
      join quarantine q on q.tenant_id = $1 and q.identity_folded = v.identity_folded
      on conflict (tenant_id, identity_folded, secret_hash) do update
        set remote_address = excluded.remote_address, last_seen_at = excluded.last_seen_at`,
    values: [
      tenantId,
      seen.map((one) => one.identity),
      seen.map((one) => one.hash),
      seen.map((one) => one.address),
      seen.map((one) => new Date(one.atMs)),
    ],
  })
  await pool.query({
    name: 'quarantine-presentations-evict',
    text: `
      delete from quarantine_presentations p using (
        select identity_folded, secret_hash,
          row_number() over (partition by identity_folded order by last_seen_at desc) as place
        from quarantine_presentations where tenant_id = $1 and identity_folded = any($2)
      ) old
      where p.tenant_id = $1 and p.identity_folded = old.identity_folded and p.secret_hash = old.secret_hash
        and old.place > ${MOST_PRESENTATIONS}`,
    values: [tenantId, seen.map((one) => one.identity)],
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
