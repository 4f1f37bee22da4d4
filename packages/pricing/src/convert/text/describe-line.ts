import { minorUnitPlaces } from '../../money/currency.ts'
import { fromScaledInteger } from '../../money/decimal.ts'
import { fractionOf } from '../../money/fraction.ts'
import type { ComponentLine, PriceLine } from '../../price/line.ts'
import { numberText, priceText } from './format.ts'
import type { TariffTexts } from './texts.ts'

/** A line of a price in words: what, how much, at which price, and why. `Energy: 20.45 kWh × €0.25/kWh = €5.11`. */
export function describeLine(line: PriceLine, texts: TariffTexts): string {
  const { locale } = texts
  const { currency } = line.gross
  // The share of the rounded total, so that the lines of a receipt add up.
  const amount = { over: line.rounded.gross, under: 10n ** BigInt(minorUnitPlaces(currency)) }
  const rest = priceText(locale, currency, amount)
  if (line.category === 'limit') {
    return `${line.reason.kind === 'min-price' ? texts.lineMinimum : texts.lineMaximum}: ${rest}`
  }
  const price = priceText(locale, currency, fractionOf(line.unitPrice))
  if (line.dimension === 'FLAT') return `${nameOf(line, texts)}: ${rest}`
  const unit = line.dimension === 'ENERGY' ? 'kWh' : 'h'
  return `${nameOf(line, texts)}: ${quantityText(line, texts)}${reasonText(line, texts)} × ${price}/${unit} = ${rest}`
}

function nameOf({ context, dimension }: ComponentLine, texts: TariffTexts): string {
  if (context === 'reservation') return dimension === 'FLAT' ? texts.lineReservationFixed : texts.lineReservation
  const names = {
    ENERGY: texts.lineEnergy,
    TIME: texts.lineCharging,
    PARKING_TIME: texts.lineParking,
    FLAT: texts.lineFixed,
  }
  return names[dimension]
}

function quantityText({ dimension, quantity }: ComponentLine, { locale }: TariffTexts): string {
  if (dimension === 'ENERGY') return `${numberText(locale, fromScaledInteger(quantity, 6))} kWh`
  const [hours, minutes, seconds] = [Math.floor(quantity / 3600), Math.floor(quantity / 60) % 60, quantity % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return `${hours}:${two(minutes)}:${two(seconds)} h`
}

function reasonText({ reason, dimension }: ComponentLine, texts: TariffTexts): string {
  if (reason.kind !== 'step') return ''
  const size = numberText(texts.locale, fromScaledInteger(reason.stepSize, 0))
  return ` (${texts.roundedUp(`${size} ${dimension === 'ENERGY' ? 'Wh' : 's'}`)})`
}
