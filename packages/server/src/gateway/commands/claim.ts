import type { StationCommand } from '@stationmaster/ocpp'
import type { Pool } from 'pg'
import type { Sealing } from '../../platform/sealing.ts'
import type { CommandId, StationKey, TenantId } from '../../stations/ids.ts'
import { unsealed } from '../sealed-json.ts'

export interface ClaimParts {
  readonly pool: Pool
  /** Opens the secrets of commands. */
  readonly sealing: Pick<Sealing, 'open'>
}

export interface ClaimRequest {
  readonly stationKey: StationKey
  readonly commandId: CommandId
  /** Only a certificate may be sent: the station was let in to get one. */
  readonly renewalOnly: boolean
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
  readonly sealed: Buffer | null
  readonly deadline_at: Date
}

/**
 * Marks queued commands as sent, durably and before they are: a command is sent at most once, whatever crashes, so a
 * secret in it is not needed any more and goes from the database. Null for one that is no longer queued or past its deadline.
 */
export async function claimCommands(
  { pool, sealing }: ClaimParts,
  requests: readonly ClaimRequest[],
  nowMs: number,
): Promise<readonly (ClaimedCommand | null)[]> {
  const { rows } = await pool.query<Row>({
    name: 'command-claim',
    text: `with due as (
             select c.station_id, c.command_id, c.sealed from commands c
             join unnest($1::integer[], $2::uuid[], $4::boolean[]) as w(station_id, command_id, renewal_only)
               using (station_id, command_id)
             where c.state = 'queued' and c.deadline_at > $3 and (c.kind = 'sendCertificate' or not w.renewal_only)
             for update of c)
           update commands c set state = 'sent', sent_at = $3, sealed = null from due
           where c.station_id = due.station_id and c.command_id = due.command_id
           returning c.station_id, c.command_id, c.body, due.sealed, c.deadline_at`,
    values: [
      requests.map((one) => one.stationKey),
      requests.map((one) => one.commandId),
      new Date(nowMs),
      requests.map((one) => one.renewalOnly),
    ],
  })
  const claimed = new Map<CommandId, ClaimedCommand>()
  for (const row of rows) {
    const { command_id: commandId, body: shown, sealed } = row
    const command = unsealed(sealing, { shown, sealed })
    if (command === undefined) await endUnreadable(pool, row, nowMs)
    else claimed.set(commandId, { commandId, command, sentAtMs: nowMs, deadlineAtMs: row.deadline_at.getTime() })
  }
  return requests.map(({ commandId }) => claimed.get(commandId) ?? null)
}

/** Without its secret it would do something else than was asked for. */
async function endUnreadable(pool: Pool, { station_id, command_id }: Row, nowMs: number): Promise<void> {
  await pool.query(
    `update commands set state = 'failed', answered_at = $3, sent_at = null,
       detail = 'The secret in this command was sealed under another key (DATA_DIR); ask for it again.'
     where station_id = $1 and command_id = $2 and state = 'sent'`,
    [station_id, command_id, new Date(nowMs)],
  )
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
): Promise<readonly { readonly stationKey: StationKey; readonly commandId: CommandId }[]> {
  const { rows } = await pool.query<{ stationKey: StationKey; commandId: CommandId }>({
    name: 'commands-forgotten',
    text: `select c.station_id as "stationKey", c.command_id as "commandId"
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
    text: `update commands set state = 'timedOut', sealed = null, answered_at = $1, detail = 'The station was not connected before the deadline.'
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
