import { type Decimal, decimal } from '../money/decimal.ts'
import { error, type Problem } from '../problem.ts'
import { type Formula, isFormula, type Offer, type OfferComponent, type PriceChange } from '../resolve/offer.ts'
import type { PriceComponent, Tariff } from '../tariff/tariff.ts'
import { type ValidationContext, validateTariff } from './validate.ts'

/** Everything wrong or odd about an offer: its tariff with the formulas' fixed parts, the formulas, and the member prices. */
export function validateOffer(offer: Offer, context: ValidationContext = {}): Problem[] {
  const { memberPrices = [], ...rest } = offer
  const elements = offer.elements.map((element) => ({ ...element, components: element.components.map(plain) }))
  const tariff: Tariff = { ...rest, elements }
  const ofFormulas = offer.elements.flatMap(({ components }, at) =>
    components.flatMap((component, index) => {
      const path = `elements[${at}].price_components[${index}].formula`
      return isFormula(component) ? formulaProblems(component.formula, path) : []
    }),
  )
  const ofMembers = memberPrices.flatMap(({ change }, at) => changeProblems(change, `memberPrices[${at}].change`))
  return [...validateTariff(tariff, context), ...ofFormulas, ...ofMembers]
}

function plain(component: OfferComponent): PriceComponent {
  if (!isFormula(component)) return component
  const { formula, ...rest } = component
  return { ...rest, price: formula.kind === 'market' ? formula.fallback : formula.base }
}

function formulaProblems(formula: Formula, path: string): Problem[] {
  const { floor, cap } = formula
  const isCrossed = floor !== undefined && cap !== undefined && floor > cap
  const crossed = isCrossed ? [error('offer.out-of-range', `${path}.floor`, 'the floor is above the cap')] : []
  if (formula.kind === 'market') return crossed
  const bands = formula.bands.flatMap(({ fromPercent }, at) => {
    const isTwice = formula.bands.findIndex((band) => band.fromPercent === fromPercent) < at
    const isShare = fromPercent >= 0 && fromPercent <= 100
    if (isShare && !isTwice) return []
    const sentence = isShare ? 'two bands begin at the same occupancy' : 'a band begins between 0 and 100 percent'
    return [error('offer.out-of-range', `${path}.bands[${at}].fromPercent`, sentence)]
  })
  return [...crossed, ...bands]
}

const HUNDRED: Decimal = decimal('100')

function changeProblems(change: PriceChange, path: string): Problem[] {
  const isGood =
    change.kind === 'percent-off'
      ? change.percent >= 0n && change.percent <= HUNDRED
      : change.kind === 'price' || change.amount >= 0n
  return isGood ? [] : [error('offer.out-of-range', path, 'a member price takes off between nothing and everything')]
}
