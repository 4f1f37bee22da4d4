import type { CommandAnswer, OcppVersion, StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { DriftState } from '../../contract/index.ts'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { StationIdentity, StationKey, TenantId } from '../ids.ts'
import type { Item, StoredItem } from './comparison.ts'
import { placeKey } from './compile.ts'
import type { ConfiguredStation } from './template.ts'

/** A station whose configuration is looked after. */
export interface LookedAfter extends ConfiguredStation {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identityFolded: StationIdentity
  readonly bootedAtMs: number | null
  /** Unset when nothing was ever compared. */
  readonly step: 'reading' | 'applying' | 'settled' | null
  readonly commandIds: readonly string[]
  readonly failures: number
}

interface StationRow extends Omit<LookedAfter, 'bootedAtMs' | 'version'> {
  readonly version: OcppVersion
  readonly bootedAt: Date | null
}

const columns = sql`
  s.tenant_id as "tenantId", s.station_id as "stationKey", s.identity, s.identity_folded as "identityFolded",
  s.ocpp_version as version, s.vendor, s.model, s.firmware_version as "firmwareVersion", s.site_id as "siteId",
  s.booted_at as "bootedAt", c.step, coalesce(c.command_ids, '{}') as "commandIds", coalesce(c.failures, 0) as failures`

const LOCK_CLASS = 7_382_116
const RECHECK_AFTER = '1 day'

/** Stations that are to be compared anew (after a boot, a reconnect, a change of templates, a day), longest waiting first. */
export async function dueStations(
  db: Db,
  due: { readonly nowMs: number; readonly settleMs: number; readonly limit: number; readonly protective: boolean },
): Promise<readonly StationKey[]> {
  const { nowMs, settleMs, limit, protective } = due
  const now = new Date(nowMs)
  const { rows } = await sql<{ station_id: StationKey }>`
    select s.station_id from stations s left join station_configurations c on c.station_id = s.station_id
    where s.connected_node is not null and s.connected_at <= ${new Date(nowMs - settleMs)}
      and s.registration = 'Accepted' and s.boot_status = 'Accepted' and s.ocpp_version is not null
      and (exists (select from configuration_templates t
          where t.tenant_id = s.tenant_id and t.enabled and (${protective}::boolean or t.built_in is null))
        or exists (select from station_configuration_items i where i.station_id = s.station_id))
      and (c.station_id is null
        or (c.step = 'settled' and (c.is_due
          or c.checked_at < greatest(s.connected_at, s.booted_at)
          or c.next_try_at <= ${now}
          or c.checked_at < ${now}::timestamptz - interval '${sql.raw(RECHECK_AFTER)}')))
    order by c.checked_at nulls first, s.connected_at limit ${limit}`.execute(db)
  return rows.map((row) => row.station_id)
}

/** Stations whose present step waits for no command any more. */
export async function answeredStations(db: Db, limit: number): Promise<readonly StationKey[]> {
  const { rows } = await sql<{ station_id: StationKey }>`
    select c.station_id from station_configurations c
    where c.step <> 'settled' and not exists (
      select from commands o where o.station_id = c.station_id and o.command_id = any (c.command_ids)
        and o.state in ('queued', 'sent'))
    limit ${limit}`.execute(db)
  return rows.map((row) => row.station_id)
}

/** Takes a station for this transaction alone; undefined when another process has it. */
export async function takeStation(tx: Tx, stationKey: StationKey): Promise<LookedAfter | undefined> {
  const locked = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK_CLASS}, ${stationKey}) as got`.execute(tx)
  if (locked.rows[0]?.got !== true) return undefined
  const { rows } = await sql<StationRow>`
    select ${columns} from stations s left join station_configurations c on c.station_id = s.station_id
    where s.station_id = ${stationKey} and s.ocpp_version is not null`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { bootedAt, ...station } = row
  return { ...station, bootedAtMs: bootedAt?.getTime() ?? null }
}

export interface StepChange {
  readonly step: 'reading' | 'applying' | 'settled'
  readonly commandIds?: readonly string[]
  /** Present when a comparison begins now. */
  readonly beginsAtMs?: number
  readonly failures: number
  readonly nextTryAtMs: number | null
  readonly problem: string | null
}

export async function writeStep(tx: Tx, station: LookedAfter, change: StepChange): Promise<void> {
  const { tenantId, stationKey } = station
  const begins = change.beginsAtMs === undefined ? null : new Date(change.beginsAtMs)
  const nextTry = change.nextTryAtMs === null ? null : new Date(change.nextTryAtMs)
  await sql`
    insert into station_configurations as c (tenant_id, station_id, step, command_ids, checked_at, failures,
      next_try_at, problem)
    values (${tenantId}, ${stationKey}, ${change.step}, ${[...(change.commandIds ?? [])]}::uuid[],
      coalesce(${begins}::timestamptz, 'epoch'), ${change.failures}, ${nextTry}::timestamptz, ${change.problem})
    on conflict (station_id) do update set
      step = excluded.step, command_ids = excluded.command_ids, failures = excluded.failures,
      next_try_at = excluded.next_try_at, problem = excluded.problem,
      is_due = case when ${begins}::timestamptz is null then c.is_due else false end,
      checked_at = coalesce(${begins}::timestamptz, c.checked_at)`.execute(tx)
}

interface ItemRow {
  readonly component: string
  readonly componentInstance: string
  readonly evseId: number
  readonly connectorId: number
  readonly variable: string
  readonly variableInstance: string
  readonly attribute: Item['attribute']
  readonly wanted: string | null
  readonly actual: string | null
  readonly state: DriftState
  readonly reason: string | null
  readonly attempts: number
  readonly nextTryAt: Date | null
  readonly tried: string | null
  readonly changedAt: Date
}

/** What is remembered of a station's values, by place; with what was wanted, unless it is secret. */
export async function readItems(
  db: Db,
  stationKey: StationKey,
): Promise<ReadonlyMap<string, StoredItem & { readonly wantedValue: string | null }>> {
  const { rows } = await sql<ItemRow>`
    select component, component_instance as "componentInstance", evse_id as "evseId", connector_id as "connectorId",
      variable, variable_instance as "variableInstance", attribute, wanted, actual, state, reason, attempts,
      next_try_at as "nextTryAt", tried, changed_at as "changedAt"
    from station_configuration_items where station_id = ${stationKey}`.execute(db)
  return new Map(
    rows.map(({ nextTryAt, changedAt, tried, wanted, ...row }) => [
      placeKey(row),
      {
        ...row,
        wantedValue: wanted,
        tried: tried ?? '',
        nextTryAtMs: nextTryAt?.getTime() ?? null,
        changedAtMs: changedAt.getTime(),
      },
    ]),
  )
}

/** Puts the items of a comparison in the place of those before. */
export async function replaceItems(
  tx: Tx,
  { tenantId, stationKey }: LookedAfter,
  items: readonly Item[],
): Promise<void> {
  await sql`delete from station_configuration_items where station_id = ${stationKey}`.execute(tx)
  for (const item of items) {
    const { wanted } = item
    await sql`
      insert into station_configuration_items (tenant_id, station_id, component, component_instance, evse_id,
        connector_id, variable, variable_instance, attribute, wanted, min_wanted, max_wanted, actual, state, reason,
        attempts, next_try_at, template_id, tried, changed_at)
      values (${tenantId}, ${stationKey}, ${item.component}, ${item.componentInstance}, ${item.evseId},
        ${item.connectorId}, ${item.variable}, ${item.variableInstance}, ${item.attribute},
        ${wanted.isSecret ? null : wanted.value}, ${wanted.min ?? null}, ${wanted.max ?? null}, ${item.actual},
        ${item.state}, ${item.reason}, ${item.attempts}, ${dateOf(item.nextTryAtMs)}, ${wanted.templateId},
        ${item.tried}, ${new Date(item.changedAtMs)})
      on conflict do nothing`.execute(tx)
  }
}

export async function updateItem(tx: Tx, { stationKey }: LookedAfter, item: StoredItem): Promise<void> {
  await sql`
    update station_configuration_items set
      actual = ${item.actual}, state = ${item.state}, reason = ${item.reason}, attempts = ${item.attempts},
      next_try_at = ${dateOf(item.nextTryAtMs)}, changed_at = ${new Date(item.changedAtMs)}
    where station_id = ${stationKey} and component = ${item.component}
      and component_instance = ${item.componentInstance} and evse_id = ${item.evseId}
      and connector_id = ${item.connectorId} and variable = ${item.variable}
      and variable_instance = ${item.variableInstance} and attribute = ${item.attribute}`.execute(tx)
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms)
}

/** A command of a step that has ended. */
export interface EndedCommand {
  readonly command: StationCommand
  /** Undefined when there was none. */
  readonly answer: CommandAnswer | undefined
  readonly detail: string | null
}

export async function endedCommands(db: Db, station: LookedAfter): Promise<readonly EndedCommand[]> {
  const { rows } = await sql<{
    body: StationCommand
    state: string
    answer: CommandAnswer | null
    detail: string | null
  }>`
    select body, state, answer, detail from commands
    where station_id = ${station.stationKey} and command_id = any (${[...station.commandIds]}::uuid[])`.execute(db)
  return rows.map(({ body, state, answer, detail }) => ({
    command: body,
    answer: (state === 'accepted' || state === 'rejected') && answer !== null ? answer : undefined,
    detail,
  }))
}
