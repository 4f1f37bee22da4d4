import { addDecimals, atLeast, atMost, type Decimal, roundDecimal, ZERO } from '../money/decimal.ts'
import type { OccupancyFormula } from './offer.ts'
import { RESOLVED_PLACES } from './resolved-places.ts'

/** The price at an occupancy, in percent, by the published formula. */
export function priceByOccupancy({ base, bands, floor, cap }: OccupancyFormula, occupancyPercent: number): Decimal {
  const reached = bands.filter(({ fromPercent }) => fromPercent <= occupancyPercent)
  const highest = reached.toSorted((a, b) => b.fromPercent - a.fromPercent)[0]
  const price = addDecimals(base, highest?.adder ?? ZERO)
  return roundDecimal(atMost(atLeast(price, floor), cap), RESOLVED_PLACES)
}
