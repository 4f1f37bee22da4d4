/**
 * What a vehicle does at the plug. `charging` and `suspended-by-station` are charging time: who is held back by the
 * station wants power and shall not pay for parking. The other two are parking time (OCPI 2.3.0 CdrDimension).
 */
export const ACTIVITIES = ['charging', 'suspended-by-station', 'suspended-by-vehicle', 'parked'] as const
export type Activity = (typeof ACTIVITIES)[number]

/** One thing that was recorded of a session. Milliseconds since 1970; the engine counts in whole seconds. */
export type SessionEvent =
  | { readonly kind: 'reserved'; readonly atMs: number }
  | { readonly kind: 'reservation-ended'; readonly atMs: number; readonly outcome: ReservationOutcome }
  | { readonly kind: 'started'; readonly atMs: number }
  | { readonly kind: 'activity'; readonly atMs: number; readonly activity: Activity }
  | MeterSample
  /** Another of the tariffs is in force from here (the driver changed the charging preference). */
  | { readonly kind: 'tariff'; readonly atMs: number; readonly tariffId: string }
  /** Nothing was heard of the station for a while. The last activity is taken to have gone on. */
  | { readonly kind: 'gap'; readonly atMs: number; readonly untilMs: number }
  | { readonly kind: 'ended'; readonly atMs: number }

export const OUTCOMES = ['used', 'expired', 'cancelled'] as const
export type ReservationOutcome = (typeof OUTCOMES)[number]

export interface MeterSample {
  readonly kind: 'meter'
  readonly atMs: number
  /** The import register, from any origin; it never falls. */
  readonly registerWh: number
  /** Sum over the phases, until the next sample. Power needs no reading: it is energy by time. */
  readonly currentA?: number
}

/** A session as it was recorded; the order of the events does not matter. */
export interface RecordedSession {
  readonly kind: 'recorded'
  /** IANA name, of the location. */
  readonly timeZone: string
  readonly events: readonly SessionEvent[]
  /** What comes later is left out: the price at that moment. Absent: all that was recorded. */
  readonly asOfMs?: number
}

/** A session as a CDR tells it: in periods that its author has cut where prices change. */
export interface PeriodSession {
  readonly kind: 'periods'
  readonly timeZone: string
  readonly currency?: string
  readonly startMs: number
  readonly endMs: number
  readonly periods: readonly SessionPeriod[]
  /** No field of OCPI says it; whoever kept the reservation knows. */
  readonly isReservationExpired: boolean
}

export interface SessionPeriod {
  readonly startMs: number
  readonly energyMilliWh: number
  readonly chargingS: number
  readonly parkingS: number
  readonly reservationS: number
  readonly minPowerMilliW?: number
  readonly maxPowerMilliW?: number
  readonly minCurrentMilliA?: number
  readonly maxCurrentMilliA?: number
  readonly tariffId?: string
}

/** Everything that can be priced: live, finished, imported, or assumed (`assumeSession`). */
export type Session = RecordedSession | PeriodSession
