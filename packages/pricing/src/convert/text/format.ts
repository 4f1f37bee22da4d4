import { minorUnitPlaces } from '../../money/currency.ts'
import { type Decimal, ofBillionths, toJsonNumber } from '../../money/decimal.ts'
import { type Fraction, roundFraction } from '../../money/fraction.ts'

/** Prices of a unit are shown with up to four decimals, as OCPI writes them. */
const PRICE_PLACES = 4

const formats = new Map<string, Intl.NumberFormat>()

/** A price in the writing of a locale. The double that Intl takes holds the digits that are shown. */
export function priceText(locale: string, currency: string, price: Fraction): string {
  const key = `${locale} ${currency}`
  const minimumFractionDigits = minorUnitPlaces(currency)
  const maximumFractionDigits = Math.max(PRICE_PLACES, minimumFractionDigits)
  const style = { style: 'currency', currency, minimumFractionDigits, maximumFractionDigits } as const
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, style)
  formats.set(key, format)
  return format.format(
    toJsonNumber(ofBillionths(roundFraction(price, maximumFractionDigits) * 10n ** BigInt(9 - maximumFractionDigits))),
  )
}

export function numberText(locale: string, value: Decimal): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(toJsonNumber(value))
}
