import { minorUnitPlaces } from '../money/currency.ts'
import { distribute } from '../money/distribute.ts'
import { difference, roundFraction } from '../money/fraction.ts'
import { minorUnits, money } from '../money/money.ts'
import { type Amounts, NO_AMOUNT, type Pair, type RoundedAmounts, sumPairs } from './amounts.ts'
import type { Category } from './line.ts'

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
  const none = nothing(currency)
  const totals: Record<Category, Amounts<Currency>> = {
    ...{ energy: none, time: none, parking: none, fixed: none, reservation: none, limit: none },
  }
  for (const { category, pair, rounded } of parts) {
    const before = totals[category]
    if (before === none) {
      totals[category] = amountsOf(currency, pair, rounded)
      continue
    }
    const both = sumPairs([{ net: before.net.amount, gross: before.gross.amount }, pair])
    const net = before.rounded.net + rounded.net
    totals[category] = amountsOf(currency, both, roundedAmounts(currency, net, before.rounded.gross + rounded.gross))
  }
  return totals
}

function nothing<Currency extends string>(currency: Currency): Amounts<Currency> {
  return amountsOf(currency, NO_AMOUNT, roundedAmounts(currency, 0n, 0n))
}

function roundedAmounts<Currency extends string>(currency: Currency, net: bigint, gross: bigint) {
  return {
    net: minorUnits(currency, net),
    tax: minorUnits(currency, gross - net),
    gross: minorUnits(currency, gross),
  }
}
