import { sql } from 'kysely'
import type { BookingInput } from '../contract/index.ts'
import type { Tx } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import type { BookingRow } from './booking-queries.ts'
import { endStayTokens } from './stay-token.ts'

/** Names the advisory locks of bookings among those of other parts. */
const LOCK_CLASS = 310

/** Decisions of a tenant follow one upon the other: each sees the places that the one before has given away. */
export async function lockDecisions(tx: Tx, tenantId: TenantId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS}, ${tenantId})`.execute(tx)
}

/** The booking as it is now, held until the transaction ends. */
export async function takeBooking(tx: Tx, tenantId: TenantId, bookingId: string): Promise<BookingRow | undefined> {
  const { rows } = await sql<BookingRow>`
    select b.*, t.name as site_name, t.time_zone, s.identity, null as driver_name
    from bookings b join sites t on t.site_id = b.site_id left join stations s on s.station_id = b.station_id
    where b.tenant_id = ${tenantId} and b.booking_id = ${bookingId} for update of b`.execute(tx)
  return rows[0]
}

export interface NewBooking extends BookingInput {
  readonly tenantId: TenantId
  readonly bookingId: string
  readonly stationKey: number | null
  readonly requestedBy: string
  readonly nowMs: number
}

export async function insertBooking(tx: Tx, booking: NewBooking): Promise<void> {
  await sql`
    insert into bookings (tenant_id, booking_id, site_id, station_id, evse_id, connector_type, min_power_w, driver_id,
      id_token, contact, from_at, until_at, requested_by, created_at)
    values (${booking.tenantId}, ${booking.bookingId}, ${booking.siteId}, ${booking.stationKey},
      ${booking.place?.evseId ?? null}, ${booking.connectorType ?? null}, ${booking.minPowerW ?? null},
      ${booking.driverId ?? null}, ${booking.idToken ?? null}, ${booking.contact ?? null}, ${booking.from},
      ${booking.until}, ${booking.requestedBy}, ${new Date(booking.nowMs)})`.execute(tx)
}

interface Decision {
  readonly bookingId: string
  readonly by: string
  readonly nowMs: number
  readonly reason?: string | undefined
}

/** Gives a booking its place. */
export async function approve(
  tx: Tx,
  { bookingId, by, nowMs }: Decision,
  place: { readonly stationKey: number; readonly evseId: number },
): Promise<void> {
  await sql`
    update bookings set state = 'approved', station_id = ${place.stationKey}, evse_id = ${place.evseId},
      decided_by = ${by}, decided_at = ${new Date(nowMs)}
    where booking_id = ${bookingId}`.execute(tx)
}

/** Ends a booking by a person's decision, and the token made for it. What is held for it is given free by the round that holds places. */
export async function endBooking(
  tx: Tx,
  { bookingId, by, nowMs, reason }: Decision,
  state: 'declined' | 'withdrawn',
): Promise<void> {
  await sql`
    update bookings set state = ${state}, decided_by = ${by}, decided_at = ${new Date(nowMs)}, reason = ${reason ?? null},
      hold_problem = null, next_try_at = null
    where booking_id = ${bookingId}`.execute(tx)
  await endStayTokens(tx, [bookingId])
}
