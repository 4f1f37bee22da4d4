import type { StationCommand } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { CommandId, StationIdentity, StationKey, TenantId } from '../../stations/ids.ts'
import { redact } from '../redaction.ts'

export interface ClaimRequest {
  readonly stationKey: StationKey
  readonly commandId: CommandId
}

/** A command that is now ours to send. */
export interface ClaimedCommand {
  readonly commandId: CommandId
  readonly command: StationCommand
  readonly sentAtMs: number
  readonly deadlineAtMs: number
}

interface Row {
  readonly station_id: StationKey
  readonly command_id: CommandId
  readonly body: StationCommand
  readonly deadline_at: Date
}

/**
 * Marks queued commands as sent, durably and before they are: a command is sent at most once, whatever crashes.
 * Null for one that is no longer queued or past its deadline.
 */
export async function claimCommands(
  pool: Pool,
  requests: readonly ClaimRequest[],
  nowMs: number,
): Promise<readonly (ClaimedCommand | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'command-claim',
    text: `update commands c set state = 'sent', sent_at = $3
           from unnest($1::integer[], $2::uuid[]) as w(station_id, command_id)
           where c.station_id = w.station_id and c.command_id = w.command_id
             and c.state = 'queued' and c.deadline_at > $3
           returning c.station_id, c.command_id, c.body, c.deadline_at`,
    values: [requests.map((one) => one.stationKey), requests.map((one) => one.commandId), new Date(nowMs)],
  })
  await concealSecrets(pool, rows)
  const claimed = new Map(rows.map((row) => [row.command_id, row]))
  return requests.map(({ commandId }) => {
    const row = claimed.get(commandId)
    if (row === undefined) return null
    return { commandId, command: row.body, sentAtMs: nowMs, deadlineAtMs: row.deadline_at.getTime() }
  })
}

/** A command is sent once, so a password in it is not needed any more. */
async function concealSecrets(pool: Pool, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const plain = JSON.stringify(row.body)
    const concealed = JSON.stringify(redact(row.body))
    if (concealed === plain) continue
    await pool.query('update commands set body = $3 where station_id = $1 and command_id = $2', [
      row.station_id,
      row.command_id,
      concealed,
    ])
  }
}

/** A command this old has been routed to its station, if it could be. */
const ROUTED_WITHIN = '3 seconds'

/**
 * Commands that still wait although their station is connected to this process: their wake-up was lost, or came while
 * the station was on its way in.
 */
export async function findForgottenCommands(
  pool: Pool,
  nodeId: string,
  nowMs: number,
): Promise<readonly { readonly identity: StationIdentity; readonly commandId: CommandId }[]> {
  const { rows } = await pool.query<{ identity: StationIdentity; commandId: CommandId }>({
    name: 'commands-forgotten',
    text: `select s.identity_folded as identity, c.command_id as "commandId"
           from commands c join stations s on s.station_id = c.station_id
           where c.state = 'queued' and c.deadline_at > $2 and c.created_at < $2::timestamptz - interval '${ROUTED_WITHIN}'
             and s.connected_node = $1
             and s.boot_status = 'Accepted' and s.registration = 'Accepted'
           order by c.created_at limit 1000`,
    values: [nodeId, new Date(nowMs)],
  })
  return rows
}

/** Ends commands whose deadline has passed without their station having connected. Gives back whose they were. */
export async function lapseCommands(pool: Pool, nowMs: number): Promise<readonly LapsedCommand[]> {
  const { rows } = await pool.query<LapsedCommand>({
    name: 'command-lapse',
    text: `update commands set state = 'timedOut', answered_at = $1, detail = 'The station was not connected before the deadline.'
           where state = 'queued' and deadline_at <= $1
           returning tenant_id as "tenantId", station_id as "stationKey", command_id as "commandId"`,
    values: [new Date(nowMs)],
  })
  return rows
}

export interface LapsedCommand {
  readonly tenantId: TenantId
  readonly stationKey: StationKey
  readonly commandId: CommandId
}
