import type { OcppVersion } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import { storableText } from '../../platform/storable-text.ts'
import type { StationName } from '../admission/station-lookup.ts'
import { hashUnder } from '../credentials.ts'

/** A sign of an unknown station: it connected, or sent its Boot. */
export interface Sighting extends StationName {
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

/** Records sightings; the newest of a station must come last. */
export async function recordSightings(pool: Pool, sightings: readonly Sighting[]): Promise<void> {
  const newest = [...new Map(sightings.map((one) => [keyOf(one), one])).values()]
  const boots = (key: string) => sightings.filter((one) => keyOf(one) === key && one.boot !== undefined).length
  const { rows } = await pool.query<SaltRow>({
    name: 'quarantine-sightings',
    text: `
      insert into quarantine as q (tenant_id, identity_folded, identity, ocpp_version, remote_address, first_seen_at,
        last_seen_at, secret_salt, vendor, model, serial_number, firmware_version, boots)
      select v.tenant_id, v.identity_folded, v.identity, v.version, v.address, v.at, v.at, v.salt, v.vendor, v.model,
        v.serial, v.firmware, v.boots
      from unnest($1::smallint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bytea[],
        $8::text[], $9::text[], $10::text[], $11::text[], $12::integer[])
        as v(tenant_id, identity_folded, identity, version, address, at, salt, vendor, model, serial, firmware, boots)
      on conflict (tenant_id, identity_folded) do update set
        identity = excluded.identity, ocpp_version = excluded.ocpp_version, remote_address = excluded.remote_address,
        last_seen_at = excluded.last_seen_at, boots = q.boots + excluded.boots,
        secret_salt = coalesce(q.secret_salt, excluded.secret_salt),
        vendor = coalesce(excluded.vendor, q.vendor), model = coalesce(excluded.model, q.model),
        serial_number = coalesce(excluded.serial_number, q.serial_number),
        firmware_version = coalesce(excluded.firmware_version, q.firmware_version)
      returning tenant_id, identity_folded, secret_salt`,
    values: [
      newest.map((one) => one.tenantId),
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
      newest.map((one) => boots(keyOf(one))),
    ],
  })
  const salts = new Map(
    rows.map(({ tenant_id: tenantId, identity_folded: identity, secret_salt: salt }) => [
      keyOf({ tenantId, identity }),
      salt,
    ]),
  )
  await recordPresentations(pool, presentationsOf(sightings, salts))
}

function keyOf({ tenantId, identity }: StationName): string {
  return `${tenantId} ${identity}`
}

interface SaltRow {
  readonly tenant_id: StationName['tenantId']
  readonly identity_folded: StationName['identity']
  readonly secret_salt: Buffer
}

interface Presentation extends StationName {
  readonly hash: Uint8Array
  readonly address: string
  readonly atMs: number
}

/** Passwords told apart for one identity; with more, those not seen for longest go. */
export const MOST_PRESENTATIONS = 8

function presentationsOf(
  sightings: readonly Sighting[],
  salts: ReadonlyMap<string, Uint8Array>,
): readonly Presentation[] {
  const different = new Map<string, Presentation>()
  for (const { tenantId, identity, presented, address, atMs } of sightings) {
    const key = keyOf({ tenantId, identity })
    const salt = salts.get(key)
    if (presented === undefined || salt === undefined) continue
    const hash = hashUnder(salt, presented)
    different.set(`${key} ${Buffer.from(hash).toString('hex')}`, { tenantId, identity, hash, address, atMs })
  }
  return [...different.values()]
}

async function recordPresentations(pool: Pool, seen: readonly Presentation[]): Promise<void> {
  if (seen.length === 0) return
  await pool.query({
    name: 'quarantine-presentations',
    text: `
      insert into quarantine_presentations as p
        (tenant_id, identity_folded, secret_hash, remote_address, first_seen_at, last_seen_at)
      select v.tenant_id, v.identity_folded, v.hash, v.address, v.at, v.at
      from unnest($1::smallint[], $2::text[], $3::bytea[], $4::text[], $5::timestamptz[])
        as v(tenant_id, identity_folded, hash, address, at)
      -- A station that has been approved or dismissed meanwhile is not here any more.
      join quarantine q on q.tenant_id = v.tenant_id and q.identity_folded = v.identity_folded
      on conflict (tenant_id, identity_folded, secret_hash) do update
        set remote_address = excluded.remote_address, last_seen_at = excluded.last_seen_at`,
    values: [
      seen.map((one) => one.tenantId),
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
        select tenant_id, identity_folded, secret_hash,
          row_number() over (partition by tenant_id, identity_folded order by last_seen_at desc) as place
        from quarantine_presentations
          join unnest($1::smallint[], $2::text[]) as seen(tenant_id, identity_folded) using (tenant_id, identity_folded)
      ) old
      where p.tenant_id = old.tenant_id and p.identity_folded = old.identity_folded and p.secret_hash = old.secret_hash
        and old.place > ${MOST_PRESENTATIONS}`,
    values: uniqueNames(seen),
  })
}

/** The arrays of tenants and identities, each pair once. */
function uniqueNames(seen: readonly StationName[]): [number[], string[]] {
  const names = [...new Map(seen.map((one) => [keyOf(one), one])).values()]
  return [names.map(({ tenantId }) => tenantId), names.map(({ identity }) => identity)]
}

/** Lets the longest silent stations of each tenant go until `limit` are left. */
export async function evictSilent(pool: Pool, limit: number): Promise<void> {
  await pool.query({
    name: 'quarantine-evict',
    text: `delete from quarantine q using (
             select tenant_id, identity_folded, row_number() over (partition by tenant_id order by last_seen_at desc) as place
             from quarantine
           ) old where q.tenant_id = old.tenant_id and q.identity_folded = old.identity_folded and old.place > $1`,
    values: [limit],
  })
}

/** Station text for display: bounded, and without what a text column refuses. */
function storable(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : storableText(text).slice(0, 100)
}
