import type { Decimal } from '../money/decimal.ts'
import type { Dimension, Tax } from '../tariff/tariff.ts'
import type { Amounts } from './amounts.ts'
import type { Context } from './charges.ts'

/** Parts of a total, as the cost fields of an OCPI CDR cut it; `limit` is what minimum and maximum change. */
export const CATEGORIES = ['energy', 'time', 'parking', 'fixed', 'reservation', 'limit'] as const
export type Category = (typeof CATEGORIES)[number]

/** One line of a price: what was charged, by which element, and why. */
export type PriceLine<Currency extends string = string> = ComponentLine<Currency> | LimitLine<Currency>

export interface ComponentLine<Currency extends string = string> extends Amounts<Currency> {
  readonly category: Exclude<Category, 'limit'>
  readonly context: Context
  readonly dimension: Dimension
  readonly tariffId: string
  /** Place in the tariff's elements. */
  readonly elementIndex: number
  /** mWh for ENERGY, seconds for TIME and PARKING_TIME, 1 for FLAT. */
  readonly quantity: number
  /** Per kWh, per hour, or once; with or without taxes as `isTaxIncluded` says. */
  readonly unitPrice: Decimal
  readonly isTaxIncluded: boolean
  readonly taxes: readonly Tax[]
  readonly reason: LineReason
  /** First and last moment, Unix seconds. */
  readonly fromS: number
  readonly toS: number
}

export interface LimitLine<Currency extends string = string> extends Amounts<Currency> {
  readonly category: 'limit'
  readonly tariffId: string
  readonly reason: { readonly kind: 'min-price' } | { readonly kind: 'max-price' }
}

export type LineReason =
  /** It was measured. */
  | { readonly kind: 'consumption' }
  /** Once for the session or the reservation. */
  | { readonly kind: 'fixed' }
  /** The sum was rounded up to a multiple of the step (Wh or seconds); the quantity is what that adds. */
  | { readonly kind: 'step'; readonly stepSize: number }
