import { foldIdToken, type LocalListEntry } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import type { ListContents } from './next-update.ts'

/** A station whose list is kept, and what is known of it. */
export interface KeptList {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly version: '1.6' | '2.0.1' | '2.1' | null
  readonly listVersion: number | null
  readonly highestVersion: number
  readonly attempts: number
  /** The state of the tokens that the list is to follow. */
  readonly revision: string
}

interface Row {
  readonly tenant_id: TenantId
  readonly station_id: StationKey
  readonly identity_folded: StationIdentity
  readonly ocpp_version: KeptList['version']
  readonly version: number | null
  readonly highest_version: number
  readonly attempts: number
  readonly revision: string
}

const selectKept = sql`
  select l.tenant_id, l.station_id, s.identity_folded, s.ocpp_version, l.version, l.highest_version, l.attempts,
    coalesce(r.revision, 0) as revision
  from local_lists l join stations s on s.station_id = l.station_id
  left join token_revisions r on r.tenant_id = l.tenant_id`

/** Connected stations whose list is behind the tokens and may be sent something now. */
export async function listsBehind(db: Db, nowMs: number, limit: number): Promise<readonly StationKey[]> {
  const { rows } = await sql<{ station_id: StationKey }>`
    select station_id from (${selectKept}
      where l.mode = 'automatic' and l.state <> 'notSupported' and l.command_id is null
        and (l.next_try_at is null or l.next_try_at <= ${new Date(nowMs)})
        and (l.state <> 'inSync' or l.synced_revision is distinct from coalesce(r.revision, 0))
        and s.connected_node is not null and s.registration = 'Accepted' and s.boot_status = 'Accepted'
      order by l.next_try_at nulls first limit ${limit}) behind`.execute(db)
  return rows.map((row) => row.station_id)
}

/** Takes a list for this transaction; undefined when it is not automatic, or an update of it is on its way. */
export async function takeList(tx: Tx, stationKey: number): Promise<KeptList | undefined> {
  const { rows } = await sql<Row>`
    ${selectKept} where l.station_id = ${stationKey} and l.mode = 'automatic' and l.command_id is null
      and s.connected_node is not null
    for no key update of l skip locked`.execute(tx)
  const [row] = rows
  return (
    row && {
      tenantId: row.tenant_id,
      stationKey: row.station_id,
      identity: row.identity_folded,
      version: row.ocpp_version,
      listVersion: row.version,
      highestVersion: row.highest_version,
      attempts: row.attempts,
      revision: row.revision,
    }
  )
}

/** Makes sure that a station has a row, with its mode when one is given. */
export async function keepList(
  tx: Tx,
  { tenantId, stationKey, mode }: { tenantId: TenantId; stationKey: number; mode?: 'manual' | 'automatic' },
): Promise<void> {
  await sql`
    insert into local_lists (tenant_id, station_id, mode) values (${tenantId}, ${stationKey}, ${mode ?? 'manual'})
    on conflict (station_id) do update set mode = ${mode ?? sql`local_lists.mode`}, next_try_at = null`.execute(tx)
}

export async function setUpdateOnItsWay(
  tx: Tx,
  update: { readonly stationKey: number; readonly commandId: CommandId; readonly listVersion: number },
): Promise<void> {
  await sql`
    update local_lists set state = 'synchronising', command_id = ${update.commandId}, next_try_at = null,
      highest_version = ${update.listVersion}
    where station_id = ${update.stationKey}`.execute(tx)
}

export async function setInSync(tx: Tx, { stationKey, revision }: KeptList, nowMs: number): Promise<void> {
  await sql`
    update local_lists set state = 'inSync', detail = null, synced_revision = ${revision}, attempts = 0,
      synced_at = ${new Date(nowMs)}
    where station_id = ${stationKey}`.execute(tx)
}

/** An update has been taken: the list has this version. */
export async function setVersion(tx: Tx, stationKey: number, version: number): Promise<void> {
  await sql`
    update local_lists set version = ${version}, highest_version = greatest(highest_version, ${version}),
      command_id = null, attempts = 0, next_try_at = null, detail = null,
      state = case when mode = 'manual' then 'unknown' else 'synchronising' end
    where station_id = ${stationKey}`.execute(tx)
}

/** The version a station's list has, as far as is known: 0 without one. */
export async function readVersion(db: Db, stationKey: number): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`
    select version from local_lists where station_id = ${stationKey}`.execute(db)
  return rows[0]?.version ?? 0
}

export async function readAttempts(db: Db, stationKey: number): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    select attempts from local_lists where station_id = ${stationKey}`.execute(db)
  return rows[0]?.attempts ?? 0
}

/** What the station has is not known any more: only a full update can follow. */
export async function forget(tx: Tx, stationKey: number): Promise<void> {
  await sql`
    update local_lists set version = null, command_id = null, next_try_at = null,
      state = case when state = 'notSupported' then 'unknown' else state end, synced_revision = null
    where station_id = ${stationKey}`.execute(tx)
  await sql`delete from local_list_entries where station_id = ${stationKey}`.execute(tx)
}

/** An update has failed; the next may be sent at `nextTryAtMs`. */
export async function setFailed(
  tx: Tx,
  failure: {
    readonly stationKey: number
    readonly state: 'failed' | 'notSupported'
    readonly detail: string
    readonly nextTryAtMs: number
  },
): Promise<void> {
  await sql`
    update local_lists set state = ${failure.state}, detail = ${failure.detail}, command_id = null,
      attempts = least(attempts + 1, 30), next_try_at = ${new Date(failure.nextTryAtMs)}
    where station_id = ${failure.stationKey}`.execute(tx)
}

/** Updates whose command has ended without an answer. */
export async function unansweredUpdates(
  tx: Tx,
): Promise<readonly { readonly stationKey: StationKey; readonly attempts: number; readonly detail: string }[]> {
  const { rows } = await sql<{ station_id: StationKey; attempts: number; detail: string | null }>`
    select l.station_id, l.attempts, c.detail from local_lists l
    join commands c on c.station_id = l.station_id and c.command_id = l.command_id
    where c.state in ('timedOut', 'unknown', 'failed', 'cancelled')
    for no key update of l skip locked`.execute(tx)
  return rows.map((row) => ({
    stationKey: row.station_id,
    attempts: row.attempts,
    detail: row.detail ?? 'The station did not answer.',
  }))
}

interface EntryRow {
  readonly value: string
  readonly type: string
  readonly status: Required<LocalListEntry>['info']['status']
  readonly expires_at: Date | null
  readonly group_value: string | null
}

/** What a station has on its list. */
export async function readContents(db: Db, stationKey: number): Promise<ListContents> {
  const { rows } = await sql<EntryRow>`
    select value, type, status, expires_at, group_value from local_list_entries
    where station_id = ${stationKey}`.execute(db)
  return new Map(rows.map((row) => [foldIdToken(row.value), entryOf(row)]))
}

export async function writeContents(tx: Tx, stationKey: number, contents: ListContents): Promise<void> {
  await sql`delete from local_list_entries where station_id = ${stationKey}`.execute(tx)
  const rows = [...contents].map(([key, { idToken, info }]) => ({
    value_folded: key,
    value: idToken.value,
    type: idToken.type,
    status: info.status,
    expires_at: info.cacheExpiryMs === undefined ? null : new Date(info.cacheExpiryMs),
    group_value: info.groupIdToken?.value ?? null,
  }))
  await sql`
    insert into local_list_entries (station_id, value_folded, value, type, status, expires_at, group_value)
    select ${stationKey}, * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(
      value_folded text, value text, type text, status text, expires_at timestamptz, group_value text)`.execute(tx)
}

export function entryOf(row: EntryRow): Required<LocalListEntry> {
  return {
    idToken: { value: row.value, type: row.type },
    info: {
      status: row.status,
      ...(row.expires_at !== null && { cacheExpiryMs: row.expires_at.getTime() }),
      ...(row.group_value !== null && { groupIdToken: { value: row.group_value, type: 'Central' } }),
    },
  }
}
