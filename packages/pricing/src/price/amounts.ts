import { difference, type Fraction, NOTHING, sum } from '../money/fraction.ts'
import type { MinorUnits, Money } from '../money/money.ts'

/** An amount before, of, and after taxes; exact. */
export interface Amounts<Currency extends string = string> {
  readonly net: Money<Currency>
  readonly tax: Money<Currency>
  readonly gross: Money<Currency>
  /**
   * The same in smallest units of the currency. Of a total: rounded, halves away from zero, tax being the difference.
   * Of a part: its share of the rounded total, so that the parts of a receipt add up to it.
   */
  readonly rounded: RoundedAmounts<Currency>
}

export interface RoundedAmounts<Currency extends string = string> {
  readonly net: MinorUnits<Currency>
  readonly tax: MinorUnits<Currency>
  readonly gross: MinorUnits<Currency>
}

/** Net and gross before they are given a currency. */
export interface Pair {
  readonly net: Fraction
  readonly gross: Fraction
}

export const NO_AMOUNT: Pair = { net: NOTHING, gross: NOTHING }

export function sumPairs(pairs: readonly Pair[]): Pair {
  return pairs.reduce((all, one) => ({ net: sum(all.net, one.net), gross: sum(all.gross, one.gross) }), NO_AMOUNT)
}

export function differencePair(a: Pair, b: Pair): Pair {
  return { net: difference(a.net, b.net), gross: difference(a.gross, b.gross) }
}
