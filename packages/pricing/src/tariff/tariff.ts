import type { Decimal } from '../money/decimal.ts'
import type { DayOfWeek } from '../time/local-clock.ts'

/** What a component prices, in OCPI's names: kWh, hours of charging, hours of parking, once. */
export const DIMENSIONS = ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export const TARIFF_TYPES = ['AD_HOC_PAYMENT', 'PROFILE_CHEAP', 'PROFILE_FAST', 'PROFILE_GREEN', 'REGULAR'] as const
export type TariffType = (typeof TARIFF_TYPES)[number]

/**
 * Whether prices hold the taxes (YES), lack them (NO), or none apply (N/A): `tax_included` of OCPI 2.3.0. A tariff of
 * 2.2.1 is NO, because its prices exclude VAT.
 */
export const TAX_INCLUDED = ['YES', 'NO', 'N/A'] as const
export type TaxIncluded = (typeof TAX_INCLUDED)[number]

/** Prices and rules of one currency; what OCPI calls Tariff, read once and trusted from then on. */
export interface Tariff<Currency extends string = string> {
  readonly id: string
  readonly countryCode?: string
  readonly partyId?: string
  readonly currency: Currency
  /** Absent: for all. */
  readonly type?: TariffType
  readonly taxIncluded: TaxIncluded
  /** Their order decides: the first that fits wins, for each dimension by itself. */
  readonly elements: readonly TariffElement[]
  readonly minPrice?: PriceLimit
  readonly maxPrice?: PriceLimit
  /** Unix seconds. A session keeps the tariff that it began with. */
  readonly validFromS?: number
  /** Exclusive. */
  readonly validToS?: number
  /** Taxes of the place on every component that states no `vat`: OCPI cannot write the stacked taxes of the US. */
  readonly taxes?: readonly Tax[]
  readonly altText?: readonly DisplayText[]
  readonly altUrl?: string
  /** Unix seconds. */
  readonly lastUpdatedS: number
  /** Members of the JSON object that this model does not know, kept for the way back. */
  readonly otherFields?: Readonly<Record<string, unknown>>
}

export interface DisplayText {
  readonly language: string
  readonly text: string
}

/** A limit of the whole session's price, before and after taxes. Each holds by itself. */
export interface PriceLimit {
  readonly net?: Decimal
  readonly gross?: Decimal
}

export interface TariffElement {
  readonly components: readonly PriceComponent[]
  readonly restrictions?: Restrictions
}

export interface PriceComponent {
  readonly dimension: Dimension
  /** Per kWh, per hour, or once. */
  readonly price: Decimal
  /** Percent. Absent: none is stated, which is not the same as 0. */
  readonly vatPercent?: Decimal
  /** The amount is rounded up to a multiple of it: Wh, or seconds. 0: it is not rounded. */
  readonly stepSize: number
}

/** A tax of the place. `stack` 0 is on the price, 1 on the price with the taxes of stack 0, and so on, as OCPP 2.1 has it. */
export interface Tax {
  readonly name: string
  readonly percent: Decimal
  readonly stack: number
  /** Absent: on all. */
  readonly dimensions?: readonly Dimension[]
}

export type ReservationRestriction = 'RESERVATION' | 'RESERVATION_EXPIRES'

/** All of them must hold. Minima are inclusive, maxima exclusive, as are starts and ends. */
export interface Restrictions {
  /** Seconds since local midnight. */
  readonly startTimeS?: number
  /** Seconds since local midnight; 0 is the end of the day. Before the start: over midnight. */
  readonly endTimeS?: number
  /** Days since 1970, local. */
  readonly startDay?: number
  readonly endDay?: number
  readonly daysOfWeek?: readonly DayOfWeek[]
  /** Energy charged so far in the session. */
  readonly minEnergyMilliWh?: number
  readonly maxEnergyMilliWh?: number
  /** Sum over the phases. */
  readonly minCurrentMilliA?: number
  readonly maxCurrentMilliA?: number
  readonly minPowerMilliW?: number
  readonly maxPowerMilliW?: number
  /** Since the session's start; of a reservation, since the reservation's. */
  readonly minDurationS?: number
  readonly maxDurationS?: number
  readonly reservation?: ReservationRestriction
  /** Restrictions that this model does not know. They are kept, but cannot be judged: they restrict nothing. */
  readonly otherFields?: Readonly<Record<string, unknown>>
}
