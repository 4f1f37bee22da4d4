import type { ChargingProfile } from '@stationmaster/ocpp'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { effectiveProfile, type StoredProfile } from './stored-profile.ts'

interface ProfileRow {
  readonly profile_id: number
  readonly expected: ChargingProfile | null
  readonly expected_evse_id: number | null
  readonly expected_at: Date | null
  readonly expected_by: string | null
  readonly reported: ChargingProfile | null
  readonly reported_evse_id: number | null
  readonly reported_source: string | null
  readonly checked_at: Date | null
  readonly checked_by: string | null
}

/** A TxProfile ends with its transaction. */
const IS_OVER = sql`p.transaction_id is not null
  and exists (select from sessions s where s.station_id = p.station_id and s.transaction_id = p.transaction_id)
  and not exists (
    select from sessions s
    where s.station_id = p.station_id and s.transaction_id = p.transaction_id and s.state = 'active')`

/** The profiles of a station, without those whose transaction has ended. */
export async function readProfiles(db: Db, stationKey: number): Promise<readonly StoredProfile[]> {
  const { rows } = await sql<ProfileRow>`
    select p.profile_id, p.expected, p.expected_evse_id, p.expected_at, p.expected_by, p.reported, p.reported_evse_id,
      p.reported_source, p.checked_at, p.checked_by
    from charging_profiles p where p.station_id = ${stationKey} and not (${IS_OVER})
    order by p.profile_id`.execute(db)
  return rows.map(storedOf)
}

function storedOf(row: ProfileRow): StoredProfile {
  const { expected, expected_at, expected_by, reported, checked_at, checked_by } = row
  return {
    profileId: row.profile_id,
    ...(expected !== null && {
      expected: {
        evseId: row.expected_evse_id ?? 0,
        profile: expected,
        atMs: expected_at?.getTime() ?? 0,
        by: expected_by ?? '',
      },
    }),
    ...(reported !== null && {
      reported: { evseId: row.reported_evse_id ?? 0, profile: reported, source: row.reported_source ?? '' },
    }),
    ...(checked_at !== null && { checkedAtMs: checked_at.getTime() }),
    ...(checked_by !== null && { checkedBy: checked_by }),
  }
}

/** Replaces the profiles of a station by what a change makes of them. The inbox has one hand per station, so none is lost. */
export async function changeProfiles(
  tx: Tx,
  station: { readonly tenantId: TenantId; readonly stationKey: StationKey },
  change: (stored: readonly StoredProfile[]) => readonly StoredProfile[],
): Promise<void> {
  const before = await readProfiles(tx, station.stationKey)
  const after = change(before)
  const ids = after.map(({ profileId }) => profileId)
  await sql`
    delete from charging_profiles
    where station_id = ${station.stationKey} and profile_id <> all (${ids}::integer[])`.execute(tx)
  const known = new Map(before.map((one) => [one.profileId, one]))
  for (const one of after) if (known.get(one.profileId) !== one) await writeProfile(tx, station, one)
}

async function writeProfile(
  tx: Tx,
  { tenantId, stationKey }: { readonly tenantId: TenantId; readonly stationKey: StationKey },
  stored: StoredProfile,
): Promise<void> {
  const { profileId, expected, reported, checkedAtMs, checkedBy } = stored
  const profile = effectiveProfile(stored)?.profile
  await sql`
    insert into charging_profiles (tenant_id, station_id, profile_id, purpose, transaction_id, expected,
      expected_evse_id, expected_at, expected_by, reported, reported_evse_id, reported_source, checked_at, checked_by)
    values (${tenantId}, ${stationKey}, ${profileId}, ${profile?.chargingProfilePurpose ?? ''},
      ${profile?.transactionId ?? null}, ${json(expected?.profile)}, ${expected?.evseId ?? null},
      ${dateOrNull(expected?.atMs)}, ${expected?.by ?? null}, ${json(reported?.profile)}, ${reported?.evseId ?? null},
      ${reported?.source ?? null}, ${dateOrNull(checkedAtMs)}, ${checkedBy ?? null})
    on conflict (station_id, profile_id) do update set
      purpose = excluded.purpose, transaction_id = excluded.transaction_id, expected = excluded.expected,
      expected_evse_id = excluded.expected_evse_id, expected_at = excluded.expected_at,
      expected_by = excluded.expected_by, reported = excluded.reported,
      reported_evse_id = excluded.reported_evse_id, reported_source = excluded.reported_source,
      checked_at = excluded.checked_at, checked_by = excluded.checked_by`.execute(tx)
}

/** A value as jsonb; null for none. */
export function json(value: unknown): RawBuilder<unknown> {
  return value === undefined ? sql`null::jsonb` : sql`${JSON.stringify(value)}::jsonb`
}

/** A time as the database can keep it: not before 1970, as we write none either. */
export function dateOrNull(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(Math.max(0, ms))
}

/** No station has more of one thing; what a hostile one adds is not kept. */
const MOST_ROWS = 500

/** Whether a row is there already, or the station may have another: for `insert … select … where`. */
export function isKnownOrFits(rowsOfStation: RawBuilder<unknown>, isTheRow: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`((select count(*) ${rowsOfStation}) < ${MOST_ROWS} or exists (select ${rowsOfStation} and ${isTheRow}))`
}
