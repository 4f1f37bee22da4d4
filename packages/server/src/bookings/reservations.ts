import { foldIdToken, type StationCommand } from '@stationmaster/ocpp'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { TenantId } from '../stations/ids.ts'
import { type InboxReader, onAnswer, onReport } from '../stations/inbox/index.ts'

type Reserve = Extract<StationCommand, { kind: 'reserveNow' }>

/** Writes down a reservation with the command that asks for it. Refuses one that would have run out already. */
export async function insertReservation(
  tx: Tx,
  asked: {
    readonly tenantId: TenantId
    readonly stationKey: number
    readonly commandId: string
    readonly command: Reserve
    readonly nowMs: number
  },
): Promise<void> {
  const { command } = asked
  if (command.expiresAtMs <= asked.nowMs) {
    throw new Refusal('invalidInput', { errors: [{ field: 'command.expiresAt', rule: 'must be in the future' }] })
  }
  await sql`
    insert into reservations (tenant_id, station_id, reservation_id, evse_id, connector_type, id_token, id_token_folded,
      group_value, expires_at, command_id, created_at)
    values (${asked.tenantId}, ${asked.stationKey}, ${command.reservationId}, ${command.evse?.evseId ?? null},
      ${command.connectorType ?? null}, ${command.idToken.value}, ${foldIdToken(command.idToken.value)},
      ${command.groupIdToken?.value ?? null}, ${new Date(command.expiresAtMs)}, ${asked.commandId},
      ${new Date(asked.nowMs)})`.execute(tx)
}

/** Refuses a remote start where somebody else has the EVSE reserved: the station would. */
export async function refuseReserved(
  db: Db,
  start: {
    readonly stationKey: number
    readonly evseId: number
    readonly idToken: string | undefined
    readonly nowMs: number
  },
): Promise<void> {
  const { rows } = await sql<{ id_token_folded: string; group_value: string | null; own_group: string | null }>`
    select r.id_token_folded, r.group_value,
      (select t.group_value from id_tokens t
       where t.tenant_id = r.tenant_id and t.value_folded = ${foldIdToken(start.idToken ?? '')}) as own_group
    from reservations r
    where r.station_id = ${start.stationKey} and r.evse_id = ${start.evseId} and r.state = 'active'
      and r.expires_at > ${new Date(start.nowMs)}`.execute(db)
  const token = start.idToken === undefined ? undefined : foldIdToken(start.idToken)
  const isOwn = rows.some(
    (row) => row.id_token_folded === token || (row.own_group !== null && row.own_group === row.group_value),
  )
  if (rows.length > 0 && !isOwn) throw new Refusal('connectorReserved')
}

/** Ends what has run out: 1.6 stations do not say so. And what was never answered was never made. */
export async function expireReservations(tx: Tx, nowMs: number): Promise<void> {
  await sql`
    update reservations set state = 'expired', ended_at = expires_at
    where state = 'active' and expires_at <= ${new Date(nowMs)}`.execute(tx)
  await sql`
    update reservations r set state = 'failed', status = c.status, ended_at = ${new Date(nowMs)}
    from commands c
    where r.state = 'requested' and c.station_id = r.station_id and c.command_id = r.command_id
      and c.state in ('failed', 'timedOut', 'unknown', 'cancelled')`.execute(tx)
}

const ENDINGS = { Expired: 'expired', Removed: 'removed', NoTransaction: 'removed' } as const

/** Keeps reservations as stations answer and report. */
export const RESERVATION_READERS: readonly InboxReader[] = [
  onAnswer('reserveNow', async (tx, { stationKey, receivedAtMs, entry: { command, answer } }) => {
    const state = answer.outcome === 'accepted' ? 'active' : 'refused'
    await sql`
      update reservations set state = ${state}, status = ${answer.status},
        ended_at = case when ${state} = 'refused' then created_at end
      where station_id = ${stationKey} and reservation_id = ${command.reservationId}
        and state in ('requested', 'failed')`.execute(tx)
    if (state === 'active' && command.evse !== undefined) await supersede(tx, { stationKey, receivedAtMs, command })
  }),
  onAnswer('cancelReservation', async (tx, { stationKey, receivedAtMs, entry: { command, answer } }) => {
    const { reservationId } = command
    // A station refuses only what it does not have (1.6 §5.2, 2.x H02): then it has forgotten what we took for kept.
    const state = answer.outcome === 'accepted' ? 'cancelled' : 'removed'
    await end(tx, { stationKey, reservationId, state, atMs: receivedAtMs, status: answer.status })
  }),
  onReport('reservationEnded', async (tx, { stationKey, receivedAtMs, entry: { reservationId, status } }) => {
    await end(tx, { stationKey, reservationId, state: ENDINGS[status], atMs: receivedAtMs, status })
  }),
  onReport('transaction', async (tx, { stationKey, receivedAtMs, entry: { reservationId } }) => {
    if (reservationId === undefined) return
    await end(tx, { stationKey, reservationId, state: 'used', atMs: receivedAtMs })
  }),
]

interface Accepted {
  readonly stationKey: number
  readonly receivedAtMs: number
  readonly command: Reserve
}

/** An EVSE is reserved once: a station that keeps it for somebody anew has lost what was there before. */
async function supersede(tx: Tx, { stationKey, receivedAtMs, command }: Accepted): Promise<void> {
  await sql`
    update reservations set state = 'removed', ended_at = ${new Date(receivedAtMs)}
    where station_id = ${stationKey} and evse_id = ${command.evse?.evseId ?? null} and state = 'active'
      and reservation_id <> ${command.reservationId}`.execute(tx)
}

interface Ending {
  readonly stationKey: number
  readonly reservationId: number
  readonly state: 'used' | 'cancelled' | 'expired' | 'removed'
  readonly atMs: number
  readonly status?: string
}

/** A reservation ends once; a start with it counts even when its time had just run out. */
async function end(tx: Tx, { stationKey, reservationId, state, atMs, status }: Ending): Promise<void> {
  const from = state === 'used' ? ['requested', 'active', 'expired'] : ['requested', 'active']
  await sql`
    update reservations set state = ${state}, ended_at = ${new Date(atMs)}, status = coalesce(${status ?? null}, status)
    where station_id = ${stationKey} and reservation_id = ${reservationId} and state = any(${from})`.execute(tx)
}
