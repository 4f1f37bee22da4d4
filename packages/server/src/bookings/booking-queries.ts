import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { encodeCursor, InstantText, instantText, type Page } from '../api/cursor.ts'
import { instant, instantOrNull } from '../api/instant.ts'
import type { Booking, BookingQuery } from '../contract/index.ts'
import type { Db } from '../platform/database/index.ts'
import type { TenantId } from '../stations/ids.ts'
import { type Clash, judge } from './clash.ts'
import { type BookedSite, readPlaces } from './places.ts'

export const BookingCursor = z.tuple([z.enum(['earliest', 'latest']), InstantText, z.uuid()])

/** Who reads, and when. */
export interface BookingReader {
  readonly tenantId: TenantId
  /** Names and numbers of those who ask are shown to those who decide, or may know customers anyway. */
  readonly seesPeople: boolean
  readonly nowMs: number
}

export interface BookingRow {
  readonly booking_id: string
  readonly site_id: string
  readonly site_name: string
  readonly time_zone: string
  readonly identity: string | null
  readonly evse_id: number | null
  readonly connector_type: string | null
  readonly min_power_w: number | null
  readonly driver_id: string | null
  readonly driver_name: string | null
  readonly id_token: string | null
  readonly contact: string | null
  readonly from_at: Date
  readonly until_at: Date
  readonly state: Booking['state']
  readonly requested_by: string
  readonly created_at: Date
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly reason: string | null
  readonly hold_problem: string | null
}

const selectBookings = (more: RawBuilder<unknown>) => sql`
  select b.*, t.name as site_name, t.time_zone, s.identity, d.name as driver_name ${more}
  from bookings b join sites t on t.site_id = b.site_id
  left join stations s on s.station_id = b.station_id left join drivers d on d.driver_id = b.driver_id`

interface BookingFilter extends Omit<BookingQuery, 'cursor'> {
  readonly after: z.infer<typeof BookingCursor> | undefined
}

/** Bookings by their beginning, each with what is in its way. */
export async function listBookings(db: Db, reader: BookingReader, filter: BookingFilter): Promise<Page<Booking>> {
  const direction = filter.order === 'earliest' ? sql`asc` : sql`desc`
  const { rows } = await sql<BookingRow & { cursor_at: string }>`
    ${selectBookings(sql`, ${instantText(sql`b.from_at`)} as cursor_at`)}
    where ${sql.join(conditionsOf(reader.tenantId, filter), sql` and `)}
    order by b.from_at ${direction}, b.booking_id ${direction} limit ${filter.limit + 1}`.execute(db)
  const kept = rows.slice(0, filter.limit)
  const items = await bookingsOf(db, reader, kept)
  const last = kept.at(-1)
  if (rows.length <= filter.limit || last === undefined) return { items }
  return { items, nextCursor: encodeCursor([filter.order, last.cursor_at, last.booking_id]) }
}

function conditionsOf(tenantId: TenantId, filter: BookingFilter): RawBuilder<unknown>[] {
  const conditions = [sql<unknown>`b.tenant_id = ${tenantId}`]
  if (filter.state !== undefined) conditions.push(sql`b.state = any(${filter.state}::text[])`)
  if (filter.siteId !== undefined) conditions.push(sql`b.site_id = ${filter.siteId}`)
  if (filter.stationId !== undefined) conditions.push(sql`s.identity_folded = ${filter.stationId.toLowerCase()}`)
  if (filter.from !== undefined) conditions.push(sql`b.until_at > ${filter.from}::timestamptz`)
  if (filter.until !== undefined) conditions.push(sql`b.from_at < ${filter.until}::timestamptz`)
  if (filter.after !== undefined) {
    const [order, at, id] = filter.after
    const beyond = order === 'earliest' ? sql`>` : sql`<`
    conditions.push(sql`(b.from_at, b.booking_id) ${beyond} (${at}::timestamptz, ${id}::uuid)`)
  }
  return conditions
}

export async function readBooking(db: Db, reader: BookingReader, bookingId: string): Promise<Booking | undefined> {
  const { rows } = await sql<BookingRow>`
    ${selectBookings(sql``)} where b.tenant_id = ${reader.tenantId} and b.booking_id = ${bookingId}`.execute(db)
  const [booking] = await bookingsOf(db, reader, rows)
  return booking
}

/** Those of the bookings that the scope of the work shows. */
export async function visibleBookings(db: Db, tenantId: TenantId, bookingIds: readonly string[]): Promise<string[]> {
  if (bookingIds.length === 0) return []
  const { rows } = await sql<{ booking_id: string }>`
    select b.booking_id from bookings b join sites t on t.site_id = b.site_id
    where b.tenant_id = ${tenantId} and b.booking_id = any(${[...bookingIds]}::uuid[])`.execute(db)
  return rows.map(({ booking_id }) => booking_id)
}

async function bookingsOf(db: Db, reader: BookingReader, rows: readonly BookingRow[]): Promise<Booking[]> {
  // What is over, or refused, meets nothing any more.
  const open = rows.filter(({ state }) => state === 'requested' || state === 'approved')
  const sites = await readPlaces(db, reader.tenantId, [...new Set(open.map((row) => row.site_id))], reader.nowMs)
  return rows.map((row) => bookingOf(row, reader, open.includes(row) ? sites.get(row.site_id) : undefined))
}

/** The wish of a booking as the rule of clashes takes it. */
export function wishOf(row: BookingRow) {
  return {
    bookingId: row.booking_id,
    fromMs: row.from_at.getTime(),
    untilMs: row.until_at.getTime(),
    connectorType: row.connector_type,
    minPowerW: row.min_power_w,
    place: placeOf(row),
  }
}

function placeOf({ identity, evse_id }: BookingRow) {
  return identity === null || evse_id === null ? null : { stationId: identity, evseId: evse_id }
}

function bookingOf(row: BookingRow, { seesPeople, nowMs }: BookingReader, site: BookedSite | undefined): Booking {
  const judged = site && judge(wishOf(row), site.places, site, nowMs)
  const suggested = row.state === 'requested' ? judged?.suggestion : undefined
  return {
    id: row.booking_id,
    siteId: row.site_id,
    siteName: row.site_name,
    timeZone: row.time_zone,
    place: placeOf(row),
    connectorType: row.connector_type,
    minPowerW: row.min_power_w,
    driverId: seesPeople ? row.driver_id : null,
    driverName: seesPeople ? row.driver_name : null,
    idToken: seesPeople ? row.id_token : null,
    contact: seesPeople ? row.contact : null,
    from: instant(row.from_at),
    until: instant(row.until_at),
    state: row.state,
    requestedBy: row.requested_by,
    createdAt: instant(row.created_at),
    decidedBy: row.decided_by,
    decidedAt: instantOrNull(row.decided_at),
    reason: row.reason,
    holdProblem: row.hold_problem,
    clashes: (judged?.clashes ?? []).map(clashOf),
    suggestion:
      suggested === undefined
        ? null
        : {
            stationId: suggested.stationId,
            evseId: suggested.evseId,
            connectorType: suggested.connectorTypes[0] ?? null,
            maxPowerW: suggested.maxPowerW,
          },
    freeCount: judged?.freeCount ?? 0,
  }
}

function clashOf({ kind, isHard, fromMs, untilMs }: Clash): Booking['clashes'][number] {
  const at = (ms: number | null) => (ms === null ? null : instant(new Date(ms)))
  return { kind, isHard, from: at(fromMs), until: at(untilMs) }
}
