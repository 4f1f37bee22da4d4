import type { Decimal } from '../money/decimal.ts'
import { compare, difference, type Fraction, NOTHING, sum, times } from '../money/fraction.ts'
import { type Money, money, subtract } from '../money/money.ts'
import type { Category, PriceLine } from '../price/line.ts'
import type { Price } from '../price/price.ts'
import type { Dimension } from '../tariff/tariff.ts'

/** One reason why two prices differ, and how much of the difference it explains, after taxes. */
export type Difference<Currency extends string = string> = DifferenceReason & {
  readonly category: Category
  readonly gross: Money<Currency>
}

export type DifferenceReason =
  /** The amount differs; valued at the price before. mWh, seconds or 1. */
  | { readonly kind: 'quantity'; readonly dimension: Dimension; readonly before: number; readonly after: number }
  /** The price of a unit differs, or its taxes; for the amount after. */
  | { readonly kind: 'unit-price'; readonly dimension: Dimension; readonly before: Decimal; readonly after: Decimal }
  | { readonly kind: 'taxes'; readonly dimension: Dimension }
  /** Only one of them has it. */
  | { readonly kind: 'only-before'; readonly dimension: Dimension }
  | { readonly kind: 'only-after'; readonly dimension: Dimension }
  | { readonly kind: 'limit'; readonly limit: 'min-price' | 'max-price' }

export interface PriceDifference<Currency extends string = string> {
  readonly total: Money<Currency>
  /** Largest first; together they are exactly the total. */
  readonly reasons: readonly Difference<Currency>[]
}

/** Lines of one component, or of one limit, on one side. */
interface Side {
  readonly line: PriceLine
  readonly quantity: number
  readonly gross: Fraction
}

interface Pairing {
  readonly before?: Side
  readonly after?: Side
}

/** Why `after` is not `before`: the same lines of both are compared. Prices of two currencies do not compile. */
export function explainDifference<Currency extends string>(
  before: Price<Currency>,
  after: Price<NoInfer<Currency>>,
): PriceDifference<Currency> {
  const [olds, news] = [sidesOf(before.lines), sidesOf(after.lines)]
  const pairings = [...new Set([...olds.keys(), ...news.keys()])].map((key) => pairUp(olds.get(key), news.get(key)))
  const reasons = pairings.flatMap(reasonsOf).map(({ gross, ...reason }) => ({
    ...reason,
    gross: money(before.currency, gross),
  }))
  return {
    total: subtract(after.total.gross, before.total.gross),
    reasons: reasons.sort((a, b) => compare(sizeOf(b), sizeOf(a))),
  }
}

function pairUp(before: Side | undefined, after: Side | undefined): Pairing {
  return { ...(before && { before }), ...(after && { after }) }
}

function sidesOf(lines: readonly PriceLine[]): Map<string, Side> {
  const sides = new Map<string, Side>()
  for (const line of lines) {
    const known = sides.get(keyOf(line))
    const quantity = line.category === 'limit' ? 1 : line.quantity
    sides.set(keyOf(line), {
      line,
      quantity: quantity + (known?.quantity ?? 0),
      gross: sum(line.gross.amount, known?.gross ?? NOTHING),
    })
  }
  return sides
}

/** The tariff's id is left out, so that a tariff can be compared with its next version. */
function keyOf(line: PriceLine): string {
  if (line.category === 'limit') return line.reason.kind
  return [line.elementIndex, line.dimension, line.context, line.reason.kind].join()
}

function sizeOf({ gross }: Difference): Fraction {
  const { over, under } = gross.amount
  return { over: over < 0n ? -over : over, under }
}

type RawReason = DifferenceReason & { readonly category: Category; readonly gross: Fraction }

function reasonsOf({ before, after }: Pairing): RawReason[] {
  const line = (after ?? before)?.line
  const gross = difference(after?.gross ?? NOTHING, before?.gross ?? NOTHING)
  if (line === undefined || gross.over === 0n) return []
  const { category } = line
  if (category === 'limit') return [{ kind: 'limit', limit: line.reason.kind, category, gross }]
  const { dimension } = line
  if (before === undefined) return [{ kind: 'only-after', dimension, category, gross }]
  if (after === undefined) return [{ kind: 'only-before', dimension, category, gross }]
  return changesOf(before, after)
}

/** The change of the amount at the old price, then the change of the price at the new amount: nothing is left over. */
function changesOf(before: Side, after: Side): RawReason[] {
  const [old, now] = [before.line, after.line]
  if (old.category === 'limit' || now.category === 'limit') return []
  const { dimension, category } = now
  const ofAmount = times(before.gross, {
    over: BigInt(after.quantity - before.quantity),
    under: BigInt(before.quantity),
  })
  const ofPrice = difference(difference(after.gross, before.gross), ofAmount)
  const quantity = { kind: 'quantity', dimension, before: before.quantity, after: after.quantity } as const
  const price = { kind: 'unit-price', dimension, before: old.unitPrice, after: now.unitPrice } as const
  const other = old.unitPrice === now.unitPrice ? ({ kind: 'taxes', dimension } as const) : price
  const parts: RawReason[] = [
    { ...quantity, category, gross: ofAmount },
    { ...other, category, gross: ofPrice },
  ]
  return parts.filter(({ gross }) => gross.over !== 0n)
}
