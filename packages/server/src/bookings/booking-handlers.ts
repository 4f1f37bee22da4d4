import { readDriver } from '../access/index.ts'
import { type Actor, isAllowed } from '../accounts/actor.ts'
import { nameOf, recordAudit } from '../accounts/index.ts'
import type { Handlers } from '../api/handler.ts'
import { placeAfter } from '../api/paging.ts'
import type { Booking, BookingInput } from '../contract/index.ts'
import { readRecipients, tellDeciders } from '../notifications/index.ts'
import type { Clock } from '../platform/clock/index.ts'
import type { Database, Db, Tx } from '../platform/database/index.ts'
import { Refusal } from '../platform/errors.ts'
import type { Ids } from '../platform/ids/index.ts'
import { outsideScopes } from '../platform/row-scope.ts'
import type { TenantId } from '../stations/ids.ts'
import { findStationKey } from '../stations/index.ts'
import {
  BookingCursor,
  type BookingReader,
  type BookingRow,
  listBookings,
  readBooking,
  wishOf,
} from './booking-queries.ts'
import { approve, endBooking, insertBooking, lockDecisions, takeBooking } from './booking-store.ts'
import { judge } from './clash.ts'
import { readPlaces } from './places.ts'

export interface BookingServices {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  /** Tells live screens that a booking has changed. */
  readonly announceBooking: (tenantId: TenantId, bookingId: string) => void
}

type BookingHandlers = Pick<
  Handlers,
  'listBookings' | 'createBooking' | 'getBooking' | 'approveBooking' | 'declineBooking' | 'withdrawBooking'
>
type Place = NonNullable<BookingInput['place']>

/** Asking for stays and deciding upon them. */
export function bookingDecisionHandlers(services: BookingServices): BookingHandlers {
  const { database, clock, ids } = services
  const readerOf = (actor: Actor): BookingReader => ({
    tenantId: actor.tenantId,
    seesPeople: isAllowed(actor, 'bookings.manage') || isAllowed(actor, 'customers.read'),
    nowMs: clock.nowMs(),
  })
  const read = async (actor: Actor, bookingId: string): Promise<Booking> =>
    existing(await readBooking(database.kysely, readerOf(actor), bookingId))
  const changed = (actor: Actor, bookingId: string): Promise<Booking> => {
    services.announceBooking(actor.tenantId, bookingId)
    return read(actor, bookingId)
  }
  return {
    listBookings: async ({ actor, query: { cursor, ...query } }) => {
      const after = placeAfter(cursor, BookingCursor)
      if (after !== undefined && after[0] !== query.order) {
        const rule = 'must be the nextCursor of a page in this order'
        throw new Refusal('invalidCursor', { errors: [{ field: 'cursor', rule }] })
      }
      return listBookings(database.kysely, readerOf(actor), { ...query, after })
    },

    getBooking: async ({ actor, params }) => read(actor, params.id),

    createBooking: async ({ actor, body }) => {
      const { tenantId } = actor
      const [bookingId, nowMs] = [ids.next(), clock.nowMs()]
      if (Date.parse(body.until) <= nowMs) {
        throw new Refusal('invalidInput', { errors: [{ field: 'until', rule: 'must be in the future' }] })
      }
      // Before the transaction, and whoever asks: those who decide are told though the one who asks does not see them.
      const people = await outsideScopes(() => readRecipients(database.kysely, [tenantId]))
      await database.transaction(async (tx) => {
        const { stationKey, siteName } = await stationAsked(tx, tenantId, body, nowMs)
        if (body.driverId && (await readDriver(tx, tenantId, body.driverId)) === undefined) {
          throw new Refusal('driverNotFound')
        }
        await insertBooking(tx, { ...body, tenantId, bookingId, stationKey, requestedBy: nameOf(actor), nowMs })
        const detail = { siteId: body.siteId, from: body.from, until: body.until }
        await recordAudit(tx, actor, { atMs: nowMs, action: 'booking.requested', object: bookingId, detail })
        const data = { bookingId, siteName, from: iso(Date.parse(body.from)), until: iso(Date.parse(body.until)) }
        const by = actor.credential.kind === 'session' ? actor.credential.personId : undefined
        await tellDeciders(tx, services, { tenantId, siteId: body.siteId, people, by, data })
      })
      return changed(actor, bookingId)
    },

    approveBooking: async ({ actor, params, body }) => {
      const { tenantId } = actor
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        await lockDecisions(tx, tenantId)
        const booking = openOf(await takeBooking(tx, tenantId, params.id), ['requested'])
        const { stationId, evseId } = await freePlace(tx, tenantId, booking, { asked: body.place ?? undefined, nowMs })
        const stationKey = await findStationKey(tx, tenantId, stationId)
        if (stationKey === undefined) throw new Refusal('stationNotFound')
        const decision = { bookingId: params.id, by: nameOf(actor), nowMs }
        await approve(tx, decision, { stationKey, evseId })
        const deed = { action: 'booking.approved', object: params.id, detail: { stationId, evseId } }
        await recordAudit(tx, actor, { atMs: nowMs, ...deed })
      })
      return changed(actor, params.id)
    },

    declineBooking: async ({ actor, params, body: { reason } }) => {
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        openOf(await takeBooking(tx, actor.tenantId, params.id), ['requested'])
        await endBooking(tx, { bookingId: params.id, by: nameOf(actor), nowMs, reason }, 'declined')
        await recordAudit(tx, actor, { atMs: nowMs, action: 'booking.declined', object: params.id, reason })
      })
      return changed(actor, params.id)
    },

    withdrawBooking: async ({ actor, params, body: { reason } }) => {
      const nowMs = clock.nowMs()
      await database.transaction(async (tx) => {
        openOf(await takeBooking(tx, actor.tenantId, params.id), ['requested', 'approved', 'active'])
        await endBooking(tx, { bookingId: params.id, by: nameOf(actor), nowMs, reason }, 'withdrawn')
        await recordAudit(tx, actor, { atMs: nowMs, action: 'booking.withdrawn', object: params.id, reason })
      })
      return changed(actor, params.id)
    },
  }
}

function existing<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Refusal('bookingNotFound')
  return found
}

/** The booking, in one of the states in which this can be done. */
function openOf(found: BookingRow | undefined, states: readonly Booking['state'][]): BookingRow {
  const booking = existing(found)
  if (states.includes(booking.state)) return booking
  throw new Refusal('bookingIsDecided', { detail: `The booking is ${booking.state}.` })
}

/** The site, and the row key of the station asked for, which has to be of it; null when any will do. */
async function stationAsked(
  db: Db,
  tenantId: TenantId,
  { siteId, place }: BookingInput,
  nowMs: number,
): Promise<{ readonly siteName: string; readonly stationKey: number | null }> {
  const site = (await readPlaces(db, tenantId, [siteId], nowMs)).get(siteId)
  if (site === undefined) throw new Refusal('siteNotFound')
  const siteName = site.name
  if (place == null) return { siteName, stationKey: null }
  const stationKey = await findStationKey(db, tenantId, place.stationId)
  if (stationKey === undefined) throw new Refusal('stationNotFound')
  if (site.places.some((one) => isSamePlace(one, place))) return { siteName, stationKey }
  throw new Refusal('invalidInput', { errors: [{ field: 'place', rule: 'must be an EVSE of a station at this site' }] })
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.stationId.toLowerCase() === other.stationId.toLowerCase() && one.evseId === other.evseId
}

/** The place asked for, or the one that suits best when none is. Refuses one that is taken, and says by what. */
async function freePlace(
  tx: Tx,
  tenantId: TenantId,
  booking: BookingRow,
  { asked, nowMs }: { readonly asked: Place | undefined; readonly nowMs: number },
): Promise<Place> {
  const wish = wishOf(booking)
  if (wish.untilMs <= nowMs) throw new Refusal('bookingIsDecided', { detail: 'The stay is over.' })
  const site = existing((await readPlaces(tx, tenantId, [booking.site_id], nowMs)).get(booking.site_id))
  const wanted = asked ?? wish.place ?? undefined
  const places = wanted === undefined ? site.places : site.places.filter((one) => isSamePlace(one, wanted))
  const [first] = places
  if (first === undefined) throw new Refusal('stationNotFound')
  // As the station is registered: whoever asks may write its identity in other letters.
  const place = wanted === undefined ? null : first
  const { suggestion, clashes } = judge({ ...wish, place }, places, site, nowMs)
  if (suggestion !== undefined) return suggestion
  const errors = clashes.filter(({ isHard }) => isHard).map((clash) => ({ field: 'place', rule: sentenceOf(clash) }))
  throw new Refusal('bookingClashes', { errors })
}

const SENTENCES = {
  booking: 'is booked by somebody else',
  reservation: 'is reserved for somebody else',
  session: 'has a session that is expected to last',
  faulted: 'is faulted',
  unavailable: 'is out of service',
  offline: 'is at a station that is offline',
  closed: 'is at a site that is closed then',
  doesNotFit: 'does not fit what is asked for',
} as const

function sentenceOf({ kind, fromMs, untilMs }: ReturnType<typeof judge>['clashes'][number]): string {
  const span = fromMs === null || untilMs === null ? '' : `, ${iso(fromMs)} to ${iso(untilMs)}`
  return `${SENTENCES[kind]}${span}`
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
