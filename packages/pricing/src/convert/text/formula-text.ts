import { type Decimal, fromScaledInteger } from '../../money/decimal.ts'
import { fractionOf } from '../../money/fraction.ts'
import type { Formula } from '../../resolve/offer.ts'
import { numberText, priceText } from './format.ts'
import type { TariffTexts } from './texts.ts'

/** A formula in words, so that it can be published. Amounts are those of the tariff, with or without taxes as it says. */
export function formulaText(formula: Formula, currency: string, texts: TariffTexts): string {
  const price = (value: Decimal) => priceText(texts.locale, currency, fractionOf(value))
  const { floor, cap } = formula
  const bounds = [
    ...(floor === undefined ? [] : [texts.notBelow(price(floor))]),
    ...(cap === undefined ? [] : [texts.notAbove(price(cap))]),
  ]
  if (formula.kind === 'market') {
    const core = texts.marketPrice(numberText(texts.locale, formula.factor), price(formula.adder))
    return [core, ...bounds, texts.otherwise(price(formula.fallback))].join(', ')
  }
  const bands = formula.bands
    .toSorted((a, b) => a.fromPercent - b.fromPercent)
    .map(({ fromPercent, adder }) => texts.occupancyBand(percentText(fromPercent, texts), price(adder)))
  return [texts.occupancyPrice(price(formula.base), bands.join(', ')), ...bounds].join(', ')
}

function percentText(percent: number, { locale }: TariffTexts): string {
  return numberText(locale, fromScaledInteger(Math.round(percent * 1000), 3))
}
