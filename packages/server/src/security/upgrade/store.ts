import type { OcppVersion } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { SecurityUpgradePlan } from '../../contract/index.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { type CommandRow, progressOf } from '../command-state.ts'
import type { UpgradeFacts } from './next-step.ts'
import { plannedSteps } from './plan.ts'

/** An upgrade that has not ended, with what its next step depends on. */
export interface OpenUpgrade {
  readonly tenantId: TenantId
  readonly upgradeId: string
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  readonly version: OcppVersion
  readonly plan: SecurityUpgradePlan
  readonly reason: string | null
  /** The command under way, or the last one. */
  readonly commandId: CommandId | null
  readonly facts: UpgradeFacts
}

interface Row extends CommandRow {
  readonly tenant_id: TenantId
  readonly upgrade_id: string
  readonly station_id: StationKey
  readonly identity_folded: StationIdentity
  readonly ocpp_version: OcppVersion
  readonly target: number
  readonly plan: SecurityUpgradePlan
  readonly reason: string | null
  readonly state: UpgradeFacts['state']
  readonly step: number
  readonly attempts: number
  readonly command_id: CommandId | null
  readonly expires_at: Date
  readonly online: boolean
  readonly connected_at: Date | null
  readonly connected_profile: number | null
}

/** Takes an open upgrade for this transaction; undefined when it has ended. */
export async function takeUpgrade(tx: Tx, upgradeId: string): Promise<OpenUpgrade | undefined> {
  const { rows } = await sql<Row>`
    select u.tenant_id, u.upgrade_id, u.station_id, s.identity_folded, s.ocpp_version, u.target, u.plan, u.reason, u.state,
      u.step, u.attempts, u.command_id, u.expires_at, s.connected_node is not null as online, s.connected_at,
      s.connected_profile, c.state as command_state, c.status as command_status, c.detail as command_detail,
      c.sent_at as command_sent_at, c.answered_at as command_answered_at
    from security_upgrades u join stations s using (station_id)
    left join commands c on c.station_id = u.station_id and c.command_id = u.command_id
    where u.upgrade_id = ${upgradeId} and u.ended_at is null for update of u`.execute(tx)
  return rows[0] && upgradeOf(rows[0])
}

function upgradeOf(row: Row): OpenUpgrade {
  return {
    tenantId: row.tenant_id,
    upgradeId: row.upgrade_id,
    stationKey: row.station_id,
    identity: row.identity_folded,
    version: row.ocpp_version,
    plan: row.plan,
    reason: row.reason,
    commandId: row.command_id,
    facts: {
      state: row.state,
      steps: plannedSteps(row.ocpp_version, row.target, row.plan),
      step: row.step,
      attempts: row.attempts,
      command: row.command_id === null ? undefined : progressOf(row),
      target: row.target,
      expiresAtMs: row.expires_at.getTime(),
      online: row.online,
      connectedAtMs: row.connected_at?.getTime() ?? 0,
      connectedProfile: row.connected_profile ?? 0,
    },
  }
}

export interface StepMade {
  readonly state: UpgradeFacts['state']
  readonly step: number
  readonly attempts: number
  readonly commandId: CommandId
  readonly detail: string | null
  readonly nowMs: number
}

export async function recordStep(tx: Tx, upgradeId: string, made: StepMade): Promise<void> {
  await sql`
    update security_upgrades set state = ${made.state}, step = ${made.step}, attempts = ${made.attempts},
      command_id = ${made.commandId}, detail = coalesce(${made.detail}, detail), updated_at = ${new Date(made.nowMs)}
    where upgrade_id = ${upgradeId}`.execute(tx)
}

export async function markSwitching(tx: Tx, upgradeId: string, nowMs: number): Promise<void> {
  await sql`
    update security_upgrades set state = 'switching', updated_at = ${new Date(nowMs)}
    where upgrade_id = ${upgradeId}`.execute(tx)
}

export async function endUpgrade(
  tx: Tx,
  upgradeId: string,
  end: {
    readonly state: 'confirmed' | 'rolledBack' | 'failed' | 'cancelled'
    readonly detail: string | null
    readonly nowMs: number
  },
): Promise<void> {
  const now = new Date(end.nowMs)
  await sql`
    update security_upgrades set state = ${end.state}, detail = coalesce(${end.detail}, detail), updated_at = ${now},
      ended_at = ${now}
    where upgrade_id = ${upgradeId}`.execute(tx)
}

/** The station shall stay as it was; how it comes back tells what has to be put back. */
export async function markRollingBack(
  tx: Tx,
  upgradeId: string,
  { detail, nowMs }: { readonly detail: string; readonly nowMs: number },
): Promise<void> {
  await sql`
    update security_upgrades set state = 'rollingBack', command_id = null, attempts = 0, detail = ${detail},
      updated_at = ${new Date(nowMs)}
    where upgrade_id = ${upgradeId}`.execute(tx)
}

/** From now on the station must use the profile it has reached. Written into the security event log. */
export async function requireProfile(
  tx: Tx,
  { facts, stationKey, tenantId }: OpenUpgrade,
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs)
  await sql`
    with raised as (
      update stations set security_profile = greatest(security_profile, ${facts.target}) where station_id = ${stationKey}
      returning station_id
    )
    insert into security_events (tenant_id, station_id, received_at, at, source, type, detail)
    select ${tenantId}, station_id, ${now}, ${now}, 'csms', 'ReconfigurationOfSecurityParameters',
      ${`Security profile ${facts.target} confirmed`} from raised`.execute(tx)
}
