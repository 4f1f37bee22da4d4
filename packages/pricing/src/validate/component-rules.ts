import { type Decimal, decimal, decimalText } from '../money/decimal.ts'
import { error, type Problem, warning } from '../problem.ts'
import type { PriceComponent, Tariff, TariffElement } from '../tariff/tariff.ts'

const HIGHEST_TAX = decimal('100')
const MILLI_WH = 1000

/** Prices, taxes and steps of single components. */
export function componentProblems(tariff: Tariff): Problem[] {
  const ofComponents = tariff.elements.flatMap((element, at) =>
    element.components.flatMap((component, index) =>
      problemsOf(tariff, element, component, `elements[${at}].price_components[${index}]`),
    ),
  )
  const ofPlace = (tariff.taxes ?? []).flatMap(({ percent }, at) => taxProblems(percent, `taxes[${at}].percent`))
  return [...ofComponents, ...ofPlace]
}

function problemsOf(tariff: Tariff, element: TariffElement, component: PriceComponent, path: string): Problem[] {
  const { dimension, price, stepSize, vatPercent } = component
  const isReserved = element.restrictions?.reservation !== undefined
  const isUnused = isReserved && (dimension === 'ENERGY' || dimension === 'PARKING_TIME')
  return [
    ...(stepSize === 0 && dimension !== 'FLAT'
      ? [warning('step-size.zero', `${path}.step_size`, 'a step of 0 is read as: not rounded')]
      : []),
    ...(price < 0n
      ? [warning('component.negative-price', `${path}.price`, `${decimalText(price)} is below zero`)]
      : []),
    ...(vatPercent === undefined ? [] : taxProblems(vatPercent, `${path}.vat`)),
    ...(isUnused ? [warning('component.not-reservable', path, 'of a reservation only FLAT and TIME are priced')] : []),
    ...cheaperProblems(tariff, element, component, path),
  ]
}

function taxProblems(percent: Decimal, path: string): Problem[] {
  if (percent >= 0n && percent <= HIGHEST_TAX) return []
  return [error('component.tax-out-of-range', path, 'a tax lies between 0 and 100 percent')]
}

/**
 * Where a tier of energy ends between two steps and the next one is cheaper, the last step of the dear tier can cost more
 * than some energy of the cheap one.
 */
function cheaperProblems(tariff: Tariff, element: TariffElement, component: PriceComponent, path: string): Problem[] {
  const endMilliWh = element.restrictions?.maxEnergyMilliWh
  const isTier = component.dimension === 'ENERGY' && component.stepSize > 1 && endMilliWh !== undefined
  if (!isTier || endMilliWh % (component.stepSize * MILLI_WH) === 0) return []
  const hasCheaper = tariff.elements.some((other) =>
    other.components.some(({ dimension, price }) => dimension === 'ENERGY' && price < component.price),
  )
  const sentence = 'max_kwh is no multiple of it and a cheaper price follows: a little more energy can cost less'
  return hasCheaper ? [warning('step-size.cheaper-by-more', `${path}.step_size`, sentence)] : []
}
