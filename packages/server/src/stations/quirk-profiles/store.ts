import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { QuirkProfile, QuirkProfileInput } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { TenantId } from '../ids.ts'
import { SHIPPED_PROFILES } from './shipped.ts'

interface Row {
  readonly profile_id: string
  readonly name: string
  readonly vendor: string | null
  readonly model: string | null
  readonly firmware: string | null
  readonly quirks: QuirkProfile['quirks']
}

/** A profile as it is kept: without the stations that have it. */
export type Tolerances = Omit<QuirkProfile, 'stations'>

/** Those that come with the program, then the tenant's own by name. */
export async function readProfiles(db: Db, tenantId: TenantId): Promise<readonly Tolerances[]> {
  const { rows } = await sql<Row>`
    select profile_id, name, vendor, model, firmware, quirks from quirk_profiles
    where tenant_id = ${tenantId} order by lower(name), profile_id`.execute(db)
  return [...SHIPPED_PROFILES, ...rows.map(({ profile_id, ...row }) => ({ id: profile_id, seen: null, ...row }))]
}

/** Each profile with the number of stations that have all of its tolerances on; one without tolerances has none. */
export async function countStations(
  db: Db,
  tenantId: TenantId,
  profiles: readonly Tolerances[],
): Promise<QuirkProfile[]> {
  const asked = JSON.stringify(profiles.map(({ quirks }) => quirks))
  const { rows } = await sql<{ place: number; stations: number }>`
    select p.place::int as place, count(s.station_id)::int as stations
    from jsonb_array_elements(${asked}::jsonb) with ordinality as p(quirks, place)
    left join stations s on s.tenant_id = ${tenantId} and p.quirks <> '{}' and s.quirks @> p.quirks
    group by p.place`.execute(db)
  const counts = new Map(rows.map(({ place, stations }) => [place, stations]))
  return profiles.map((profile, index) => ({ ...profile, stations: counts.get(index + 1) ?? 0 }))
}

/** Of stations `s`: those with all tolerances of the profile of a name; none when there is no such profile. */
export function hasTolerancesOf(name: string): RawBuilder<boolean> {
  const shipped = SHIPPED_PROFILES.find((profile) => profile.name.toLowerCase() === name.toLowerCase())
  if (shipped !== undefined) return sql`s.quirks @> ${JSON.stringify(shipped.quirks)}::jsonb`
  return sql`exists (select from quirk_profiles p where p.tenant_id = s.tenant_id and lower(p.name) = lower(${name})
    and p.quirks <> '{}' and s.quirks @> p.quirks)`
}

/** False when there is one of this name. */
export async function insertProfile(
  tx: Tx,
  profile: z.output<typeof QuirkProfileInput> & {
    readonly tenantId: TenantId
    readonly profileId: string
    readonly nowMs: number
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into quirk_profiles (tenant_id, profile_id, name, vendor, model, firmware, quirks, created_at)
    values (${profile.tenantId}, ${profile.profileId}, ${profile.name}, ${profile.vendor}, ${profile.model},
      ${profile.firmware}, ${JSON.stringify(profile.quirks)}::jsonb, ${new Date(profile.nowMs)})
    on conflict (tenant_id, name) do nothing returning profile_id`.execute(tx)
  return rows.length > 0
}

/** The name of the profile that is gone; undefined when there was none. */
export async function deleteProfile(tx: Tx, tenantId: TenantId, profileId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`
    delete from quirk_profiles where tenant_id = ${tenantId} and profile_id = ${profileId} returning name`.execute(tx)
  return rows[0]?.name
}
