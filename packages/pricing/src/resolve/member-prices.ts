import { type Decimal, decimal, divide, multiply, ofBillionths, roundDecimal } from '../money/decimal.ts'
import type { PriceComponent, Tariff } from '../tariff/tariff.ts'
import type { MemberPrice, PriceChange } from './offer.ts'
import { RESOLVED_PLACES } from './resolved-places.ts'

const HUNDRED = decimal('100')

/** The tariff for a driver of these groups. A member never pays more than others: of all prices the lowest counts. */
export function applyMemberPrices<Currency extends string>(
  tariff: Tariff<Currency>,
  memberPrices: readonly MemberPrice[],
  groups: readonly string[],
): Tariff<Currency> {
  const own = memberPrices.filter(({ group }) => groups.includes(group))
  if (own.length === 0) return tariff
  return mapComponents(tariff, (component) => {
    const changes = own.filter(({ dimensions }) => dimensions?.includes(component.dimension) ?? true)
    return changes.map(({ change }) => changePrice(component.price, change)).reduce(lower, component.price)
  })
}

/** The same tariff with another price for each component. */
export function mapComponents<Currency extends string>(
  tariff: Tariff<Currency>,
  priceOf: (component: PriceComponent) => Decimal,
): Tariff<Currency> {
  const elements = tariff.elements.map(({ components, ...element }) => ({
    ...element,
    components: components.map((component) => ({ ...component, price: priceOf(component) })),
  }))
  return { ...tariff, elements }
}

/** A changed price. A percentage of a price below zero is not taken off: it would make it dearer. */
export function changePrice(price: Decimal, change: PriceChange): Decimal {
  switch (change.kind) {
    case 'percent-off': {
      const off = divide(multiply(price, change.percent), HUNDRED)
      return roundDecimal(off > 0n ? ofBillionths(price - off) : price, RESOLVED_PLACES)
    }
    case 'amount-off':
      return roundDecimal(ofBillionths(price - change.amount), RESOLVED_PLACES)
    case 'price':
      return roundDecimal(change.price, RESOLVED_PLACES)
  }
}

function lower(a: Decimal, b: Decimal): Decimal {
  return a < b ? a : b
}
