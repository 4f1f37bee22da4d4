import { minorUnitPlaces } from '../money/currency.ts'
import { distribute } from '../money/distribute.ts'
import { difference, roundFraction } from '../money/fraction.ts'
import { minorUnits, money } from '../money/money.ts'
import { type Amounts, type Pair, type RoundedAmounts, sumPairs } from './amounts.ts'
import { CATEGORIES, type Category } from './line.ts'

/** The one place where money is rounded: net and gross of the total, each to the smallest unit, halves away from zero. */
export function roundTotal<Currency extends string>(currency: Currency, total: Pair): RoundedAmounts<Currency> {
  const places = minorUnitPlaces(currency)
  return roundedAmounts(currency, roundFraction(total.net, places), roundFraction(total.gross, places))
}

/** Shares of a rounded total for its parts, which add up to it. */
export function roundParts<Currency extends string>(
  currency: Currency,
  total: RoundedAmounts<Currency>,
  parts: readonly Pair[],
): RoundedAmounts<Currency>[] {
  const nets = distribute(
    currency,
    total.net,
    parts.map(({ net }) => net),
  )
  const grosses = distribute(
    currency,
    total.gross,
    parts.map(({ gross }) => gross),
  )
  return parts.map((_, at) => roundedAmounts(currency, nets[at] ?? 0n, grosses[at] ?? 0n))
}

export function amountsOf<Currency extends string>(
  currency: Currency,
  { net, gross }: Pair,
  rounded: RoundedAmounts<Currency>,
): Amounts<Currency> {
  return {
    net: money(currency, net),
    tax: money(currency, difference(gross, net)),
    gross: money(currency, gross),
    rounded,
  }
}

/** What each category comes to: sums of its lines, exact and rounded. */
export function categoryTotals<Currency extends string>(
  currency: Currency,
  parts: readonly { readonly category: Category; readonly pair: Pair; readonly rounded: RoundedAmounts<Currency> }[],
): Record<Category, Amounts<Currency>> {
  const totalOf = (category: Category) => {
    const own = parts.filter((part) => part.category === category)
    const net = own.reduce((all, { rounded }) => all + rounded.net, 0n)
    const gross = own.reduce((all, { rounded }) => all + rounded.gross, 0n)
    return amountsOf(currency, sumPairs(own.map(({ pair }) => pair)), roundedAmounts(currency, net, gross))
  }
  const [energy, time, parking, fixed, reservation, limit] = CATEGORIES
  return {
    energy: totalOf(energy),
    time: totalOf(time),
    parking: totalOf(parking),
    fixed: totalOf(fixed),
    reservation: totalOf(reservation),
    limit: totalOf(limit),
  }
}

function roundedAmounts<Currency extends string>(currency: Currency, net: bigint, gross: bigint) {
  return {
    net: minorUnits(currency, net),
    tax: minorUnits(currency, gross - net),
    gross: minorUnits(currency, gross),
  }
}
