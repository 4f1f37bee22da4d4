import { type Decimal, decimal } from '../money/decimal.ts'
import { type Fraction, fractionOf, quotient, reduce, sum, times } from '../money/fraction.ts'
import type { PriceComponent, Tariff, Tax } from './tariff.ts'

const HUNDRED = fractionOf(decimal('100'))
const ONE = fractionOf(decimal('1'))

/** How the taxes of one component turn a net amount into a gross one. */
export interface TaxRule {
  readonly taxes: readonly Tax[]
  /** Gross for each unit of net; exact. */
  readonly factor: Fraction
  /** Whether the price of the component is the gross one. */
  readonly isIncluded: boolean
  /** False when there are taxes but nobody says which: then the net amount and the gross one are given as the same. */
  readonly isKnown: boolean
}

export interface TaxedAmounts {
  readonly net: Fraction
  readonly gross: Fraction
}

/** The same tariff with taxes of the place on all components that state no `vat`. */
export function withTaxes<Currency extends string>(tariff: Tariff<Currency>, taxes: readonly Tax[]): Tariff<Currency> {
  return { ...tariff, taxes }
}

export function taxRuleOf(tariff: Tariff, component: PriceComponent): TaxRule {
  if (tariff.taxIncluded === 'N/A') return { taxes: [], factor: ONE, isIncluded: false, isKnown: true }
  const taxes = taxesOf(tariff, component)
  return {
    taxes,
    factor: reduce(factorOf(taxes)),
    isIncluded: tariff.taxIncluded === 'YES',
    isKnown: component.vatPercent !== undefined || tariff.taxes !== undefined,
  }
}

function taxesOf(tariff: Tariff, { dimension, vatPercent }: PriceComponent): readonly Tax[] {
  if (vatPercent !== undefined) return [{ name: 'VAT', percent: vatPercent, stack: 0 }]
  return (tariff.taxes ?? []).filter((tax) => tax.dimensions?.includes(dimension) ?? true)
}

/** Net and gross of an amount that is one or the other. */
export function applyTaxes(rule: TaxRule, basis: Fraction): TaxedAmounts {
  if (rule.taxes.length === 0) return { net: basis, gross: basis }
  return rule.isIncluded
    ? { net: quotient(basis, rule.factor), gross: basis }
    : { net: basis, gross: times(basis, rule.factor) }
}

/** Each tax on a net amount: what it is taken of, and how much it is. Their sum is gross less net. */
export function splitTaxes(rule: TaxRule, net: Fraction): { tax: Tax; base: Fraction; amount: Fraction }[] {
  let base = net
  return levelsOf(rule.taxes).flatMap((level) => {
    const levelBase = base
    base = times(base, factorOfLevel(level))
    return level.map((tax) => ({ tax, base: levelBase, amount: times(levelBase, percentOf(tax.percent)) }))
  })
}

function factorOf(taxes: readonly Tax[]): Fraction {
  return levelsOf(taxes).reduce((factor, level) => times(factor, factorOfLevel(level)), ONE)
}

function factorOfLevel(level: readonly Tax[]): Fraction {
  return level.reduce((factor, tax) => sum(factor, percentOf(tax.percent)), ONE)
}

function levelsOf(taxes: readonly Tax[]): Tax[][] {
  const stacks = [...new Set(taxes.map((tax) => tax.stack))].sort((a, b) => a - b)
  return stacks.map((stack) => taxes.filter((tax) => tax.stack === stack))
}

function percentOf(percent: Decimal): Fraction {
  return quotient(fractionOf(percent), HUNDRED)
}
