import type { ChargingProfile } from '@stationmaster/ocpp'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { StationKey, TenantId } from '../../stations/ids.ts'
import { type ExpectedProfile, effectiveProfile, type StoredProfile } from './stored-profile.ts'

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
  readonly remote_start_id: number | null
  readonly start_token: string | null
  readonly begun_transaction: string | null
  readonly begun_evse: number | null
}

/** A remote start that has led to no transaction for so long leads to none any more. */
const LONGEST_AWAITED_MS = 3_600_000

/** The transaction that a profile's start led to: a 2.x station repeats the id of the start, one of 1.6 only its token. */
const BEGUN = sql`
  select s.transaction_id, s.evse_id from sessions s
  where s.station_id = p.station_id and p.transaction_id is null and s.transaction_id is not null
    and (s.ended_at is null or s.ended_at > p.expected_at)
    and (s.remote_start_id = p.remote_start_id
      or s.remote_start_id is null and s.id_token_folded = p.start_token
        and s.started_at > p.expected_at - interval '5 minutes' and p.expected_evse_id in (0, s.evse_id))
  order by s.remote_start_id nulls last, s.started_at limit 1`

const TRANSACTION = sql`coalesce(p.transaction_id, begun.transaction_id)`

/** A TxProfile ends with its transaction. */
const IS_OVER = sql`${TRANSACTION} is not null
  and exists (select from sessions s where s.station_id = p.station_id and s.transaction_id = ${TRANSACTION})
  and not exists (
    select from sessions s
    where s.station_id = p.station_id and s.transaction_id = ${TRANSACTION} and s.state = 'active')`

/** The profiles of a station, without those whose transaction has ended, or never came. */
export async function readProfiles(db: Db, stationKey: number, nowMs: number): Promise<readonly StoredProfile[]> {
  const oldestAwaited = new Date(nowMs - LONGEST_AWAITED_MS)
  const { rows } = await sql<ProfileRow>`
    select p.profile_id, p.expected, p.expected_evse_id, p.expected_at, p.expected_by, p.reported, p.reported_evse_id,
      p.reported_source, p.checked_at, p.checked_by, p.remote_start_id, p.start_token,
      begun.transaction_id as begun_transaction, begun.evse_id as begun_evse
    from charging_profiles p left join lateral (${BEGUN}) begun on p.remote_start_id is not null
    where p.station_id = ${stationKey} and not (${IS_OVER})
      and (p.remote_start_id is null or ${TRANSACTION} is not null or p.expected_at > ${oldestAwaited})
    order by p.profile_id`.execute(db)
  return rows.map(storedOf)
}

function storedOf(row: ProfileRow): StoredProfile {
  const { reported, checked_at, checked_by } = row
  const expected = expectedOf(row)
  return {
    profileId: row.profile_id,
    ...(expected !== undefined && { expected }),
    ...(reported !== null && {
      reported: { evseId: row.reported_evse_id ?? 0, profile: reported, source: row.reported_source ?? '' },
    }),
    ...(checked_at !== null && { checkedAtMs: checked_at.getTime() }),
    ...(checked_by !== null && { checkedBy: checked_by }),
  }
}

/** A profile of a start is of the transaction that has begun, at its EVSE. */
function expectedOf(row: ProfileRow): ExpectedProfile | undefined {
  const { expected, expected_evse_id, begun_transaction, begun_evse, remote_start_id, start_token } = row
  if (expected === null) return undefined
  return {
    evseId: begun_evse ?? expected_evse_id ?? 0,
    profile: begun_transaction === null ? expected : { ...expected, transactionId: begun_transaction },
    atMs: row.expected_at?.getTime() ?? 0,
    by: row.expected_by ?? '',
    ...(remote_start_id !== null && { start: { remoteStartId: remote_start_id, idToken: start_token ?? '' } }),
  }
}

/** Replaces the profiles of a station by what a change makes of them. The inbox has one hand per station, so none is lost. */
export async function changeProfiles(
  tx: Tx,
  station: { readonly tenantId: TenantId; readonly stationKey: StationKey; readonly receivedAtMs: number },
  change: (stored: readonly StoredProfile[]) => readonly StoredProfile[],
): Promise<void> {
  const before = await readProfiles(tx, station.stationKey, station.receivedAtMs)
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
      expected_evse_id, expected_at, expected_by, reported, reported_evse_id, reported_source, checked_at, checked_by,
      remote_start_id, start_token)
    values (${tenantId}, ${stationKey}, ${profileId}, ${profile?.chargingProfilePurpose ?? ''},
      ${profile?.transactionId ?? null}, ${json(expected?.profile)}, ${expected?.evseId ?? null},
      ${dateOrNull(expected?.atMs)}, ${expected?.by ?? null}, ${json(reported?.profile)}, ${reported?.evseId ?? null},
      ${reported?.source ?? null}, ${dateOrNull(checkedAtMs)}, ${checkedBy ?? null},
      ${expected?.start?.remoteStartId ?? null}, ${expected?.start?.idToken ?? null})
    on conflict (station_id, profile_id) do update set
      purpose = excluded.purpose, transaction_id = excluded.transaction_id, expected = excluded.expected,
      expected_evse_id = excluded.expected_evse_id, expected_at = excluded.expected_at,
      expected_by = excluded.expected_by, reported = excluded.reported,
      reported_evse_id = excluded.reported_evse_id, reported_source = excluded.reported_source,
      checked_at = excluded.checked_at, checked_by = excluded.checked_by,
      remote_start_id = excluded.remote_start_id, start_token = excluded.start_token`.execute(tx)
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
