import { decimal, decimalText } from '../../money/decimal.ts'
import { type Fraction, fractionOf, quotient, times } from '../../money/fraction.ts'
import { heaviestTaxes } from '../../price/limits.ts'
import { type Candidate, compileTariff } from '../../tariff/compile.ts'
import type { Dimension, PriceLimit, Tariff } from '../../tariff/tariff.ts'
import { applyTaxes } from '../../tariff/taxes.ts'
import { conditionPhrases, stepPhrase } from './conditions-text.ts'
import { numberText, priceText } from './format.ts'
import type { TariffTexts } from './texts.ts'

/** Per kWh, per minute, per session, other: the order that the law wants (AFIR art. 5(4)). */
export const PRICE_PARTS = ['per-kwh', 'per-minute', 'per-session', 'other'] as const
export type PricePart = (typeof PRICE_PARTS)[number]

export interface PricePhrase {
  readonly part: PricePart
  readonly text: string
}

export interface TariffDescription {
  /** In the order of the law; within a part in that of the tariff, whose first fitting price counts. */
  readonly prices: readonly PricePhrase[]
  /** Whether taxes are in the prices shown, and which. */
  readonly taxes: string
}

const PER_MINUTE = fractionOf(decimal('60'))

/** The prices of a tariff for a driver, taxes included, in the words of one language. */
export function describeTariff(tariff: Tariff, texts: TariffTexts): TariffDescription {
  const { candidates } = compileTariff(tariff)
  const all = candidates.map((candidate) => phraseOf(tariff, candidate, texts))
  const limits = [
    ...limitPhrase(tariff, tariff.minPrice, texts, texts.minimum),
    ...limitPhrase(tariff, tariff.maxPrice, texts, texts.maximum),
  ]
  const phrases = [...all, ...limits]
  const prices = PRICE_PARTS.flatMap((part) => phrases.filter((phrase) => phrase.part === part))
  const isFree = candidates.every(({ component }) => component.price === 0n) && limits.length === 0
  return {
    prices: isFree ? [{ part: 'per-session', text: texts.free }] : prices,
    taxes: isFree ? '' : taxSentence(candidates, texts),
  }
}

/** The same in one line of text, for a sign or a display. */
export function tariffText(tariff: Tariff, texts: TariffTexts): string {
  const { prices, taxes } = describeTariff(tariff, texts)
  const sentence = `${prices.map(({ text }) => text).join('; ')}.`
  return taxes === '' ? sentence : `${sentence} ${taxes}`
}

function phraseOf(tariff: Tariff, candidate: Candidate, texts: TariffTexts): PricePhrase {
  const { component, restrictions, taxRule, elementIndex } = candidate
  const isTime = component.dimension === 'TIME' || component.dimension === 'PARKING_TIME'
  const unit = fractionOf(component.price)
  const { gross } = applyTaxes(taxRule, isTime ? quotient(unit, PER_MINUTE) : unit)
  const text = unitText(
    texts,
    component.dimension,
    restrictions?.reservation,
  )(priceText(texts.locale, tariff.currency, gross))
  const own = tariff.elements[elementIndex]?.restrictions ?? {}
  const details = [...conditionPhrases(texts, own), ...stepPhrase(texts, component)]
  return {
    part: restrictions?.reservation === undefined ? PARTS[component.dimension] : 'other',
    text: details.length === 0 ? text : `${text} (${details.join(', ')})`,
  }
}

const PARTS: Readonly<Record<Dimension, PricePart>> = {
  ENERGY: 'per-kwh',
  TIME: 'per-minute',
  PARKING_TIME: 'per-minute',
  FLAT: 'per-session',
}

function unitText(texts: TariffTexts, dimension: Dimension, reservation: string | undefined) {
  if (reservation === 'RESERVATION') return dimension === 'FLAT' ? texts.perReservation : texts.perMinuteReserved
  if (reservation !== undefined)
    return dimension === 'FLAT' ? texts.reservationLapsed : texts.reservationLapsedPerMinute
  const byDimension = {
    ENERGY: texts.perKwh,
    TIME: texts.perMinute,
    PARKING_TIME: texts.perMinuteParked,
    FLAT: texts.perSession,
  }
  return byDimension[dimension]
}

/** A limit after taxes; where only the one before is stated, with the highest taxes of the tariff. */
function limitPhrase(
  tariff: Tariff,
  limit: PriceLimit | undefined,
  { locale }: TariffTexts,
  phrase: (price: string) => string,
): PricePhrase[] {
  const gross = limit === undefined ? undefined : grossOf(tariff, limit)
  if (gross === undefined || gross.over === 0n) return []
  return [{ part: 'other', text: phrase(priceText(locale, tariff.currency, gross)) }]
}

function grossOf(tariff: Tariff, { net, gross }: PriceLimit): Fraction | undefined {
  if (gross !== undefined) return fractionOf(gross)
  return net === undefined ? undefined : times(fractionOf(net), heaviestTaxes(compileTariff(tariff)).factor)
}

function taxSentence(candidates: readonly Candidate[], texts: TariffTexts): string {
  const priced = candidates.filter(({ component }) => component.price !== 0n)
  if (priced.some(({ taxRule }) => !taxRule.isKnown && !taxRule.isIncluded)) return texts.taxExcluded
  const taxes = priced.flatMap(({ taxRule }) => taxRule.taxes.filter(({ percent }) => percent > 0n))
  const names = new Map(taxes.map(({ name, percent }) => [`${name} ${decimalText(percent)}`, { name, percent }]))
  const rates = [...names.values()].map(({ name, percent }) => {
    return `${numberText(texts.locale, percent)} % ${name === 'VAT' ? texts.vat : name}`
  })
  return rates.length === 0 ? '' : texts.taxIncluded(rates.join(', '))
}
