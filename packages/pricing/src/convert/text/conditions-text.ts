import { type Decimal, decimal, divide, fromScaledInteger } from '../../money/decimal.ts'
import type { PriceComponent, Restrictions } from '../../tariff/tariff.ts'
import { localDateText, localTimeText } from '../../time/local-clock.ts'
import { numberText } from './format.ts'
import type { TariffTexts } from './texts.ts'

const SIXTY = decimal('60')

/** When a price holds, as phrases; none when always. */
export function conditionPhrases(texts: TariffTexts, one: Restrictions): string[] {
  const milli = (units: number | undefined, places: number, phrase: (text: string) => string) =>
    units === undefined ? [] : [phrase(numberText(texts.locale, fromScaledInteger(units, places)))]
  const { startTimeS, endTimeS, daysOfWeek } = one
  const hasWindow = startTimeS !== undefined || endTimeS !== undefined
  return [
    ...(hasWindow ? [texts.between(localTimeText(startTimeS ?? 0), endText(endTimeS))] : []),
    ...(daysOfWeek === undefined ? [] : [texts.onDays(daysOfWeek.map((day) => texts.dayNames[day]).join(', '))]),
    ...(one.startDay === undefined ? [] : [texts.fromDate(dateText(texts, one.startDay))]),
    ...(one.endDay === undefined ? [] : [texts.untilDate(dateText(texts, one.endDay))]),
    ...milli(positive(one.minEnergyMilliWh), 6, texts.afterEnergy),
    ...milli(one.maxEnergyMilliWh, 6, texts.untilEnergy),
    ...milli(positive(one.minPowerMilliW), 6, texts.fromPower),
    ...milli(one.maxPowerMilliW, 6, texts.belowPower),
    ...milli(positive(one.minCurrentMilliA), 3, texts.fromCurrent),
    ...milli(one.maxCurrentMilliA, 3, texts.belowCurrent),
    ...minutes(texts, positive(one.minDurationS), texts.afterMinutes),
    ...minutes(texts, one.maxDurationS, texts.untilMinutes),
  ]
}

/** A step that a driver would notice. */
export function stepPhrase(texts: TariffTexts, { dimension, stepSize }: PriceComponent): string[] {
  if (stepSize <= 1 || dimension === 'FLAT') return []
  const size = numberText(texts.locale, fromScaledInteger(stepSize, 0))
  return [dimension === 'ENERGY' ? texts.energyStep(size) : texts.timeStep(size)]
}

function positive(value: number | undefined): number | undefined {
  return value === 0 ? undefined : value
}

function endText(endTimeS: number | undefined): string {
  return endTimeS === undefined || endTimeS === 0 ? '24:00' : localTimeText(endTimeS)
}

function dateText({ locale }: TariffTexts, day: number): string {
  const date = new Date(`${localDateText(day)}T00:00:00Z`)
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date)
}

function minutes({ locale }: TariffTexts, seconds: number | undefined, phrase: (text: string) => string): string[] {
  if (seconds === undefined) return []
  const value: Decimal = divide(fromScaledInteger(seconds, 0), SIXTY)
  return [phrase(numberText(locale, value))]
}
