import type { Zone } from '../time/zone.ts'
import type { Note } from './note.ts'

/** A stretch of time, and what of it is priced. */
export interface Stretch {
  /** Unix seconds. */
  readonly fromS: number
  readonly toS: number
  readonly energyMilliWh: number
  /** How much of each time is priced. In a slice that may be cut, one of them is its length and the others are 0. */
  readonly chargingS: number
  readonly parkingS: number
  readonly reservationS: number
}

/** A stretch of a session in which one thing happens at one power. */
export interface Slice extends Stretch {
  readonly context: 'session' | 'reservation'
  readonly powerMilliW: number | undefined
  readonly currentMilliA: number | undefined
  /** Undefined: the first of the tariffs. */
  readonly tariffId: string | undefined
  /** Priced by what is true at its start, because its author has cut it already (OCPI mod_cdrs, ChargingPeriod). */
  readonly isWhole: boolean
}

/** A session in order, whatever it was made from. */
export interface Timeline {
  readonly zone: Zone
  readonly slices: readonly Slice[]
  /** Unix seconds; undefined when there was nothing but a reservation. */
  readonly sessionStartS: number | undefined
  readonly reservationStartS: number | undefined
  readonly isReservationExpired: boolean
  readonly currency: string | undefined
  readonly notes: readonly Note[]
}
