import { sql } from 'kysely'
import { z } from 'zod'
import { InstantText, instantText, type Page, pageOf } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { BatterySwap, Reservation } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'

export const ReservationCursor = z.tuple([InstantText, z.int32(), z.int32()])
export const SwapCursor = z.tuple([z.string().regex(/^\d{1,18}$/)])

type ReservationItem = z.infer<typeof Reservation>
type SwapItem = z.infer<typeof BatterySwap>

interface ReservationRow {
  readonly station_id: number
  readonly identity: string
  readonly reservation_id: number
  readonly evse_id: number | null
  readonly connector_type: string | null
  readonly id_token: string
  readonly group_value: string | null
  readonly expires_at: Date
  readonly state: ReservationItem['state']
  readonly status: string | null
  readonly command_id: string
  readonly created_at: Date
  readonly ended_at: Date | null
  readonly cursor_at: string
}

/** Reservations of the tenant or of one station, newest first. */
export async function listReservations(
  db: Db,
  tenantId: TenantId,
  filter: {
    readonly stationKey: number | undefined
    readonly state: ReservationItem['state'] | undefined
    readonly limit: number
    readonly after: z.infer<typeof ReservationCursor> | undefined
  },
): Promise<Page<ReservationItem>> {
  const conditions = [sql`r.tenant_id = ${tenantId}`]
  if (filter.stationKey !== undefined) conditions.push(sql`r.station_id = ${filter.stationKey}`)
  if (filter.state !== undefined) conditions.push(sql`r.state = ${filter.state}`)
  if (filter.after !== undefined) {
    const [at, key, id] = filter.after
    conditions.push(sql`(r.created_at, r.station_id, r.reservation_id) < (${at}::timestamptz, ${key}, ${id})`)
  }
  const { rows } = await sql<ReservationRow>`
    select r.*, s.identity, ${instantText(sql`r.created_at`)} as cursor_at
    from reservations r join stations s on s.station_id = r.station_id
    where ${sql.join(conditions, sql` and `)}
    order by r.created_at desc, r.station_id desc, r.reservation_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: reservationOf,
    key: (row) => [row.cursor_at, row.station_id, row.reservation_id],
  })
}

function reservationOf(row: ReservationRow): ReservationItem {
  return {
    reservationId: row.reservation_id,
    stationId: row.identity,
    evseId: row.evse_id,
    connectorType: row.connector_type,
    idToken: row.id_token,
    groupIdToken: row.group_value,
    expiresAt: instant(row.expires_at),
    state: row.state,
    status: row.status,
    commandId: row.command_id,
    createdAt: instant(row.created_at),
    endedAt: instantOrNull(row.ended_at),
  }
}

interface SwapRow {
  readonly swap_id: string
  readonly received_at: Date
  readonly event: SwapItem['event']
  readonly request_id: number
  readonly id_token: string
  readonly batteries: SwapItem['batteries']
}

/** What went in and out of a battery swap station, newest first. */
export async function listSwaps(
  db: Db,
  stationKey: number,
  filter: { readonly limit: number; readonly after: z.infer<typeof SwapCursor> | undefined },
): Promise<Page<SwapItem>> {
  const after = filter.after === undefined ? sql`` : sql`and swap_id < ${filter.after[0]}::bigint`
  const { rows } = await sql<SwapRow>`
    select swap_id, received_at, event, request_id, id_token, batteries from battery_swaps
    where station_id = ${stationKey} ${after} order by swap_id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, {
    item: (row) => ({
      at: instant(row.received_at),
      event: row.event,
      requestId: row.request_id,
      idToken: row.id_token,
      batteries: row.batteries,
    }),
    key: (row) => [row.swap_id],
  })
}
