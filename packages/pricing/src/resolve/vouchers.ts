import { type Decimal, decimal, divide, ofBillionths, roundDecimal, ZERO } from '../money/decimal.ts'
import { roundFraction } from '../money/fraction.ts'
import { heaviestTaxes } from '../price/limits.ts'
import { error, fail, type Problem, type Result, succeed } from '../problem.ts'
import { compileTariff } from '../tariff/compile.ts'
import type { PriceComponent, PriceLimit, Tariff, TariffElement } from '../tariff/tariff.ts'
import { changePrice, mapComponents } from './member-prices.ts'
import type { Voucher } from './offer.ts'
import { RESOLVED_PLACES } from './resolved-places.ts'

/** The tariff with vouchers in their order, or why OCPI's elements cannot say one of them. */
export function applyVouchers<Currency extends string>(
  tariff: Tariff<Currency>,
  vouchers: readonly Voucher[],
): Result<Tariff<Currency>> {
  let current = tariff
  for (const [at, voucher] of vouchers.entries()) {
    const applied = applyVoucher(current, voucher, `vouchers[${at}]`)
    if (!applied.ok) return applied
    current = applied.value
  }
  return succeed(current)
}

function applyVoucher<Currency extends string>(
  tariff: Tariff<Currency>,
  voucher: Voucher,
  path: string,
): Result<Tariff<Currency>> {
  const problem = rangeProblem(voucher, path)
  if (problem !== undefined) return fail(problem)
  switch (voucher.kind) {
    case 'percent-off': {
      const { dimensions } = voucher
      return succeed(
        mapComponents(tariff, ({ dimension, price }) => {
          return (dimensions?.includes(dimension) ?? true) ? changePrice(price, voucher) : price
        }),
      )
    }
    case 'free-energy':
      return succeed(giveEnergy(tariff, voucher.energyMilliWh))
    case 'amount-off':
      return takeAmountOff(tariff, voucher.gross, path)
  }
}

function rangeProblem(voucher: Voucher, path: string): Problem | undefined {
  const isGood =
    voucher.kind === 'percent-off'
      ? voucher.percent >= 0n && voucher.percent <= decimal('100')
      : voucher.kind === 'free-energy'
        ? Number.isSafeInteger(voucher.energyMilliWh) && voucher.energyMilliWh > 0
        : voucher.gross >= 0n
  return isGood ? undefined : error('offer.out-of-range', path, 'a voucher takes off between nothing and everything')
}

/** An element in front: it wins until the energy is used up. */
function giveEnergy<Currency extends string>(tariff: Tariff<Currency>, energyMilliWh: number): Tariff<Currency> {
  const first = sessionComponents(tariff).find(({ component }) => component.dimension === 'ENERGY')?.component
  if (first === undefined) return tariff
  const free: TariffElement = {
    components: [{ ...first, price: ZERO }],
    restrictions: { maxEnergyMilliWh: energyMilliWh },
  }
  return { ...tariff, elements: [free, ...tariff.elements] }
}

/**
 * A fixed price below zero, and a minimum of zero. Since there is one fixed price for a session, this can be said only
 * where it falls due at the start whatever happens.
 */
function takeAmountOff<Currency extends string>(
  tariff: Tariff<Currency>,
  gross: Decimal,
  path: string,
): Result<Tariff<Currency>> {
  const fixed = sessionComponents(tariff).filter(({ component }) => component.dimension === 'FLAT')
  if (fixed.some(({ isRestricted }) => isRestricted)) {
    const sentence = 'the tariff has a fixed price under a restriction, beside which OCPI allows no other'
    return fail(error('voucher.not-expressible', path, sentence))
  }
  const { factor } = heaviestTaxes(compileTariff(tariff))
  const net = divide(gross, ofBillionths(roundFraction(factor, 9)))
  const off = roundDecimal(tariff.taxIncluded === 'YES' ? gross : net, RESOLVED_PLACES)
  const lowered = mapComponents(tariff, (component) => {
    const isFixed = fixed.some((one) => one.component === component)
    return isFixed ? ofBillionths(component.price - off) : component.price
  })
  const elements = fixed.length > 0 ? lowered.elements : [...lowered.elements, discount(tariff, off)]
  return succeed({ ...lowered, elements, minPrice: lessMinimum(tariff.minPrice, net, gross) })
}

function discount(tariff: Tariff, off: Decimal): TariffElement {
  const vats = sessionComponents(tariff).flatMap(({ component }) => component.vatPercent ?? [])
  const highest = vats.reduce((best, vat) => (vat > best ? vat : best), ZERO)
  const component: PriceComponent = { dimension: 'FLAT', price: ofBillionths(-off), stepSize: 0 }
  return { components: [vats.length === 0 ? component : { ...component, vatPercent: highest }] }
}

function lessMinimum(limit: PriceLimit | undefined, net: Decimal, gross: Decimal): PriceLimit {
  const less = (value: Decimal, off: Decimal) => {
    const rest = roundDecimal(ofBillionths(value - off), RESOLVED_PLACES)
    return rest > 0n ? rest : ZERO
  }
  if (limit === undefined) return { net: ZERO, gross: ZERO }
  return {
    ...(limit.net !== undefined && { net: less(limit.net, net) }),
    ...(limit.gross !== undefined && { gross: less(limit.gross, gross) }),
  }
}

function sessionComponents({ elements }: Tariff): { component: PriceComponent; isRestricted: boolean }[] {
  return elements
    .filter(({ restrictions }) => restrictions?.reservation === undefined)
    .flatMap(({ components, restrictions }) =>
      components.map((component) => ({
        component,
        isRestricted: restrictions !== undefined && Object.keys(restrictions).length > 0,
      })),
    )
}
