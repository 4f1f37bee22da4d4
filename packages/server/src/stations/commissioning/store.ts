import type { OcppVersion } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/database/index.ts'
import type { Place } from '../desired-state/compile.ts'
import { characteristicsOf } from '../device-model/characteristics.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../ids.ts'
import type { AskedCommand, Evidence, Verdict } from './check.ts'
import { CHECKS } from './checks.ts'

/** The check an examination has come to. */
export interface RunningCheck {
  readonly commissioningId: string
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly isOnline: boolean
  readonly failSafeA: number | null
  readonly position: number
  readonly checkId: string
  readonly outcome: 'waiting' | 'asked'
  readonly commandId: CommandId | null
  readonly askedAtMs: number | null
  readonly startedAtMs: number
}

/** Begins an examination with all its checks. False when one is running. */
export async function insertCommissioning(
  tx: Tx,
  begun: {
    readonly commissioningId: string
    readonly tenantId: TenantId
    readonly stationKey: number
    readonly failSafeA: number | null
    readonly startedBy: string
    readonly nowMs: number
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into commissionings (tenant_id, commissioning_id, station_id, fail_safe_a, started_by, started_at)
    values (${begun.tenantId}, ${begun.commissioningId}, ${begun.stationKey}, ${begun.failSafeA}, ${begun.startedBy},
      ${new Date(begun.nowMs)})
    on conflict (station_id) where state = 'running' do nothing returning commissioning_id`.execute(tx)
  if (rows.length === 0) return false
  await sql`
    insert into commissioning_checks (commissioning_id, position, check_id)
    select ${begun.commissioningId}::uuid, place, check_id
    from unnest(${CHECKS.map(({ id }) => id)}::text[]) with ordinality as t(check_id, place)`.execute(tx)
  return true
}

/** Keeps what a person has made of the proposal; one that was running is stopped. */
export async function decide(
  tx: Tx,
  of: { readonly tenantId: TenantId; readonly commissioningId: string },
  decision: { readonly outcome: 'accepted' | 'declined'; readonly by: string; readonly nowMs: number },
): Promise<void> {
  const at = new Date(decision.nowMs)
  await sql`
    update commissionings set decision = ${decision.outcome}, decided_by = ${decision.by}, decided_at = ${at},
      finished_at = coalesce(finished_at, ${at}::timestamptz),
      state = case when state = 'running' then 'cancelled' else state end
    where tenant_id = ${of.tenantId} and commissioning_id = ${of.commissioningId}`.execute(tx)
}

interface Row {
  readonly commissioning_id: string
  readonly tenant_id: TenantId
  readonly station_id: StationKey
  readonly identity_folded: StationIdentity
  readonly is_online: boolean
  readonly fail_safe_a: number | null
  readonly position: number
  readonly check_id: string
  readonly outcome: RunningCheck['outcome']
  readonly command_id: CommandId | null
  readonly asked_at: Date | null
  readonly started_at: Date
}

/** The check that each running examination has come to. */
export async function runningChecks(db: Db): Promise<readonly RunningCheck[]> {
  const { rows } = await sql<Row>`
    select distinct on (c.commissioning_id) c.commissioning_id, c.tenant_id, c.station_id, s.identity_folded,
      s.connected_node is not null as is_online, c.fail_safe_a, k.position, k.check_id, k.outcome, k.command_id, k.asked_at,
      c.started_at
    from commissionings c join stations s on s.station_id = c.station_id
    join commissioning_checks k on k.commissioning_id = c.commissioning_id
    where c.state = 'running' and k.outcome in ('waiting', 'asked')
    order by c.commissioning_id, k.position limit 500`.execute(db)
  return rows.map((row) => ({
    commissioningId: row.commissioning_id,
    tenantId: row.tenant_id,
    stationKey: row.station_id,
    identity: row.identity_folded,
    isOnline: row.is_online,
    failSafeA: row.fail_safe_a,
    position: row.position,
    checkId: row.check_id,
    outcome: row.outcome,
    commandId: row.command_id,
    askedAtMs: row.asked_at?.getTime() ?? null,
    startedAtMs: row.started_at.getTime(),
  }))
}

/** Notes that a check has asked its question. False when another process has. */
export async function setAsked(tx: Tx, check: RunningCheck, commandId: CommandId, nowMs: number): Promise<boolean> {
  const { rows } = await sql`
    update commissioning_checks set outcome = 'asked', command_id = ${commandId}, asked_at = ${new Date(nowMs)}
    where commissioning_id = ${check.commissioningId} and position = ${check.position} and outcome = 'waiting'
    returning position`.execute(tx)
  return rows.length > 0
}

/** Keeps a verdict; after the last one the examination is done. */
export async function setJudged(tx: Tx, check: RunningCheck, verdict: Verdict, nowMs: number): Promise<void> {
  const data = verdict.data === undefined ? null : JSON.stringify(verdict.data)
  const quirks = verdict.quirks === undefined ? null : JSON.stringify(verdict.quirks)
  await sql`
    update commissioning_checks
    set outcome = ${verdict.outcome}, finding = ${verdict.finding}, data = ${data}::jsonb, quirks = ${quirks}::jsonb,
      judged_at = ${new Date(nowMs)}
    where commissioning_id = ${check.commissioningId} and position = ${check.position}
      and outcome in ('waiting', 'asked')`.execute(tx)
  await sql`
    update commissionings c set state = 'done', finished_at = ${new Date(nowMs)}
    where c.commissioning_id = ${check.commissioningId} and c.state = 'running' and not exists (
      select from commissioning_checks k
      where k.commissioning_id = c.commissioning_id and k.outcome in ('waiting', 'asked'))`.execute(tx)
}

interface StationRow {
  readonly ocpp_version: OcppVersion | null
  readonly vendor: string | null
  readonly model: string | null
  readonly serial_number: string | null
  readonly firmware_version: string | null
  readonly clock_offset_ms: string | number
  readonly state: (AskedCommand['state'] | 'queued' | 'sent') | null
  readonly status: string | null
  readonly answer: AskedCommand['answer']
}

/** What a check is judged by; undefined while its question is under way, or the station has never connected. */
export async function readEvidence(db: Db, check: RunningCheck): Promise<Evidence | undefined> {
  const { rows } = await sql<StationRow>`
    select s.ocpp_version, s.vendor, s.model, s.serial_number, s.firmware_version, s.clock_offset_ms,
      c.state, c.status, c.answer
    from stations s left join commands c on c.station_id = s.station_id and c.command_id = ${check.commandId}
    where s.station_id = ${check.stationKey}`.execute(db)
  const [row] = rows
  if (row === undefined || row.ocpp_version === null || row.state === 'queued' || row.state === 'sent') return undefined
  return {
    version: row.ocpp_version,
    vendor: row.vendor,
    model: row.model,
    serialNumber: row.serial_number,
    firmwareVersion: row.firmware_version,
    clockOffsetMs: Number(row.clock_offset_ms),
    failSafeA: check.failSafeA,
    ...(await readInventory(db, check.stationKey)),
    findings: await readFindings(db, check),
    since: await readSince(db, check),
    command: row.state === null ? null : { state: row.state, status: row.status, answer: row.answer },
  }
}

interface VariableRow extends Place {
  readonly value: string | null
  readonly mutability: string | null
  readonly characteristics: unknown
}

const MOST_VARIABLES = 5000

/** What the station has reported of itself; where places of EVSEs share a name, the whole station's value counts. */
async function readInventory(db: Db, stationKey: StationKey): Promise<Pick<Evidence, 'variables' | 'inventory'>> {
  const { rows } = await sql<VariableRow>`
    select component, component_instance as "componentInstance", evse_id as "evseId", connector_id as "connectorId",
      variable, variable_instance as "variableInstance", attribute, value, mutability, characteristics
    from device_variables
    where station_id = ${stationKey} and attribute = 'Actual'
    order by evse_id desc, connector_id desc limit ${MOST_VARIABLES}`.execute(db)
  const told = rows.flatMap(({ component, variable, value }) =>
    value === null ? [] : [[`${component}.${variable}`, value] as const],
  )
  const inventory = rows
    .filter(({ evseId }) => evseId === 0)
    .map(({ value, mutability, characteristics, ...place }) => ({
      place,
      value,
      mutability,
      characteristics: characteristicsOf({ ...place, characteristics }),
    }))
  return { variables: new Map(told), inventory }
}

async function readFindings(db: Db, { commissioningId }: RunningCheck): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ check_id: string; finding: string }>`
    select check_id, finding from commissioning_checks
    where commissioning_id = ${commissioningId} and finding is not null`.execute(db)
  return new Map(rows.map((row) => [row.check_id, row.finding]))
}

async function readSince(db: Db, { stationKey, askedAtMs }: RunningCheck): Promise<ReadonlyMap<string, number>> {
  if (askedAtMs === null) return new Map()
  const { rows } = await sql<{ action: string; count: number }>`
    select action, count(*)::int as count from frames
    where station_id = ${stationKey} and inbound and received_at >= ${new Date(askedAtMs)} group by action`.execute(db)
  return new Map(rows.map((row) => [row.action, row.count]))
}
