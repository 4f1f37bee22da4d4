import { decimalText } from '../money/decimal.ts'
import { moneyText } from '../money/money.ts'
import type { Note } from '../session/note.ts'
import type { Tax } from '../tariff/tariff.ts'
import type { Amounts } from './amounts.ts'
import type { Category, PriceLine } from './line.ts'
import type { Price, Quantities } from './price.ts'

/** Places of exact amounts in a snapshot: far below any smallest unit. */
const PLACES = 9

/** A price as plain JSON, to be stored with a receipt: decimals as text, smallest units as whole numbers. */
export interface PriceSnapshot {
  readonly currency: string
  readonly lines: readonly LineSnapshot[]
  readonly total: AmountsSnapshot
  readonly totals: Readonly<Record<Category, AmountsSnapshot>>
  readonly taxes: readonly TaxSnapshot[]
  readonly measured: Quantities
  readonly billed: Quantities
  readonly notes: readonly Note[]
}

/** Exact amounts to nine decimals, and the rounded ones in smallest units. */
export interface AmountsSnapshot {
  readonly net: string
  readonly tax: string
  readonly gross: string
  readonly rounded: { readonly net: number; readonly tax: number; readonly gross: number }
}

export interface LineSnapshot extends AmountsSnapshot {
  readonly category: Category
  readonly tariffId: string
  readonly reason: PriceLine['reason']
  /** What follows is there for lines of a component, not for limits. */
  readonly context?: string
  readonly dimension?: string
  readonly elementIndex?: number
  readonly quantity?: number
  readonly unitPrice?: string
  readonly isTaxIncluded?: boolean
  readonly taxes?: readonly NamedTax[]
  readonly fromS?: number
  readonly toS?: number
}

export interface NamedTax {
  readonly name: string
  readonly percent: string
}

export interface TaxSnapshot {
  readonly tax: NamedTax | null
  readonly base: string
  readonly amount: string
  readonly rounded: number
}

/** The price in a form that JSON can hold. Amounts above nine quadrillion smallest units do not occur. */
export function snapshotPrice(price: Price): PriceSnapshot {
  const { currency, lines, total, totals, taxes, measured, billed, notes } = price
  return {
    currency,
    lines: lines.map(lineSnapshot),
    total: amountsSnapshot(total),
    totals: {
      energy: amountsSnapshot(totals.energy),
      time: amountsSnapshot(totals.time),
      parking: amountsSnapshot(totals.parking),
      fixed: amountsSnapshot(totals.fixed),
      reservation: amountsSnapshot(totals.reservation),
      limit: amountsSnapshot(totals.limit),
    },
    taxes: taxes.map(({ tax, base, amount, rounded }) => ({
      tax: tax === undefined ? null : named(tax),
      base: moneyText(base, PLACES),
      amount: moneyText(amount, PLACES),
      rounded: Number(rounded),
    })),
    ...{ measured, billed, notes },
  }
}

function lineSnapshot(line: PriceLine): LineSnapshot {
  const { category, tariffId, reason } = line
  const base = { category, tariffId, reason, ...amountsSnapshot(line) }
  if (line.category === 'limit') return base
  const { context, dimension, elementIndex, quantity, isTaxIncluded, fromS, toS } = line
  return {
    ...base,
    ...{ context, dimension, elementIndex, quantity, isTaxIncluded, fromS, toS },
    unitPrice: decimalText(line.unitPrice),
    taxes: line.taxes.map(named),
  }
}

function amountsSnapshot({ net, tax, gross, rounded }: Amounts): AmountsSnapshot {
  return {
    net: moneyText(net, PLACES),
    tax: moneyText(tax, PLACES),
    gross: moneyText(gross, PLACES),
    rounded: { net: Number(rounded.net), tax: Number(rounded.tax), gross: Number(rounded.gross) },
  }
}

function named({ name, percent }: Tax): NamedTax {
  return { name, percent: decimalText(percent) }
}
