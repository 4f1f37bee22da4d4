import { distribute } from '../money/distribute.ts'
import { difference, type Fraction, NOTHING, quotient, sum, times } from '../money/fraction.ts'
import { type MinorUnits, type Money, minorUnits, money } from '../money/money.ts'
import type { Tax } from '../tariff/tariff.ts'
import type { Pair } from './amounts.ts'
import { multiple, type RawLine } from './component-lines.ts'

/** One tax of a price; together they are the total's tax. */
export interface TaxTotal<Currency extends string = string> {
  /** Undefined: a limit of the tariff states net and gross, and nothing was charged that says by which tax they differ. */
  readonly tax: Tax | undefined
  /** What it is taken of. */
  readonly base: Money<Currency>
  readonly amount: Money<Currency>
  /** Its share of the rounded tax, in smallest units. */
  readonly rounded: MinorUnits<Currency>
}

interface RawTotal {
  readonly tax: Tax | undefined
  readonly base: Fraction
  readonly amount: Fraction
}

/** The taxes of all lines by name and rate. What a minimum or maximum changes is spread over them in proportion. */
export function taxTotals<Currency extends string>(
  currency: Currency,
  lines: readonly RawLine[],
  total: Pair,
  roundedTax: bigint,
): TaxTotal<Currency>[] {
  const exact = scaleTo(mergeTaxes(lines), total)
  const rounded = distribute(
    currency,
    roundedTax,
    exact.map(({ amount }) => amount),
  )
  return exact.map(({ tax, base, amount }, at) => ({
    tax,
    base: money(currency, base),
    amount: money(currency, amount),
    rounded: minorUnits(currency, rounded[at] ?? 0n),
  }))
}

function mergeTaxes(lines: readonly RawLine[]): RawTotal[] {
  const totals: RawTotal[] = []
  for (const { candidate, quantity } of lines) {
    for (const one of candidate.unit.taxes) {
      const { tax } = one
      const [base, amount] = [multiple(one.base, quantity), multiple(one.amount, quantity)]
      const at = totals.findIndex((one) => one.tax !== undefined && isSameTax(one.tax, tax))
      const known = totals[at]
      if (known === undefined) totals.push({ tax, base, amount })
      else totals[at] = { tax, base: sum(known.base, base), amount: sum(known.amount, amount) }
    }
  }
  return totals
}

function isSameTax(a: Tax, b: Tax): boolean {
  return a === b || (a.name === b.name && a.percent === b.percent && a.stack === b.stack)
}

function scaleTo(totals: readonly RawTotal[], total: Pair): readonly RawTotal[] {
  const wanted = difference(total.gross, total.net)
  const present = totals.reduce((all, { amount }) => sum(all, amount), NOTHING)
  const missing = difference(wanted, present)
  if (missing.over === 0n) return totals
  if (present.over === 0n) return [...totals, { tax: undefined, base: total.net, amount: missing }]
  const factor = quotient(wanted, present)
  return totals.map(({ tax, base, amount }) => ({ tax, base: times(base, factor), amount: times(amount, factor) }))
}
