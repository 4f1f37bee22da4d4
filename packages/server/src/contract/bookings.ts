import { z } from 'zod'
import { label, PageQuery, pageOf, StationIdentity, TimeInput, Timestamp, Uuid } from './primitives.ts'

export const BookingState = z.enum([
  'requested',
  'approved',
  'declined',
  'withdrawn',
  'active',
  'used',
  'noShow',
  'expired',
])
export type BookingState = z.infer<typeof BookingState>

/** An EVSE of a station. */
const Place = z.strictObject({ stationId: StationIdentity, evseId: z.int().min(1).max(999) })

/** A day and a half: longer than any charge, shorter than a place that is given away for good. */
const LONGEST_STAY_MS = 36 * 3_600_000

/** A stay that is asked for. Without a place, any connector of the site that fits will do. */
export const BookingInput = z
  .strictObject({
    siteId: Uuid,
    place: Place.nullable().optional(),
    connectorType: label(30).nullable().optional(),
    minPowerW: z.int().min(1).max(10_000_000).nullable().optional(),
    driverId: Uuid.nullable().optional(),
    idToken: label(255).nullable().optional(),
    /** Who asks: a name, a number to call. */
    contact: label(200).nullable().optional(),
    from: TimeInput,
    until: TimeInput,
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    path: ['until'],
    error: 'must be after from',
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= LONGEST_STAY_MS, {
    path: ['until'],
    error: 'must be within 36 hours of from',
  })
  .refine(({ driverId, idToken, contact }) => Boolean(driverId ?? idToken ?? contact), {
    path: ['contact'],
    error: 'must say who asks, unless driverId or idToken does',
  })
export type BookingInput = z.infer<typeof BookingInput>

/** Something in the way of a stay. A hard one forbids it; the others may be gone by then. */
export const BookingClash = z.strictObject({
  kind: z.enum(['booking', 'reservation', 'session', 'faulted', 'unavailable', 'offline', 'closed', 'doesNotFit']),
  isHard: z.boolean(),
  from: Timestamp.nullable(),
  until: Timestamp.nullable(),
})
export type BookingClash = z.infer<typeof BookingClash>

const FreePlace = Place.extend({ connectorType: z.string().nullable(), maxPowerW: z.number().nullable() })

export const Booking = z.strictObject({
  id: Uuid,
  siteId: Uuid,
  siteName: z.string(),
  /** The time zone of the site, by whose clock the stay is meant. */
  timeZone: z.string(),
  place: Place.nullable(),
  connectorType: z.string().nullable(),
  minPowerW: z.int().nullable(),
  driverId: Uuid.nullable(),
  /** Null for those who may neither decide upon bookings nor read customers. */
  driverName: z.string().nullable(),
  idToken: z.string().nullable(),
  contact: z.string().nullable(),
  from: Timestamp,
  until: Timestamp,
  state: BookingState,
  requestedBy: z.string(),
  createdAt: Timestamp,
  decidedBy: z.string().nullable(),
  decidedAt: Timestamp.nullable(),
  reason: z.string().nullable(),
  /** Why the place is not held at the station though it should be; null: it is held, or not due. */
  holdProblem: z.string().nullable(),
  /** What is in the way at its place; while any of the site will do, at the best of them. */
  clashes: z.array(BookingClash),
  /** Where it can be: its place when nothing hard is in the way, or another that fits; null: nowhere. Of requests only. */
  suggestion: FreePlace.nullable(),
  /** EVSEs of the site that fit and are free for the whole stay. */
  freeCount: z.int(),
})
export type Booking = z.infer<typeof Booking>

export const BookingQuery = PageQuery.extend({
  /** Several, with commas between. */
  state: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(BookingState))
    .optional(),
  siteId: Uuid.optional(),
  stationId: StationIdentity.optional(),
  /** Stays that end after this. */
  from: TimeInput.optional(),
  /** Stays that begin before this. */
  until: TimeInput.optional(),
  /** By their beginning. */
  order: z.enum(['earliest', 'latest']).default('earliest'),
})
export type BookingQuery = z.infer<typeof BookingQuery>
export const BookingPage = pageOf(Booking)

/** On another place than the one asked for, if given. */
export const BookingApproval = z.strictObject({ place: Place.nullable().optional() })
export const BookingReason = z.strictObject({ reason: label(300) })
