import { sql } from 'kysely'
import type { StoredSecret } from '../../gateway/credentials.ts'
import type { Tx } from '../../platform/database/index.ts'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { type CommandRow, progressOf } from '../command-state.ts'
import type { RotationFacts } from './next-step.ts'

/** A rotation that has not ended, with what its next step depends on. */
export interface OpenRotation {
  readonly tenantId: TenantId
  readonly rotationId: string
  readonly stationKey: StationKey
  readonly identity: StationIdentity
  /** The station takes AuthorizationKey as text, of at most 20 characters. */
  readonly takesPlainKey: boolean
  readonly nextSalt: Uint8Array | null
  readonly reason: string | null
  readonly facts: RotationFacts
}

interface Row extends CommandRow {
  readonly tenant_id: TenantId
  readonly rotation_id: string
  readonly station_id: StationKey
  readonly identity_folded: StationIdentity
  readonly takes_plain_key: boolean
  readonly next_salt: Buffer | null
  readonly reason: string | null
  readonly state: RotationFacts['state']
  readonly start_at: Date
  readonly expires_at: Date
  readonly attempts: number
  readonly command_id: CommandId | null
  readonly is_rebooting: boolean
  readonly online: boolean
  readonly connected_at: Date | null
}

/** Takes an open rotation for this transaction: that of a station, or the given one. Undefined when it has ended. */
export async function takeRotation(
  tx: Tx,
  key: { readonly rotationId: string } | { readonly stationKey: StationKey },
): Promise<OpenRotation | undefined> {
  const which = 'rotationId' in key ? sql`r.rotation_id = ${key.rotationId}` : sql`r.station_id = ${key.stationKey}`
  const { rows } = await sql<Row>`
    select r.tenant_id, r.rotation_id, r.station_id, s.identity_folded, r.next_salt, r.reason, r.state, r.start_at,
      r.expires_at, r.attempts, r.command_id, r.is_rebooting,
      coalesce((s.quirks->>'plainAuthorizationKey')::boolean, false) and s.ocpp_version = '1.6' as takes_plain_key,
      s.connected_node is not null as online, s.connected_at, c.state as command_state, c.status as command_status,
      c.detail as command_detail, c.sent_at as command_sent_at, c.answered_at as command_answered_at
    from password_rotations r join stations s using (station_id)
    left join commands c on c.station_id = r.station_id and c.command_id = r.command_id
    where ${which} and r.ended_at is null for update of r`.execute(tx)
  return rows[0] && rotationOf(rows[0])
}

function rotationOf(row: Row): OpenRotation {
  return {
    tenantId: row.tenant_id,
    rotationId: row.rotation_id,
    stationKey: row.station_id,
    identity: row.identity_folded,
    takesPlainKey: row.takes_plain_key,
    nextSalt: row.next_salt,
    reason: row.reason,
    facts: {
      state: row.state,
      startAtMs: row.start_at.getTime(),
      expiresAtMs: row.expires_at.getTime(),
      attempts: row.attempts,
      command: row.command_id === null ? undefined : progressOf(row),
      isRebooting: row.is_rebooting,
      online: row.online,
      connectedAtMs: row.connected_at?.getTime() ?? 0,
    },
  }
}

/** Accepts one more password, that a command is about to carry to the station. */
export async function addCandidate(
  tx: Tx,
  rotationId: string,
  candidate: StoredSecret & { readonly commandId: CommandId; readonly nowMs: number },
): Promise<void> {
  await sql`
    update password_rotations set state = 'prepared', next_salt = ${candidate.salt},
      next_hashes = next_hashes || ${candidate.hash}::bytea, command_id = ${candidate.commandId}, attempts = attempts + 1,
      detail = null, updated_at = ${new Date(candidate.nowMs)}
    where rotation_id = ${rotationId}`.execute(tx)
}

export async function markTold(tx: Tx, rotationId: string, nowMs: number): Promise<void> {
  await sql`
    update password_rotations set state = 'told', updated_at = ${new Date(nowMs)}
    where rotation_id = ${rotationId} and state = 'prepared'`.execute(tx)
}

export async function markRebooting(tx: Tx, rotationId: string, nowMs: number): Promise<void> {
  await sql`
    update password_rotations set state = 'told', is_rebooting = true, updated_at = ${new Date(nowMs)},
      detail = 'The station takes its new password when it restarts; until then both are accepted.'
    where rotation_id = ${rotationId}`.execute(tx)
}

/** The newest candidate becomes the station's password, the one before is dead. Written into the security event log. */
export async function promoteCandidate(tx: Tx, rotationId: string, nowMs: number): Promise<void> {
  const now = new Date(nowMs)
  await sql`
    with taken as (
      select tenant_id, station_id, next_salt, next_hashes[array_upper(next_hashes, 1)] as hash
      from password_rotations where rotation_id = ${rotationId}
    ), noted as (
      insert into security_events (tenant_id, station_id, received_at, at, source, type, detail)
      select tenant_id, station_id, ${now}, ${now}, 'csms', 'ReconfigurationOfSecurityParameters', 'Password replaced'
      from taken
    )
    update stations s set secret_salt = taken.next_salt, secret_hash = taken.hash from taken
    where s.station_id = taken.station_id`.execute(tx)
  await endRotation(tx, rotationId, { state: 'confirmed', detail: 'The station has taken its new password.', nowMs })
}

/** Ends a rotation and forgets the passwords it has brought. */
export async function endRotation(
  tx: Tx,
  rotationId: string,
  end: { readonly state: 'confirmed' | 'failed' | 'cancelled'; readonly detail: string; readonly nowMs: number },
): Promise<void> {
  const now = new Date(end.nowMs)
  await sql`
    update password_rotations set state = ${end.state}, detail = ${end.detail}, next_salt = null, next_hashes = '{}',
      updated_at = ${now}, ended_at = ${now}
    where rotation_id = ${rotationId} and ended_at is null`.execute(tx)
}
