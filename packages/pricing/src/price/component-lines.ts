import type { Fraction } from '../money/fraction.ts'
import type { Candidate } from '../tariff/compile.ts'
import type { Dimension } from '../tariff/tariff.ts'
import type { Pair } from './amounts.ts'
import type { Charge } from './charges.ts'
import type { ComponentLine, LineReason } from './line.ts'
import type { StepExcess } from './steps.ts'

/** A line that has its exact amounts, but no currency and no rounding yet. */
export interface RawLine {
  readonly line: Omit<ComponentLine, 'net' | 'tax' | 'gross' | 'rounded'>
  readonly pair: Pair
  readonly candidate: Candidate
  readonly quantity: bigint
}

/** The order in which the law wants prices named: energy, time, fixed, others (AFIR art. 5(4)). */
const ORDER: Readonly<Record<Dimension, number>> = { ENERGY: 0, TIME: 1, PARKING_TIME: 2, FLAT: 3 }
const CATEGORY = { ENERGY: 'energy', TIME: 'time', PARKING_TIME: 'parking', FLAT: 'fixed' } as const

/** One line for each charge and one for each step, in the order of a receipt: the session, then the reservation. */
export function componentLines(charges: readonly Charge[], excesses: readonly StepExcess[]): RawLine[] {
  const measured = charges.map((charge) => rawLine(charge, charge.quantity, reasonOf(charge)))
  const rounded = excesses.map(({ charge, excess }) => {
    const { stepSize } = charge.candidate.component
    return rawLine(charge, excess, { kind: 'step', stepSize })
  })
  return [...measured, ...rounded].sort((a, b) => rankOf(a) - rankOf(b))
}

function reasonOf({ candidate }: Charge): LineReason {
  return candidate.component.dimension === 'FLAT' ? { kind: 'fixed' } : { kind: 'consumption' }
}

function rankOf({ line }: RawLine): number {
  return ORDER[line.dimension] + (line.context === 'reservation' ? 10 : 0)
}

function rawLine(charge: Charge, quantity: number, reason: LineReason): RawLine {
  const { candidate, context, tariffId, fromS, toS } = charge
  const { component, elementIndex, taxRule, unit } = candidate
  const { dimension, price } = component
  const line = {
    category: context === 'reservation' ? ('reservation' as const) : CATEGORY[dimension],
    ...{ context, dimension, tariffId, elementIndex, quantity, reason, fromS, toS },
    unitPrice: price,
    isTaxIncluded: taxRule.isIncluded,
    taxes: taxRule.taxes,
  }
  const count = BigInt(quantity)
  return {
    line,
    pair: { net: multiple(unit.net, count), gross: multiple(unit.gross, count) },
    candidate,
    quantity: count,
  }
}

export function multiple({ over, under }: Fraction, count: bigint): Fraction {
  return { over: over * count, under }
}
