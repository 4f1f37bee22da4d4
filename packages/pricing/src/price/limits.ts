import type { Decimal } from '../money/decimal.ts'
import { compare, difference, type Fraction, fractionOf, quotient, times } from '../money/fraction.ts'
import type { Note } from '../session/note.ts'
import type { CompiledTariff } from '../tariff/compile.ts'
import type { PriceLimit } from '../tariff/tariff.ts'
import { applyTaxes, type TaxRule } from '../tariff/taxes.ts'
import { differencePair, type Pair } from './amounts.ts'

export interface LimitAdjustment {
  readonly limit: 'min' | 'max'
  /** What is added; below zero for a maximum. */
  readonly pair: Pair
}

/** The adjustments that bring a sum within the limits of a tariff, and how they came about. */
export interface Limited {
  readonly adjustments: readonly LimitAdjustment[]
  readonly notes: readonly Note[]
}

/**
 * Applies min_price and max_price (OCPI Tariff): to the whole, reservation and fixed prices with it, after the steps.
 * Net and gross are limited each by its own limit; when only one of them is limited, the other follows in proportion.
 * `hasSession` is false for a reservation alone, to which no minimum applies.
 */
export function applyLimits(compiled: CompiledTariff, sum: Pair, hasSession: boolean): Limited {
  const { minPrice, maxPrice } = compiled.tariff
  const raised = minPrice === undefined || !hasSession ? sum : limit(compiled, sum, minPrice, 'min')
  const lowered = maxPrice === undefined ? raised : limit(compiled, raised, maxPrice, 'max')
  return {
    adjustments: [...adjustment('min', sum, raised), ...adjustment('max', raised, lowered)],
    notes: [...derivation('min', minPrice, sum, raised), ...derivation('max', maxPrice, raised, lowered)],
  }
}

function limit(compiled: CompiledTariff, before: Pair, bound: PriceLimit, kind: 'min' | 'max'): Pair {
  const net = bounded(before.net, bound.net, kind)
  const gross = bounded(before.gross, bound.gross, kind)
  if (bound.gross === undefined && net !== before.net) return { net, gross: grossFor(compiled, before, net) }
  if (bound.net === undefined && gross !== before.gross) return { net: netFor(compiled, before, gross), gross }
  return { net, gross }
}

function bounded(value: Fraction, limit: Decimal | undefined, kind: 'min' | 'max'): Fraction {
  if (limit === undefined) return value
  const bound = fractionOf(limit)
  const isOutside = kind === 'min' ? compare(value, bound) < 0 : compare(value, bound) > 0
  return isOutside ? bound : value
}

function grossFor(compiled: CompiledTariff, { net, gross }: Pair, limited: Fraction): Fraction {
  if (net.over > 0n) return times(limited, quotient(gross, net))
  return applyTaxes({ ...heaviestTaxes(compiled), isIncluded: false }, limited).gross
}

function netFor(compiled: CompiledTariff, { net, gross }: Pair, limited: Fraction): Fraction {
  if (gross.over > 0n) return times(limited, quotient(net, gross))
  return applyTaxes({ ...heaviestTaxes(compiled), isIncluded: true }, limited).net
}

/** Nothing was charged that would say how the limit is taxed: the highest taxes of the tariff. */
export function heaviestTaxes({ candidates }: CompiledTariff): TaxRule {
  const rules = candidates.map(({ taxRule }) => taxRule)
  const none: TaxRule = { taxes: [], factor: { over: 1n, under: 1n }, isIncluded: false, isKnown: true }
  return rules.reduce((best, rule) => (compare(rule.factor, best.factor) > 0 ? rule : best), none)
}

function adjustment(kind: 'min' | 'max', before: Pair, after: Pair): LimitAdjustment[] {
  return before === after || isSame(before, after) ? [] : [{ limit: kind, pair: differencePair(after, before) }]
}

function isSame(a: Pair, b: Pair): boolean {
  return difference(a.net, b.net).over === 0n && difference(a.gross, b.gross).over === 0n
}

function derivation(kind: 'min' | 'max', bound: PriceLimit | undefined, before: Pair, after: Pair): Note[] {
  if (bound === undefined || before === after || isSame(before, after)) return []
  if (bound.gross === undefined) return [{ kind: 'limit-derived', limit: kind, derived: 'gross' }]
  return bound.net === undefined ? [{ kind: 'limit-derived', limit: kind, derived: 'net' }] : []
}
