import { type Decimal, divide, ofBillionths, roundDecimal } from '../money/decimal.ts'
import { compare, roundFraction } from '../money/fraction.ts'
import { compileTariff } from '../tariff/compile.ts'
import type { PriceLimit, Tariff } from '../tariff/tariff.ts'
import { RESOLVED_PLACES } from './resolved-places.ts'

/**
 * The tariff with a highest price, after taxes. Where all components are taxed alike the limit before taxes is stated too,
 * because OCPI needs one; otherwise it follows from the session.
 */
export function capSpending<Currency extends string>(tariff: Tariff<Currency>, cap: Decimal): Tariff<Currency> {
  const factors = compileTariff(tariff).candidates.map(({ taxRule }) => taxRule.factor)
  const [first] = factors
  const isTaxedAlike = first !== undefined && factors.every((factor) => compare(factor, first) === 0)
  const net = isTaxedAlike ? divide(cap, ofBillionths(roundFraction(first, 9))) : undefined
  const maxPrice = lowest(tariff.maxPrice ?? {}, cap, net && roundDecimal(net, RESOLVED_PLACES))
  const { minPrice } = tariff
  // A cap below the lowest price is what the driver was promised.
  return { ...tariff, maxPrice, ...(minPrice && { minPrice: atMostLimit(minPrice, maxPrice) }) }
}

function lowest({ net, gross }: PriceLimit, cap: Decimal, capNet: Decimal | undefined): PriceLimit {
  const lower = (a: Decimal | undefined, b: Decimal | undefined) =>
    a === undefined || (b !== undefined && b < a) ? b : a
  const lowestNet = lower(net, capNet)
  return { ...(lowestNet !== undefined && { net: lowestNet }), gross: lower(gross, cap) ?? cap }
}

function atMostLimit({ net, gross }: PriceLimit, max: PriceLimit): PriceLimit {
  const held = (value: Decimal, limit: Decimal | undefined) => (limit !== undefined && value > limit ? limit : value)
  return {
    ...(net !== undefined && { net: held(net, max.net) }),
    ...(gross !== undefined && { gross: held(gross, max.gross) }),
  }
}
