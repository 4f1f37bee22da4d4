declare const brand: unique symbol

/** An exact decimal with nine places, as its integer number of billionths. */
export type Decimal = bigint & { readonly [brand]: 'Decimal' }

export const DECIMAL_PLACES = 9
const ONE = 10n ** BigInt(DECIMAL_PLACES)
/** Nothing that is priced or counted comes near it; what is larger is a mistake or an attack. */
const LARGEST = 10n ** 15n * ONE
const NUMBER = /^([+-]?)(\d{0,30})(?:\.(\d{0,60}))?(?:e([+-]?\d{1,3}))?$/i

export function ofBillionths(billionths: bigint): Decimal {
  return billionths as Decimal
}

const POWERS = Array.from({ length: 30 }, (_, exponent) => 10n ** BigInt(exponent))

/** Ten to the power of `exponent`, which is a whole number not below zero. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent)
}

export const ZERO: Decimal = ofBillionths(0n)

/**
 * Reads a JSON number, or a number written as text, as peers send both. A number is taken by its shortest decimal
 * writing, so that 0.1 is exactly 0.1. Further places than nine are rounded half away from zero. `undefined`: no number.
 */
export function parseDecimal(value: unknown): Decimal | undefined {
  if (typeof value === 'number') return parseText(String(value))
  return typeof value === 'string' && value.length <= 64 ? parseText(value.trim()) : undefined
}

/** For constants in code; throws when the text is no number. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text)
  if (value === undefined) throw new RangeError(`${text} is no decimal number`)
  return value
}

function parseText(text: string): Decimal | undefined {
  const match = NUMBER.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const shift = DECIMAL_PLACES + Number(exponent) - fraction.length
  const digits = BigInt(whole + fraction)
  const size = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift))
  if (size > LARGEST) return undefined
  return ofBillionths(sign === '-' ? -size : size)
}

/** Division rounded to the nearest integer, halves away from zero. `divisor` is above zero. */
export function divideRounded(value: bigint, divisor: bigint): bigint {
  const doubled = value * 2n
  return (value < 0n ? doubled - divisor : doubled + divisor) / (divisor * 2n)
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return ofBillionths(divideRounded(a * b, ONE))
}

/** Division rounded to nine places. `divisor` is above zero. */
export function divide(a: Decimal, divisor: Decimal): Decimal {
  return ofBillionths(divideRounded(a * ONE, divisor))
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  return ofBillionths(a + b)
}

export function atLeast(value: Decimal, floor: Decimal | undefined): Decimal {
  return floor !== undefined && value < floor ? floor : value
}

export function atMost(value: Decimal, cap: Decimal | undefined): Decimal {
  return cap !== undefined && value > cap ? cap : value
}

/** Rounds to at most `places` decimals, halves away from zero. OCPI writes numbers with at most four (types, number). */
export function roundDecimal(value: Decimal, places: number): Decimal {
  const unit = 10n ** BigInt(DECIMAL_PLACES - places)
  return ofBillionths(divideRounded(value, unit) * unit)
}

/** Plain decimal text without trailing zeros, but with at least `places` decimals. */
export function decimalText(value: Decimal, places = 0): string {
  const size = value < 0n ? -value : value
  const fraction = (size % ONE).toString().padStart(DECIMAL_PLACES, '0')
  const kept = fraction.replace(/0+$/, '').padEnd(places, '0')
  return `${value < 0n ? '-' : ''}${size / ONE}${kept === '' ? '' : `.${kept}`}`
}

/** For JSON only: the double nearest to the decimal, which prints as the same digits up to fifteen of them. */
export function toJsonNumber(value: Decimal): number {
  return Number(decimalText(value))
}

/** `value` times ten to the power of `places`, rounded to a whole number. For volumes, never for money. */
export function toScaledInteger(value: Decimal, places: number): number {
  const scaled = places >= DECIMAL_PLACES ? value * 10n ** BigInt(places - DECIMAL_PLACES) : undefined
  return Number(scaled ?? divideRounded(value, 10n ** BigInt(DECIMAL_PLACES - places)))
}

/** A whole number of units of ten to the power of minus `places`. */
export function fromScaledInteger(units: number, places: number): Decimal {
  return ofBillionths(BigInt(units) * 10n ** BigInt(DECIMAL_PLACES - places))
}
