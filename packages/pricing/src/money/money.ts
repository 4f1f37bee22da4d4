import { minorUnitPlaces } from './currency.ts'
import type { Decimal } from './decimal.ts'
import {
  compare,
  difference,
  type Fraction,
  fractionOf,
  fractionText,
  NOTHING,
  roundFraction,
  sum,
} from './fraction.ts'

declare const brand: unique symbol

/** An exact amount of one currency. Only `money`, `add` and `subtract` make one. */
export interface Money<Currency extends string = string> {
  readonly currency: Currency
  readonly amount: Fraction
}

/** Whole smallest units of a currency (cents, yen, fils), as a ledger keeps them. */
export type MinorUnits<Currency extends string = string> = bigint & { readonly [brand]: Currency }

export function money<Currency extends string>(currency: Currency, amount: Fraction | Decimal): Money<Currency> {
  return { currency, amount: typeof amount === 'bigint' ? fractionOf(amount) : amount }
}

export function zero<Currency extends string>(currency: Currency): Money<Currency> {
  return { currency, amount: NOTHING }
}

/** The sum. Two currencies do not compile; where they are known only when running, mixing them throws. */
export function add<Currency extends string>(a: Money<Currency>, b: Money<NoInfer<Currency>>): Money<Currency> {
  return { currency: sameCurrency(a, b), amount: sum(a.amount, b.amount) }
}

export function subtract<Currency extends string>(a: Money<Currency>, b: Money<NoInfer<Currency>>): Money<Currency> {
  return { currency: sameCurrency(a, b), amount: difference(a.amount, b.amount) }
}

export function compareMoney<Currency extends string>(a: Money<Currency>, b: Money<NoInfer<Currency>>): number {
  sameCurrency(a, b)
  return compare(a.amount, b.amount)
}

/** Rounded to the smallest unit of the currency, halves away from zero. */
export function toMinorUnits<Currency extends string>({ currency, amount }: Money<Currency>): MinorUnits<Currency> {
  return minorUnits(currency, roundFraction(amount, minorUnitPlaces(currency)))
}

export function minorUnits<Currency extends string>(_currency: Currency, units: bigint): MinorUnits<Currency> {
  return units as MinorUnits<Currency>
}

/** Decimal text, with the places of the currency unless others are asked for: `12.50`, `1300`, `0.125`. */
export function moneyText({ currency, amount }: Money, places = minorUnitPlaces(currency)): string {
  return fractionText(amount, places)
}

function sameCurrency<Currency extends string>(a: Money<Currency>, b: Money<Currency>): Currency {
  if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not add up`)
  return a.currency
}
