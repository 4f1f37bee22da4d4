import { DECIMAL_PLACES, type Decimal, divideRounded, powerOfTen } from './decimal.ts'

/**
 * An exact number: `over` / `under`, with `under` above zero. Prices per hour and gross prices have no finite decimals;
 * fractions let amounts be summed without rounding, so that it can happen once.
 */
export interface Fraction {
  readonly over: bigint
  readonly under: bigint
}

const DECIMAL_UNIT = 10n ** BigInt(DECIMAL_PLACES)

export const NOTHING: Fraction = { over: 0n, under: 1n }

export function fractionOf(value: Decimal): Fraction {
  return { over: value, under: DECIMAL_UNIT }
}

export function sum(a: Fraction, b: Fraction): Fraction {
  if (a.under === b.under) return { over: a.over + b.over, under: a.under }
  // Amounts of one session share few denominators; not multiplying them again keeps the numbers short.
  if (a.under % b.under === 0n) return { over: a.over + b.over * (a.under / b.under), under: a.under }
  if (b.under % a.under === 0n) return { over: b.over + a.over * (b.under / a.under), under: b.under }
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
}

export function difference(a: Fraction, b: Fraction): Fraction {
  return sum(a, { over: -b.over, under: b.under })
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under }
}

/** `a` divided by `b`, which is not zero. */
export function quotient(a: Fraction, b: Fraction): Fraction {
  const isNegative = b.over < 0n
  return { over: a.over * (isNegative ? -b.under : b.under), under: a.under * (isNegative ? -b.over : b.over) }
}

/** Below zero when `a` is smaller, zero when equal, above zero when larger. */
export function compare(a: Fraction, b: Fraction): number {
  const left = a.over * b.under
  const right = b.over * a.under
  return left < right ? -1 : left > right ? 1 : 0
}

/** The nearest whole number of units of ten to the power of minus `places`, halves away from zero. */
export function roundFraction(value: Fraction, places: number): bigint {
  return divideRounded(value.over * powerOfTen(places), value.under)
}

/** Decimal text with exactly `places` decimals, rounded half away from zero. */
export function fractionText(value: Fraction, places: number): string {
  const rounded = roundFraction(value, places)
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const sign = rounded < 0n ? '-' : ''
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`
}

/** The same number with the smallest denominator; for what is kept and used often. */
export function reduce({ over, under }: Fraction): Fraction {
  const divisor = greatestCommonDivisor(over < 0n ? -over : over, under)
  return over === 0n ? NOTHING : { over: over / divisor, under: under / divisor }
}

/** Of two numbers above zero. */
export function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return (a / greatestCommonDivisor(a, b)) * b
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [divisor, rest] = [a, b]
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest]
  return divisor
}
