import { fromScaledInteger, toJsonNumber } from '../../money/decimal.ts'
import type { Restrictions } from '../../tariff/tariff.ts'
import { localDateText, localTimeText } from '../../time/local-clock.ts'
import type { Ocpp21Conditions, Ocpp21FixedConditions } from './tariff.ts'

/** TariffConditionsType; `undefined` when there is none. */
export function conditionsOf(one: Restrictions): Ocpp21Conditions | undefined {
  return unlessEmpty({
    ...fixedMembers(one),
    ...number('minEnergy', one.minEnergyMilliWh, 3),
    ...number('maxEnergy', one.maxEnergyMilliWh, 3),
    ...number('minCurrent', one.minCurrentMilliA, 3),
    ...number('maxCurrent', one.maxCurrentMilliA, 3),
    ...number('minPower', one.minPowerMilliW, 3),
    ...number('maxPower', one.maxPowerMilliW, 3),
    ...number('minTime', one.minDurationS, 0),
    ...number('maxTime', one.maxDurationS, 0),
  })
}

/** TariffConditionsFixedType knows only the clock and the calendar. */
export function fixedConditionsOf(one: Restrictions): Ocpp21FixedConditions | undefined {
  return unlessEmpty(fixedMembers(one))
}

/** Whether a fixed price under these restrictions can be said at all. */
export function isFixedCondition(one: Restrictions): boolean {
  const others = [one.minEnergyMilliWh, one.maxEnergyMilliWh, one.minCurrentMilliA, one.maxCurrentMilliA]
  const rest = [one.minPowerMilliW, one.maxPowerMilliW, one.minDurationS, one.maxDurationS]
  return [...others, ...rest].every((bound) => bound === undefined)
}

function fixedMembers(one: Restrictions): Ocpp21FixedConditions {
  return {
    ...(one.startTimeS !== undefined && { startTimeOfDay: localTimeText(one.startTimeS) }),
    ...(one.endTimeS !== undefined && { endTimeOfDay: localTimeText(one.endTimeS) }),
    ...(one.daysOfWeek !== undefined && { dayOfWeek: one.daysOfWeek.map(capitalised) }),
    ...(one.startDay !== undefined && { validFromDate: localDateText(one.startDay) }),
    ...(one.endDay !== undefined && { validToDate: localDateText(one.endDay) }),
  }
}

function capitalised(day: string): string {
  return `${day.slice(0, 1)}${day.slice(1).toLowerCase()}`
}

function number(name: keyof Ocpp21Conditions, units: number | undefined, places: number) {
  return units === undefined ? {} : { [name]: toJsonNumber(fromScaledInteger(units, places)) }
}

function unlessEmpty<Value extends object>(value: Value): Value | undefined {
  return Object.keys(value).length === 0 ? undefined : value
}
