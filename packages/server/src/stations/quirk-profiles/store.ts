import { sql } from 'kysely'
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

/** Those that come with the program, then the tenant's own by name. */
export async function readProfiles(db: Db, tenantId: TenantId): Promise<readonly QuirkProfile[]> {
  const { rows } = await sql<Row>`
    select profile_id, name, vendor, model, firmware, quirks from quirk_profiles
    where tenant_id = ${tenantId} order by lower(name), profile_id`.execute(db)
  return [...SHIPPED_PROFILES, ...rows.map(({ profile_id, ...row }) => ({ id: profile_id, seen: null, ...row }))]
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
